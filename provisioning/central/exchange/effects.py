"""What each kind of record does, inside the transaction that stores it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from django.db.models import Q

from provisioning.central.certificates.wire import CertCopy, CertRequest
from provisioning.central.certificates.wishes import keep_outcome, keep_wish
from provisioning.central.exchange import wire
from provisioning.central.exchange.archive_wire import Destroyed
from provisioning.central.exchange.archives import destroyed
from provisioning.central.exchange.rejected import Rejected
from provisioning.central.exchange.rules import (
    DUPLICATE_HOLDER,
    Taken,
    TicketState,
    microseconds,
    standing,
)
from provisioning.central.exchange.wire import Body
from provisioning.central.hallstate import now
from provisioning.central.models import (
    AuditEvent,
    ItemResult,
    Lease,
    PrintEvent,
    QueueGroup,
    Record,
    Ticket,
)
from provisioning.central.progress.applications import receive, verified
from provisioning.central.progress.lamps import report_fault
from provisioning.central.ratings.kept import keep_evaluation, keep_service
from provisioning.central.ratings.wire import Evaluation, Service

MAX_RESULT = 65_536
"""Bytes of what a terminal says with a result."""


def perform(row: Record, body: Body) -> None:
    """Inside the record's transaction. Raises Rejected or Busy."""
    _EFFECTS[type(body)](row, body)


def _ticket(row: Record, body: wire.Ticket) -> None:
    terminal = row.terminal
    if body.terminal_id != terminal.pk:
        raise Rejected("ticket of another terminal")
    group = QueueGroup.objects.filter(hall=terminal.hall_id, group_id=body.group_id).first()
    if group is None:
        raise Rejected("group_id is unknown in this hall")
    if body.ticket_no != group.parsed.ticket_no(body.seq):
        raise Rejected("ticket_no is not prefix and seq")
    if Ticket.objects.filter(ticket_id=body.ticket_id).exists():
        raise Rejected("ticket_id was received under another key")
    if (body.identity == "none") != (not body.holder_hash):
        raise Rejected("identity and holder_hash do not agree")
    finding = verified(row, body, body.request_id)
    day = date.fromisoformat(body.business_date)
    Ticket.objects.create(
        terminal=terminal,
        group=group,
        business_date=day,
        taken_us=microseconds(body.taken_at),
        identity_state=finding.state,
        identity_reason=finding.reason,
        leased=Lease.objects.filter(
            terminal=terminal,
            group=group,
            business_date=day,
            first__lte=body.seq,
            last__gte=body.seq,
        ).exists(),
        **{name: row.body[name] for name in _TICKET_AS_SENT},
    )
    if body.holder_hash:
        _settle(group, day, body.holder_hash)


_TICKET_AS_SENT = (
    "ticket_id",
    "request_id",
    "session_id",
    "ticket_no",
    "seq",
    "taken_at",
    "channel",
    "holder_hash",
    "holder_mask",
    "priority",
    "means",
    "assurance",
    "identity",
    "paper",
)


def _settle(group: QueueGroup, day: date, holder_hash: str) -> None:
    """Rule 1 of rules.py, over what this person holds that day and no window has called."""
    own = Ticket.objects.filter(
        Q(state=TicketState.WAITING) | Q(reason=DUPLICATE_HOLDER),
        group=group,
        business_date=day,
        holder_hash=holder_hash,
    )
    stands = standing(Taken(one.taken_us, one.ticket_id) for one in own)
    for one in own:
        state, reason = (
            (TicketState.WAITING, "")
            if one.ticket_id == stands
            else (TicketState.CANCELLED, DUPLICATE_HOLDER)
        )
        if one.state != state:
            one.state, one.reason = state, reason
            one.save(update_fields=["state", "reason"])


def _print(row: Record, body: wire.Print) -> None:
    PrintEvent.objects.create(
        record=row,
        job_id=body.job_id,
        ticket_id=body.ticket_id,
        copy_no=body.copy_no,
        state=body.state.value,
        fault=body.fault or "",
        at=body.at,
    )


def _audit(row: Record, body: wire.Auth | wire.Help | wire.Correction) -> None:
    details = msgspec.to_builtins(body)
    at, session_id = details.pop("at"), details.pop("session_id")
    AuditEvent.objects.create(
        record=row, kind=row.kind, session_id=session_id, details=details, at=at
    )
    if isinstance(body, wire.Help) and body.fault:
        report_fault(row.terminal, body.fault, now())


def _result(row: Record, body: wire.Result) -> None:
    if len(msgspec.json.encode(body.data)) > MAX_RESULT:
        raise Rejected("data is too long")
    ItemResult.objects.create(record=row, **msgspec.to_builtins(body))


_EFFECTS: dict[type, Callable[[Record, Any], None]] = {
    wire.Ticket: _ticket,
    wire.Auth: _audit,
    wire.Help: _audit,
    wire.Correction: _audit,
    wire.Print: _print,
    Evaluation: keep_evaluation,
    Service: keep_service,
    wire.Application: receive,
    wire.Result: _result,
    Destroyed: destroyed,
    CertRequest: keep_wish,
    CertCopy: keep_outcome,
}
