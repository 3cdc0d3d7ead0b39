"""The audit logs of the terminals, and what is wrong with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.halls import Terminal

if TYPE_CHECKING:
    Text = models.CharField[str, str]


class AuditEntry(models.Model):
    """One entry as it came first; never changed, and never deleted."""

    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    epoch: Text = models.CharField(max_length=64)
    seq: models.BigIntegerField[int, int] = models.BigIntegerField()
    at: Text = models.CharField(max_length=64)
    event: models.TextField[str, str] = models.TextField()
    hash: Text = models.CharField(max_length=64)
    received_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        ordering = ("epoch", "seq")
        constraints = (
            models.UniqueConstraint(
                fields=("terminal", "epoch", "seq"), name="one_audit_entry_of_a_number"
            ),
        )


class AuditAlarm(models.Model):
    """Where a log is not as it must be; `kind` is a word of provisioning.central.exchange.audit."""

    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    epoch: Text = models.CharField(max_length=64)
    seq: models.BigIntegerField[int, int] = models.BigIntegerField()
    kind: Text = models.CharField(max_length=16)
    detail: Text = models.CharField(max_length=200)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("terminal", "epoch", "seq", "kind", "detail"),
                name="one_audit_alarm_of_each",
            ),
        )
