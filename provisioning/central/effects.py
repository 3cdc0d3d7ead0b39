"""What each kind of record does, inside the transaction that stores it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.db import OperationalError
from django.db.models import Q

from provisioning.central import wire
from provisioning.central.keys import hall_key, platform_keys
from provisioning.central.models import (
    Application,
    AuditEvent,
    Evaluation,
    ItemResult,
    Lease,
    Material,
    PrintEvent,
    QueueGroup,
    Record,
    Ticket,
    Upload,
    UploadState,
)
from provisioning.central.register import verify
from provisioning.central.rules import (
    DUPLICATE_HOLDER,
    Taken,
    TicketState,
    microseconds,
    standing,
)
from provisioning.central.upload_wire import Wanted
from provisioning.central.uploads import (
    Differs,
    Lost,
    NoRoom,
    WrongHash,
    append,
    lock_of,
    open_upload,
)
from provisioning.central.wire import Body

MAX_RESULT = 65_536
"""Bytes of what a terminal says with a result."""


class Rejected(Exception):
    """The record cannot take effect; its transaction is undone. The text names no value. `missing`:
    ids of the attachments without which it cannot."""

    def __init__(self, why: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.missing = missing


def perform(row: Record, body: Body) -> None:
    """Inside the record's transaction. Raises Rejected."""
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


def _application(row: Record, body: wire.Application) -> None:
    if Application.objects.filter(application_id=body.application_id).exists():
        raise Rejected("application_id was received under another key")
    if len(body.form) % 4:
        raise Rejected("form is not base64")
    uploads = _uploads(row, body.materials)
    application = Application.objects.create(
        application_id=body.application_id,
        terminal=row.terminal,
        item_code=body.item_code,
        channel=body.channel,
        at=body.at,
        form=body.form,
        received_at=row.received_at,
    )
    for material, upload in zip(body.materials, uploads, strict=True):
        fields = msgspec.to_builtins(material)
        del fields["attachment_id"], fields["content"]
        Material.objects.create(application=application, upload=upload, **fields)


def _uploads(row: Record, materials: Sequence[wire.Material]) -> list[Upload]:
    named = [one.attachment_id for one in materials]
    if len(set(named)) < len(named):
        raise Rejected("materials name one attachment twice")
    for one in materials:
        if one.content:
            _keep_inline(row, one)
    complete = Upload.objects.filter(
        terminal=row.terminal, attachment_id__in=named, state=UploadState.COMPLETE
    )
    found = {one.attachment_id: one for one in complete}
    for one in materials:
        there = found.get(one.attachment_id)
        if there is not None and (one.sha256, one.sm3 or there.sm3) != (there.sha256, there.sm3):
            raise Rejected("an attachment is not the one that materials describe")
    missing = tuple(one for one in named if one not in found)
    if missing:
        raise Rejected("attachments are missing", missing)
    return [found[one] for one in named]


def _keep_inline(row: Record, one: wire.Material) -> None:
    """A small attachment that came in the record becomes a file like those that were uploaded."""
    try:
        content = base64.b64decode(one.content, validate=True)
        wanted = Wanted(one.attachment_id, len(content), one.sha256, "")
        upload = open_upload(row.terminal, wanted)
        with lock_of(upload.upload_id):
            if upload.state == UploadState.RECEIVING:
                append(upload, [content])
    except NoRoom:
        raise OperationalError("no room for an attachment") from None
    except (Differs, WrongHash, Lost, binascii.Error):
        raise Rejected("an attachment is not the one that materials describe") from None


def _result(row: Record, body: wire.Result) -> None:
    if len(msgspec.json.encode(body.data)) > MAX_RESULT:
        raise Rejected("data is too long")
    ItemResult.objects.create(record=row, **msgspec.to_builtins(body))


_EFFECTS: dict[type, Callable[[Record, Any], None]] = {
    wire.Ticket: _ticket,
    wire.Auth: _audit,
    wire.Help: _audit,
    wire.Print: _print,
    wire.Evaluation: _evaluation,
    wire.Application: _application,
    wire.Result: _result,
}
