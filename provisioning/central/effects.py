"""One record, one transaction: its key, its fingerprint and its effect are stored together.

A crash anywhere leaves whole records; whatever is sent again is answered `already`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from provisioning.central import wire
from provisioning.central.keys import hall_key, platform_keys
from provisioning.central.models import (
    AuditEvent,
    Evaluation,
    Lease,
    PrintEvent,
    QueueGroup,
    Record,
    Terminal,
    Ticket,
)
from provisioning.central.register import verify
from provisioning.central.rules import (
    DUPLICATE_HOLDER,
    Taken,
    TicketState,
    microseconds,
    standing,
)
from provisioning.central.wire import KINDS, Body, Malformed, convert, fingerprint, key_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status`: applied, already, rejected or conflict; `detail` says why it was not applied."""

    key: str
    status: str
    detail: str = ""


class Rejected(Exception):
    """The record cannot take effect; its transaction is undone. The text names no value."""


def apply_record(terminal: Terminal, epoch: str, raw: Any) -> Outcome:
    try:
        record = convert(raw, wire.Record)
        shape = KINDS.get(record.kind)
        if shape is None:
            return Outcome(record.key, "rejected", "kind is unknown")
        body = convert(record.body, shape)
        mark = fingerprint(record.body)
    except Malformed as error:
        return Outcome(key_of(raw), "rejected", str(error))
    try:
        with transaction.atomic():
            held = Record.objects.filter(key=record.key).first()
            if held is None:
                _store(terminal, epoch, record, body, mark)
                return Outcome(record.key, "applied")
    except Rejected as error:
        return Outcome(record.key, "rejected", str(error))
    if (held.fingerprint, held.kind, held.terminal_id) == (mark, record.kind, terminal.pk):
        return Outcome(record.key, "already")
    return Outcome(record.key, "conflict", "this key was received with another content")


def _store(terminal: Terminal, epoch: str, record: wire.Record, body: Body, mark: str) -> None:
    kept = msgspec.to_builtins(body)
    kept.pop("sealed", None)
    row = Record.objects.create(
        key=record.key,
        fingerprint=mark,
        terminal=terminal,
        epoch=epoch,
        seq=record.seq,
        kind=record.kind,
        created_at=record.created_at,
        body=kept,
        status="applied",
        received_at=timezone.now(),
    )
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
    finding = verify(
        body, platform_keys(settings.ZIZHU_DATA), hall_key(settings.ZIZHU_DATA, terminal.hall_id)
    )
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


def _evaluation(row: Record, body: wire.Evaluation) -> None:
    if Evaluation.objects.filter(row_guid=body.row_guid).exists():
        raise Rejected("row_guid was received under another key")
    Evaluation.objects.create(record=row, **msgspec.to_builtins(body))


def _audit(row: Record, body: wire.Auth | wire.Help) -> None:
    details = msgspec.to_builtins(body)
    at, session_id = details.pop("at"), details.pop("session_id")
    AuditEvent.objects.create(
        record=row, kind=row.kind, session_id=session_id, details=details, at=at
    )


_EFFECTS: dict[type, Callable[[Record, Any], None]] = {
    wire.Ticket: _ticket,
    wire.Auth: _audit,
    wire.Help: _audit,
    wire.Print: _print,
    wire.Evaluation: _evaluation,
}
