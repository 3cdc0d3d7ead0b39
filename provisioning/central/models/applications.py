"""Applications with their materials, and what became of inbox items."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.exchange import Upload
from provisioning.central.models.halls import Terminal
from provisioning.central.models.records import Record

if TYPE_CHECKING:
    Text = models.CharField[str, str]


class Application(models.Model):
    """`form` stays sealed: who decides on the application opens it."""

    application_id: Text = models.CharField(primary_key=True, max_length=64)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    item_code: Text = models.CharField(max_length=64)
    channel: Text = models.CharField(max_length=16)
    at: Text = models.CharField(max_length=32)
    form: models.TextField[str, str] = models.TextField()
    received_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()


class Material(models.Model):
    """One attachment of an application, complete and with the hash that the application names."""

    application: models.ForeignKey[Application, Application] = models.ForeignKey(
        Application, on_delete=models.CASCADE
    )
    upload: models.ForeignKey[Upload, Upload] = models.ForeignKey(Upload, on_delete=models.PROTECT)
    name: Text = models.CharField(max_length=100)
    sha256: Text = models.CharField(max_length=64)
    sm3: Text = models.CharField(max_length=64)
    source: Text = models.CharField(max_length=64)
    taken_at: Text = models.CharField(max_length=32)
    device: Text = models.CharField(max_length=64)
    trust: Text = models.CharField(max_length=1)


class ItemResult(models.Model):
    """What a terminal says of an item of its inbox. No foreign key: the item may be of an inbox
    that was lost."""

    record: models.OneToOneField[Record, Record] = models.OneToOneField(
        Record, on_delete=models.CASCADE
    )
    item_id: Text = models.CharField(max_length=64, db_index=True)
    status: Text = models.CharField(max_length=16)
    why: Text = models.CharField(max_length=64)
    data = models.JSONField()
    at: Text = models.CharField(max_length=32)
