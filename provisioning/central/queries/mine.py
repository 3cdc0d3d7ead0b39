"""API v1: what concerns one person, for the page that they open themselves: applications of this
hall, certificates of any terminal, open numbers of today. Nothing of the question is kept.
"""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from kiosk.certificates.copies import CopyState
from kiosk.identity import SealedFor
from kiosk.messages.mine import Standing
from provisioning.central.answers import Refusal, endpoint, json_body
from provisioning.central.certificates.issue import Denied, mark_of, person
from provisioning.central.every import every
from provisioning.central.exchange.rules import TicketState
from provisioning.central.exchange.wire import read
from provisioning.central.hallstate import now
from provisioning.central.models import Certificate, Copy, Terminal, Ticket
from provisioning.central.progress import finding
from provisioning.central.progress.view import view
from provisioning.central.queries.wire import MineWanted

MOST = 50
"""Certificates and numbers; applications have their own limit."""


@endpoint("POST")
def mine(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    """Not GET: who asks is never part of an address."""
    wanted = read(json_body(request), MineWanted)
    try:
        mark = mark_of(person(wanted, terminal, SealedFor.MINE))
    except Denied as denied:
        raise Refusal(403, "denied", denied.detail, {}, {"why": denied.code}) from None
    moment = now()
    cases = finding.by_card(wanted.holder_hash, terminal)
    content = {
        "request_id": wanted.request_id,
        "holder_hash": wanted.holder_hash,
        "as_of": moment.isoformat(timespec="seconds"),
        "applications": [view(one, moment, holder=True) for one in cases],
        "certificates": _certificates(mark, moment.date()),
        "tickets": _tickets(wanted.holder_hash, terminal, moment),
    }
    return JsonResponse(content | every(terminal, moment))


def _certificates(mark: str, today: date) -> list[dict[str, str]]:
    """The latest first; those of nobody are nobody's."""
    if not mark:
        return []
    rows = Certificate.objects.filter(holder_mark=mark).order_by("-issued_at", "serial")[:MOST]
    states: dict[str, set[str]] = {row.pk: set() for row in rows}
    for pk, state in Copy.objects.filter(certificate__in=states).values_list(
        "certificate_id", "state"
    ):
        states[pk].add(state)
    return [
        {
            "item_code": row.item_code,
            "type_name": row.type_name,
            "issued_at": row.issued_at,
            "valid_to": row.valid_to,
            "standing": standing(row, states[row.pk], today).value,
        }
        for row in rows
    ]


def standing(row: Certificate, copies: set[str], today: date) -> Standing:
    """`copies`: states of its copies. Void where none is open."""
    if row.revoked:
        return Standing.REVOKED
    if row.valid_to and row.valid_to < today.isoformat():
        return Standing.EXPIRED
    if CopyState.PRINTED in copies:
        return Standing.VALID
    if CopyState.UNKNOWN in copies:
        return Standing.UNCLEAR
    return Standing.MADE if copies & {CopyState.SEALED, CopyState.FETCHED} else Standing.VOID


def _tickets(holder_hash: str, terminal: Terminal, moment: datetime) -> list[dict[str, Any]]:
    rows = Ticket.objects.filter(
        group__hall=terminal.hall_id,
        business_date=moment.date(),
        holder_hash=holder_hash,
        state=TicketState.WAITING,
    ).select_related("group")
    return [
        {
            "ticket_id": one.ticket_id,
            "ticket_no": one.ticket_no,
            "group_id": one.group.group_id,
            "business_date": one.business_date.isoformat(),
            "taken_at": one.taken_at,
        }
        for one in rows.exclude(holder_hash="")[:MOST]
    ]
