"""What phones see when a certificate's code is scanned or typed; and the ledger, for the admin."""

import hmac

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from provisioning.central.answers import bearer, error
from provisioning.central.certificates import ledger
from provisioning.central.certificates.lists import tell_revoked
from provisioning.central.certificates.making import maker
from provisioning.central.certificates.verify import look_up
from provisioning.central.hallstate import now
from provisioning.central.keys import text_secret
from provisioning.central.models import Certificate, Copy
from provisioning.central.visitors import guarded, missed

MOST_CHARACTERS = 1200
_GUESSED = ("unknown", "forged")
SAYS = {
    "genuine": ("有效", "Genuine", "本证明真实有效。", "This certificate is genuine and valid."),
    "void": (
        "已作废",
        "Void",
        "这一份已经作废，可能另有一份有效。",
        "This copy was taken back; another one may be valid.",
    ),
    "revoked": ("已撤销", "Revoked", "签发机关已撤销本证明。", "The issuer has revoked it."),
    "expired": ("已过期", "Expired", "本证明超过有效期。", "It is past its last day."),
    "forged": (
        "不是真的",
        "Forged",
        "内容被改动过，不要采信。",
        "It was changed: do not rely on it.",
    ),
    "unknown": (
        "查不到",
        "Unknown",
        "没有这份证明，请核对验证码。",
        "There is no such certificate: check the code.",
    ),
}


@guarded
def page(request: HttpRequest) -> HttpResponse:
    """With ?code= the finding, without it a place to type one."""
    code = request.GET.get("code", "")
    return _shown(request, code[:MOST_CHARACTERS]) if code else _form(request)


@guarded
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """The address of a QR. Which host it was reached by says nothing: the code is what counts."""
    address = maker(settings.ZIZHU_DATA).address
    return _shown(request, address + code[:MOST_CHARACTERS])


def _form(request: HttpRequest) -> HttpResponse:
    return render(request, "central/verify.html", {"found": None})


def _shown(request: HttpRequest, text: str) -> HttpResponse:
    found = look_up(text, None, now())
    if found["verdict"] in _GUESSED:
        missed(request)
    zh, en, why, why_en = SAYS[found["verdict"]]
    context = {"found": found, "zh": zh, "en": en, "why": why, "why_en": why_en, "moment": now()}
    return render(request, "central/verify.html", context)


def life(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The life line of one certificate, without its person. Needs the admin token."""
    row = _for_admin(request, certificate_id)
    if isinstance(row, HttpResponse):
        return row
    states = {one.copy_no: one.state for one in Copy.objects.filter(certificate=row)}
    content = {
        "certificate_id": row.pk,
        "type_name": row.type_name,
        "item_code": row.item_code,
        "revoked": row.revoked,
        "copies": states,
        "life": ledger.life_line(row),
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


def revoke(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """POST: every paper of it stops to count. Needs the admin token."""
    row = _for_admin(request, certificate_id)
    if isinstance(row, HttpResponse):
        return row
    if request.method != "POST":
        return error(405, "method", "POST is needed")
    moment = now()
    with transaction.atomic():
        if ledger.revoke(row, "admin", moment):
            tell_revoked(row, moment)
    return JsonResponse({"revoked": True})


def _for_admin(request: HttpRequest, certificate_id: str) -> Certificate | HttpResponse:
    expected = text_secret(settings.ZIZHU_DATA / "admin_token")
    if not hmac.compare_digest(bearer(request).encode(), expected.encode()):
        return error(401, "token", "the admin token is needed")
    row = Certificate.objects.filter(pk=certificate_id).first()
    return row or error(404, "not_found", "no such certificate")
