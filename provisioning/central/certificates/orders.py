"""The dock's order of a certificate: made and given out as to somebody who asked at a terminal.
Only where the platform was started for a demo or a test, and for loopback alone.

    POST /_world/certificate {"terminal_id", "item_code", "name", "number"}
         {"certificate_id", "code", "serial"}; `code` is what its QR says

The person is whoever the order says: synthetic, and nobody is asked whether they exist.
"""

import uuid
from typing import Annotated

from django.http import HttpRequest, HttpResponse, JsonResponse
from msgspec import Meta, Struct

from provisioning.central.answers import error
from provisioning.central.certificates import ledger
from provisioning.central.certificates.issue import Denied, issue_to
from provisioning.central.certificates.making import NotMade
from provisioning.central.certificates.wire import CertificateWanted
from provisioning.central.exchange.sealed import Identity
from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.hallstate import now
from provisioning.central.models import Certificate, Copy, Terminal
from provisioning.central.words import Id

Short = Annotated[str, Meta(min_length=1, max_length=64)]


class Order(Struct, frozen=True):
    terminal_id: Id
    item_code: Id
    name: Short
    number: Short


def take(request: HttpRequest, refused: HttpResponse | None) -> HttpResponse:
    """`refused`: why orders are not taken here, as provisioning.central.world judges."""
    if refused is not None:
        return refused
    try:
        order = read(request.body, Order)
        terminal = Terminal.objects.filter(terminal_id=order.terminal_id).first()
        if terminal is None:
            return error(404, "not_found", "no such terminal")
        row = _issued(order, terminal)
    except Malformed as malformed:
        return error(400, "malformed", str(malformed))
    except (Denied, NotMade) as denied:
        return error(409, "not_made", str(denied))
    copy = Copy.objects.get(certificate=row, copy_no=1)
    ledger.fetched(copy, terminal, now())
    found = {"certificate_id": row.pk, "code": copy.code, "serial": row.serial}
    return JsonResponse(found)


def _issued(order: Order, terminal: Terminal) -> Certificate:
    """Raises Denied, NotMade."""
    wanted = CertificateWanted(str(uuid.uuid4()), order.item_code, "IDCARD", "AL3")
    who = Identity(order.name, order.number, "resident")
    return issue_to(who, wanted, terminal, now(), lambda _row: None)
