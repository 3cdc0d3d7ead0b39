"""The exchange itself: which numbers have come, files on their way, what waits for a terminal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.halls import Terminal

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Big = models.BigIntegerField[int, int]


class Stream(models.Model):
    """The records of one epoch of a terminal: all up to `watermark` have come but the gaps."""

    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    epoch: Text = models.CharField(max_length=64)
    watermark: Big = models.BigIntegerField(default=-1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["terminal", "epoch"], name="one_stream_of_an_epoch"),
        )


class Gap(models.Model):
    """first..last have not come. Gaps of a stream never touch or overlap."""

    stream: models.ForeignKey[Stream, Stream] = models.ForeignKey(
        Stream, on_delete=models.CASCADE, db_index=False
    )
    first: Big = models.BigIntegerField()
    last: Big = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["stream", "first"], name="one_gap_of_a_start"),
        )


class UploadState(models.TextChoices):
    RECEIVING = "receiving"
    COMPLETE = "complete"
    """All bytes are on disk and have the hash that was announced."""
    GONE = "gone"
    """Expired or refused; its bytes are deleted. The row stays, so that 410 can be answered."""


class Upload(models.Model):
    """One attachment. Its bytes lie in DATA/files/<upload_id>; `offset` of them are durable."""

    upload_id: Text = models.CharField(primary_key=True, max_length=32)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    terminal_id: str
    attachment_id: Text = models.CharField(max_length=64)
    length: Big = models.BigIntegerField()
    offset: Big = models.BigIntegerField(default=0)
    sha256: Text = models.CharField(max_length=64)
    sm3: Text = models.CharField(max_length=64)
    """Computed when complete, "" before."""
    metadata: Text = models.CharField(max_length=1000)
    """The header as it came."""
    state: Text = models.CharField(
        max_length=16, choices=UploadState.choices, default=UploadState.RECEIVING.value
    )
    touched_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["terminal", "attachment_id"],
                condition=~models.Q(state="gone"),
                name="one_upload_of_an_attachment",
            ),
        )


class InboxItem(models.Model):
    """For one terminal, signed when it was issued. `seq` counts within the terminal."""

    item_id: Text = models.CharField(primary_key=True, max_length=36)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    terminal_id: str
    seq: Big = models.BigIntegerField()
    kind: Text = models.CharField(max_length=16)
    issued_at: Text = models.CharField(max_length=32)
    expires_at: Text = models.CharField(max_length=32)
    """Empty for never."""
    expires: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    """The same instant, to compare with."""
    body = models.JSONField()
    signature: Text = models.CharField(max_length=128)
    key_id: Text = models.CharField(max_length=16)

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=["terminal", "seq"], name="one_item_of_a_number"),
        )
