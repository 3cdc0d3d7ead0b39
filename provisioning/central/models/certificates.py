"""The ledger of certificates: what was issued, each copy with its state, and the life line.

What names a person (the facts, the sealed document) is encrypted under a key of the platform, and
goes when nobody needs it any more: see provisioning.central.vault.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from kiosk.certificates.copies import ORIGINALS, CopyState
from provisioning.central.models.halls import Terminal

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Small = models.PositiveSmallIntegerField[int, int]
    Bytes = models.BinaryField[bytes, bytes]
    When = models.DateTimeField[datetime, datetime]


class Certificate(models.Model):
    """`certificate_id` after GB/T 36904; `serial` is its part that people type."""

    certificate_id: Text = models.CharField(primary_key=True, max_length=100)
    serial: Text = models.CharField(max_length=22, unique=True)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    terminal_id: str
    request_id: Text = models.CharField(max_length=64)
    fingerprint: Text = models.CharField(max_length=64)
    """Of the request: the same id with another content is a conflict."""
    item_code: Text = models.CharField(max_length=64)
    type_code: Text = models.CharField(max_length=21)
    type_name: Text = models.CharField(max_length=100)
    issuer_code: Text = models.CharField(max_length=18)
    issuer_name: Text = models.CharField(max_length=100)
    holder_mask: Text = models.CharField(max_length=32)
    holder_mark: Text = models.CharField(max_length=64)
    """Keyed hash by which the platform knows the same person again; "" for nobody."""
    template_sha256: Text = models.CharField(max_length=64)
    facts: Bytes = models.BinaryField()
    """Encrypted: what the next copy is drawn from, with its template."""
    issued_at: Text = models.CharField(max_length=32)
    valid_to: Text = models.CharField(max_length=10)
    """The last day, "" for no end."""
    revoked: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["terminal", "request_id"], name="one_certificate_of_a_request"
            ),
        )


class Copy(models.Model):
    """One copy. The second constraint is the rule: never two valid originals."""

    certificate: models.ForeignKey[Certificate, Certificate] = models.ForeignKey(
        Certificate, on_delete=models.PROTECT
    )
    copy_no: Small = models.PositiveSmallIntegerField()
    state: Text = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in CopyState]
    )
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    """Who may fetch it."""
    terminal_id: str
    code: models.TextField[str, str] = models.TextField()
    """The text of the QR."""
    pages: Small = models.PositiveSmallIntegerField()
    length: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    sha256: Text = models.CharField(max_length=64)
    """Of the sealed document."""
    document: Bytes = models.BinaryField()
    """The sealed document, encrypted; b"" once its outcome is known."""

    class Meta:
        ordering = ("copy_no",)
        indexes = (
            models.Index(
                fields=["state"],
                condition=models.Q(state=CopyState.SEALED.value),
                name="copies_to_be_fetched",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["certificate", "copy_no"], name="one_copy_of_a_number"),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(state__in=sorted(one.value for one in ORIGINALS)),
                name="one_valid_original",
            ),
        )


class LifeEvent(models.Model):
    """One line of a certificate's life: never changed, never deleted. `what`: made, held, sealed,
    fetched, printed, unknown, void, revoked, verified."""

    certificate: models.ForeignKey[Certificate, Certificate] = models.ForeignKey(
        Certificate, on_delete=models.PROTECT
    )
    copy_no: Small = models.PositiveSmallIntegerField()
    """0: of the certificate as a whole."""
    what: Text = models.CharField(max_length=16)
    detail: Text = models.CharField(max_length=64)
    """One word, nothing of persons."""
    terminal_id: Text = models.CharField(max_length=64)
    """"" where no terminal did it."""
    at: When = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class Wish(models.Model):
    """A certificate asked for while a terminal was cut off; it is printed at any terminal, for its
    pick-up code and its person."""

    request_id: Text = models.CharField(primary_key=True, max_length=64)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    item_code: Text = models.CharField(max_length=64)
    chosen = models.JSONField()
    language: Text = models.CharField(max_length=2)
    pickup_hash: Text = models.CharField(max_length=64, unique=True)
    holder_mark: Text = models.CharField(max_length=64)
    state: Text = models.CharField(max_length=16)
    """waiting; done: its certificate is the newest one made for it; to_verify where the identity
    could not be verified: nobody may pick it up."""
    at: Text = models.CharField(max_length=32)
    certificate: models.ForeignKey[Certificate | None, Certificate | None] = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True
    )


class Booked(models.Model):
    """A certificate that was booked for a terminal, where it waits until the day `until`."""

    certificate: models.OneToOneField[Certificate, Certificate] = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, primary_key=True
    )
    until: Text = models.CharField(max_length=10)
    """The last day, ISO."""
    cancelled: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    at: When = models.DateTimeField()
