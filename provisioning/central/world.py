"""Orders of demos and tests, beside those of faults.py: only where the platform was started for
them, and for loopback alone.

    POST /_world/inbox {"terminal_id": "T00003", "kind": "command", "body": {...}, "valid_s": 60}
    POST /_world/progress {"do": "state", "application": "...", "state": "in_review"}, see orders.py
    POST /_world/certificate {"terminal_id", ...}, see certificates/orders.py
    POST /_world/identity {"do": "sms", "mobile": "..."}, see identity/orders.py
"""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from msgspec import Meta, Struct

from provisioning.central.answers import error
from provisioning.central.certificates import orders as papers
from provisioning.central.exchange.inbox import as_sent, issue
from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.faults import LOOPBACK
from provisioning.central.hallstate import now
from provisioning.central.identity import orders
from provisioning.central.models import Terminal
from provisioning.central.progress.cases import NotAllowed
from provisioning.central.progress.orders import perform, read_order
from provisioning.central.words import Id, Word


class Order(Struct, frozen=True):
    """Without `valid_s` it never expires, where the kind allows that."""

    terminal_id: Id
    kind: Word
    body: dict[str, Any]
    valid_s: Annotated[int, Meta(ge=-86_400, le=10**9)] | None = None


def inbox(request: HttpRequest) -> HttpResponse:
    """200 with the item as the terminal will get it."""
    refused = _refusal(request)
    if refused is not None:
        return refused
    try:
        order = read(request.body, Order)
        terminal = Terminal.objects.filter(terminal_id=order.terminal_id).first()
        if terminal is None:
            return error(404, "not_found", "no such terminal")
        item = issue(terminal, order.kind, order.body, order.valid_s, now())
    except Malformed as malformed:
        return error(400, "malformed", str(malformed))
    return JsonResponse({"item": as_sent(item)})


def progress(request: HttpRequest) -> HttpResponse:
    """200 with the key of the event, null where nothing was new; 409 where it cannot follow."""
    refused = _refusal(request)
    if refused is not None:
        return refused
    try:
        event = perform(read_order(request.body), now())
    except Malformed as malformed:
        return error(400, "malformed", str(malformed))
    except NotAllowed as refusal:
        return error(409, "not_allowed", str(refusal))
    return JsonResponse({"event": event.key if event else None})


def identity(request: HttpRequest) -> HttpResponse:
    return orders.take(request, _refusal(request))


def certificate(request: HttpRequest) -> HttpResponse:
    return papers.take(request, _refusal(request))


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if not (settings.ZIZHU_WORLD and request.META["REMOTE_ADDR"] in LOOPBACK):
        return error(404, "not_found", "no such address")
    return None if request.method == "POST" else error(405, "method", "POST is needed")
