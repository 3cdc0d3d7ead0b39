"""What changed, and to whom it is told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.progress import Case, Repair

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Moment = models.DateTimeField[datetime, datetime]


class ProgressEvent(models.Model):
    """One change. Its id is the cursor of who follows; `key` makes it one: a case or a repair and
    its revision. `source`: the key under which a department told it of this case, None for this
    platform; departments count for themselves, so another case may have the same."""

    key: Text = models.CharField(max_length=100, unique=True)
    source: models.CharField[str | None, str | None] = models.CharField(max_length=100, null=True)
    case: models.ForeignKey[Case | None, Case | None] = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True
    )
    repair: models.ForeignKey[Repair | None, Repair | None] = models.ForeignKey(
        Repair, on_delete=models.CASCADE, null=True
    )
    kind: Text = models.CharField(max_length=16)
    """state, stage, lamp, special, department, parcel."""
    former: Text = models.CharField(max_length=64)
    later: Text = models.CharField(max_length=64)
    about: Text = models.CharField(max_length=100)
    """Code of the department, number of the parcel; "" for the case itself."""
    at: Moment = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["case", "source"], name="one_event_of_a_source"),
        )


class Gateway(models.Model):
    """Where events go out. `channel`: `webhook` gets every event; `sms` and `wechat` get those of
    cases whose holder asked for it."""

    name: Text = models.CharField(primary_key=True, max_length=32)
    channel: Text = models.CharField(max_length=16)
    url: Text = models.CharField(max_length=500)
    secret: Text = models.CharField(max_length=64)
    """Hexadecimal key of the signature of what is sent."""
    active: models.BooleanField[bool, bool] = models.BooleanField(default=True)


class Contact(models.Model):
    """Where a holder wants to be told, given by consent. `sealed`: the number, encrypted."""

    case: models.ForeignKey[Case, Case] = models.ForeignKey(Case, on_delete=models.CASCADE)
    channel: Text = models.CharField(max_length=16)
    sealed: models.BinaryField[bytes, bytes] = models.BinaryField()
    consent: Text = models.CharField(max_length=32)
    """Version of the text that was agreed to."""
    consented_at: Moment = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "channel"], name="one_contact_of_a_channel"),
        )


class Message(models.Model):
    """One event to one gateway. `state`: waiting, sent, or dead with `why`."""

    event: models.ForeignKey[ProgressEvent, ProgressEvent] = models.ForeignKey(
        ProgressEvent, on_delete=models.CASCADE
    )
    gateway: models.ForeignKey[Gateway, Gateway] = models.ForeignKey(
        Gateway, on_delete=models.CASCADE
    )
    gateway_id: str
    state: Text = models.CharField(max_length=8, default="waiting")
    attempts: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=0
    )
    next_at: Moment = models.DateTimeField()
    sent_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    why: Text = models.CharField(max_length=100, default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["event", "gateway"], name="one_message_to_a_gateway"),
        )
        indexes = (models.Index(fields=["state", "next_at"], name="message_waiting"),)
