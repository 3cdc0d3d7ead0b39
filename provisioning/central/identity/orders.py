"""The dock's side of the simulated providers: somebody's phone, licence, text messages and U-key.
Only where the platform was started for a demo or a test, and for loopback alone.

    POST /_world/identity {"do": "code", "kind": "app", "number": "..."}      {"text": "..."}
    POST /_world/identity {"do": "sms", "mobile": "..."}                      {"code": "..."}
    POST /_world/identity {"do": "plug", "number": "<credit code>"}           {}
    POST /_world/identity {"do": "sign", "challenge": "..."}                  {"evidence": "..."}

`kind` app, eid, ebl or staff; `number` "" pulls the U-key out. A U-key that is not there signs
nothing (404).
"""

import secrets
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from msgspec import Meta, Struct

from provisioning.central.answers import error
from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.identity import codes
from provisioning.central.identity.provider import Provider

Short = Annotated[str, Meta(max_length=64)]


class Order(Struct, frozen=True):
    do: Literal["code", "sms", "plug", "sign"]
    kind: Literal["app", "eid", "ebl", "staff"] = "app"
    number: Short = ""
    mobile: Short = ""
    challenge: Short = ""


_plugged: dict[str, str] = {}
"""The U-key in the dock, by the platform's key file: one at a time."""


def take(request: HttpRequest, refused: HttpResponse | None) -> HttpResponse:
    """`refused`: why orders are not taken here, as provisioning.central.world judges."""
    provider: Provider | None = settings.ZIZHU_IDENTITY
    if refused is not None or provider is None:
        return refused or error(404, "not_found", "no such address")
    try:
        order = read(request.body, Order)
    except Malformed as malformed:
        return error(400, "malformed", str(malformed))
    found = _performed(order, provider)
    return error(404, "not_found", "no U-key") if found is None else JsonResponse(found)


def _performed(order: Order, provider: Provider) -> dict[str, Any] | None:
    here = provider.key.hex()
    if order.do == "code":
        who = codes.stands_for(provider.key, order.number)
        code = codes.Code(order.kind, who, secrets.token_hex(8), int(provider.now()))
        return {"text": codes.write(provider.key, code)}
    if order.do == "sms":
        return {"code": provider.last_code(order.mobile)}
    if order.do == "plug":
        _plugged[here] = order.number
        return {}
    number = _plugged.get(here, "")
    if not number:
        return None
    signed = f"{order.challenge}.{number}"
    return {"evidence": f"{signed}.{provider.ukey(number).sign(signed.encode()).hex()}"}
