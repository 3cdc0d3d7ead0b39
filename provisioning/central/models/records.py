"""What terminals send, and its effects."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.exchange.rules import TicketState
from provisioning.central.models.halls import QueueGroup, Terminal

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Small = models.PositiveSmallIntegerField[int, int]


class Record(models.Model):
    """What was received, once for each key. `body` is without `sealed` and unknown fields;
    `fingerprint` is of the body as it came, so a replay is still recognised."""

    key: Text = models.CharField(max_length=100, unique=True)
    fingerprint: Text = models.CharField(max_length=64)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    terminal_id: str
    epoch: Text = models.CharField(max_length=64)
    seq: models.BigIntegerField[int, int] = models.BigIntegerField()
    kind: Text = models.CharField(max_length=16)
    submit_channel: Text = models.CharField(max_length=16, default="terminal")
    """Through which of the ways in it came; with `terminal`, where."""
    created_at: Text = models.CharField(max_length=32)
    body = models.JSONField()
    status: Text = models.CharField(max_length=16)
    received_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()


class Ticket(models.Model):
    ticket_id: Text = models.CharField(primary_key=True, max_length=64)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    group: models.ForeignKey[QueueGroup, QueueGroup] = models.ForeignKey(
        QueueGroup, on_delete=models.PROTECT
    )
    request_id: Text = models.CharField(max_length=64)
    session_id: Text = models.CharField(max_length=64)
    ticket_no: Text = models.CharField(max_length=8)
    seq: Small = models.PositiveSmallIntegerField()
    business_date: models.DateField[date, date] = models.DateField()
    taken_at: Text = models.CharField(max_length=32)
    taken_us: models.BigIntegerField[int, int] = models.BigIntegerField()
    """`taken_at` in microseconds since 1970: the order in which numbers were taken."""
    channel: Text = models.CharField(max_length=16)
    holder_hash: Text = models.CharField(max_length=64)
    holder_mask: Text = models.CharField(max_length=32)
    priority: Text = models.CharField(max_length=16)
    means: Text = models.CharField(max_length=16)
    assurance: Text = models.CharField(max_length=8)
    identity: Text = models.CharField(max_length=24)
    """What the terminal says of it: verified_offline, typed, none."""
    identity_state: Text = models.CharField(max_length=16)
    """What the platform found: verified, to_verify (待核验), unverified."""
    identity_reason: Text = models.CharField(max_length=32)
    paper: models.BooleanField[bool, bool] = models.BooleanField()
    leased: models.BooleanField[bool, bool] = models.BooleanField()
    """The number lies in a block that this terminal holds."""
    state: Small = models.PositiveSmallIntegerField(
        choices=[(one.value, one.name) for one in TicketState], default=TicketState.WAITING.value
    )
    reason: Text = models.CharField(max_length=32, default="")

    class Meta:
        ordering = ("taken_us", "ticket_id")
        indexes = (
            models.Index(fields=["group", "business_date", "state"], name="ticket_waiting"),
            models.Index(fields=["group", "business_date", "holder_hash"], name="ticket_holder"),
        )


class PrintEvent(models.Model):
    record: models.OneToOneField[Record, Record] = models.OneToOneField(
        Record, on_delete=models.CASCADE
    )
    job_id: Text = models.CharField(max_length=64)
    ticket_id: Text = models.CharField(max_length=64, db_index=True)
    """No foreign key: it may arrive before its ticket."""
    copy_no: Small = models.PositiveSmallIntegerField()
    state: Text = models.CharField(max_length=16)
    fault: Text = models.CharField(max_length=64)
    at: Text = models.CharField(max_length=32)


class AuditEvent(models.Model):
    """AUTH and help events of terminals, and mistakes in guides that citizens told."""

    record: models.OneToOneField[Record, Record] = models.OneToOneField(
        Record, on_delete=models.CASCADE
    )
    kind: Text = models.CharField(max_length=16)
    session_id: Text = models.CharField(max_length=64)
    details = models.JSONField()
    at: Text = models.CharField(max_length=32)
