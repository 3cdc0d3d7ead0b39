"""A province's identity provider, simulated: one address, signed requests, everything in status
200. Its wire shares nothing with API v1 but the persons behind it.

    POST /gateway {"service": "sms.send", "serial": "...", "data": {"sjh": "..."}}
    X-App, X-Time, X-Sign: hex HMAC-SHA256 over the time, a line feed and the body
"""

import hashlib
import hmac
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from msgspec import Meta, Struct

from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.identity.provider import Found, No, Provider
from provisioning.central.words import Id, Word

APP = "zizhu"
SKEW_S = 300
_CODES = {
    "unknown": "1001",
    "expired": "1002",
    "used": "1003",
    "forged": "1004",
    "wrong": "2001",
    "locked": "2002",
    "wait": "2003",
    "key": "3001",
}
_PROOFS = {
    "code.app": "QR_APP",
    "code.eid": "EID",
    "code.licence": "EBL",
    "code.staff": "STAFF",
    "sms.check": "SMS",
    "key.check": "UKEY",
}
_BAD_SIGN, _BAD_APP, _BAD_TIME, _BAD_BODY = "9001", "9002", "9003", "9004"


class Call(Struct, frozen=True):
    service: Word
    serial: Id
    data: Annotated[dict[str, Annotated[str, Meta(max_length=400)]], Meta(max_length=8)] = {}


def gateway(request: HttpRequest) -> HttpResponse:
    provider: Provider | None = settings.ZIZHU_IDENTITY
    if provider is None or request.method != "POST":
        return HttpResponseNotFound()
    try:
        call = read(request.body, Call)
    except Malformed:
        return _said(_BAD_BODY, "", {})
    wrong = _wrong_sign(request, provider)
    if wrong:
        return _said(wrong, call.serial, {})
    try:
        return _said("0000", call.serial, _performed(call, provider))
    except No as no:
        return _said(_CODES[no.why], call.serial, {})


def _performed(call: Call, provider: Provider) -> dict[str, Any]:
    if call.service == "sms.send":
        wait_s, valid_s = provider.send_code(call.data.get("sjh", ""))
        return {"jgs": wait_s, "yxs": valid_s}
    if call.service == "key.nonce":
        return {"sjs": provider.challenge()}
    means = _PROOFS.get(call.service)
    if means is None:
        raise No("forged")
    data = call.data
    return _answer(provider.prove(call.serial, means, data.get("pz", ""), data.get("sjh", "")))


def _answer(found: Found) -> dict[str, Any]:
    one, handler = found.account, found.account.handler
    kind = "02" if handler is not None else "03" if found.level == 4 else "01"
    answer: dict[str, Any] = {"yhlx": kind, "xm": one.name, "zjhm": one.id_no}
    answer["rzdj"] = str(found.level)
    answer["jbr"] = {"xm": handler.name, "zjhm": handler.id_no} if handler is not None else None
    return answer


def _wrong_sign(request: HttpRequest, provider: Provider) -> str:
    """Why the request is not from who it says, "" where it is."""
    if request.headers.get("X-App", "") != APP:
        return _BAD_APP
    stamp = request.headers.get("X-Time", "")
    signed = stamp.encode() + b"\n" + request.body
    right = hmac.new(provider.app_secret.encode(), signed, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right, request.headers.get("X-Sign", "")):
        return _BAD_SIGN
    fresh = stamp.isdecimal() and abs(provider.now() - int(stamp)) <= SKEW_S
    return "" if fresh else _BAD_TIME


def _said(code: str, serial: str, data: dict[str, Any]) -> JsonResponse:
    return JsonResponse({"resultCode": code, "serial": serial, "data": data})
