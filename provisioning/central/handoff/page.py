"""The page that a code on a terminal opens on one telephone: no login, no script, kept nowhere.

A program that looks ahead at addresses (a messenger, a scanner) only gets the button; the telephone
whose user touches it is the one that the page belongs to.
"""

import hashlib
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from provisioning.central.answers import answered, wrong_method
from provisioning.central.handoff.api import monotonic, pages
from provisioning.central.handoff.kept import Opened
from provisioning.central.handoff.wire import NotThis, Page, opened
from provisioning.central.visitors import guarded, missed

_TOKEN = frozenset("0123456789abcdef")
STATUS = {Opened.UNKNOWN: 404, Opened.OVER: 410, Opened.OTHERS: 403}


@guarded
def page(request: HttpRequest, token: str) -> HttpResponse:
    if request.method not in ("GET", "POST"):
        return answered(wrong_method("GET", "POST"))
    if len(token) != 32 or not _TOKEN.issuperset(token):
        return _told(request, Opened.UNKNOWN)
    link = hashlib.sha256(token.encode()).hexdigest()
    phone = request.COOKIES.get(_cookie(link), "")
    found = pages().look(link, phone, monotonic())
    if found is Opened.OURS or (found is Opened.FREE and request.method == "POST"):
        return _shown(request, token, link, phone)
    return _told(request, found)


def _shown(request: HttpRequest, token: str, link: str, phone: str) -> HttpResponse:
    """Without a redirect: a telephone that keeps no cookies sees it once."""
    found, sealed, secret, left = pages().take(link, phone, _secret, monotonic())
    if found is not Opened.OURS:
        return _told(request, found)
    try:
        content = opened(sealed, token, link)
    except NotThis:
        return _told(request, Opened.UNKNOWN)
    response = _render(request, content, left)
    response.set_cookie(
        _cookie(link),
        secret,
        max_age=left,
        path=f"/take/{token}",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _render(request: HttpRequest, content: Page, left: int) -> HttpResponse:
    context = {"sheet": content.sheet, "lang": content.lang, "minutes": max(1, left // 60)}
    return render(request, "central/take.html", context)


def _told(request: HttpRequest, found: Opened) -> HttpResponse:
    if found is Opened.UNKNOWN:
        missed(request)
    status = STATUS.get(found, 200)
    return render(request, "central/take_none.html", {"found": found.value}, status=status)


def _cookie(link: str) -> str:
    return f"take-{link[:16]}"


def _secret() -> str:
    return secrets.token_hex(16)
