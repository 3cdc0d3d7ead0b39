"""API v1: pages that terminals hand to telephones. docs/platform.md."""

import base64
import binascii

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from provisioning.central.answers import Refusal, endpoint, json_body
from provisioning.central.every import every
from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.hallstate import now
from provisioning.central.handoff.kept import LIVES_S, Kept
from provisioning.central.handoff.wire import HandOffWanted
from provisioning.central.models import Terminal

_DIGEST = frozenset("0123456789abcdef")


def pages() -> Kept:
    kept: Kept = settings.ZIZHU_HANDOFFS
    return kept


def monotonic() -> float:
    seconds: float = settings.ZIZHU_CLOCK.monotonic()
    return seconds


@endpoint("POST")
def collection(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    wanted = read(json_body(request), HandOffWanted)
    lives = pages().put(wanted.link, _bytes(wanted.sealed), terminal.pk, monotonic())
    if lives <= 0:
        wait = {"Retry-After": str(LIVES_S)}
        raise Refusal(429, "handoffs", "too many pages at once, or this one is over", wait)
    return JsonResponse(
        {"request_id": wanted.request_id, "lives_s": lives} | every(terminal, now())
    )


@endpoint("POST")
def end(request: HttpRequest, terminal: Terminal, link: str) -> HttpResponse:
    """Whether or not there is one: afterwards it opens nothing."""
    if len(link) != 64 or not _DIGEST.issuperset(link):
        raise Refusal(404, "not_found", "no such page")
    ended = pages().end(link, terminal.pk, monotonic())
    return JsonResponse({"ended": ended} | every(terminal, now()))


def _bytes(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Malformed("not acceptable at $.sealed") from None
    if not found:
        raise Malformed("not acceptable at $.sealed")
    return found
