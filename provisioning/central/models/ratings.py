"""Finished services, what citizens say of them, and what follows a bad rating."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.halls import Terminal
from provisioning.central.models.records import Record

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Small = models.PositiveSmallIntegerField[int, int]
    Flag = models.BooleanField[bool, bool]


class Service(models.Model):
    service_id: Text = models.CharField(primary_key=True, max_length=64)
    record: models.OneToOneField[Record, Record] = models.OneToOneField(
        Record, on_delete=models.CASCADE
    )
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    session_id: Text = models.CharField(max_length=64)
    service: Text = models.CharField(max_length=64)
    ticket_id: Text = models.CharField(max_length=64, db_index=True)
    number: Text = models.CharField(max_length=64)
    item_code: Text = models.CharField(max_length=64)
    item_version: models.BigIntegerField[int, int] = models.BigIntegerField()
    task_name: Text = models.CharField(max_length=100)
    task_code: Text = models.CharField(max_length=64)
    task_handle_item: Text = models.CharField(max_length=64)
    dept_code: Text = models.CharField(max_length=64)
    area_code: Text = models.CharField(max_length=64)
    link: Text = models.CharField(max_length=64, unique=True)
    at: Text = models.CharField(max_length=32)
    received_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()


class Evaluation(models.Model):
    """`record` is None where it was given by the link. `writing_evaluation` is the citizen's own
    text: for who follows it up, on no page."""

    row_guid: Text = models.CharField(primary_key=True, max_length=64)
    record: models.OneToOneField[Record | None, Record | None] = models.OneToOneField(
        Record, on_delete=models.CASCADE, null=True
    )
    terminal: models.ForeignKey[Terminal | None, Terminal | None] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT, null=True
    )
    session_id: Text = models.CharField(max_length=64)
    ticket_id: Text = models.CharField(max_length=64)
    satisfaction: Small = models.PositiveSmallIntegerField()
    pf: Text = models.CharField(max_length=2)
    assess_time: Text = models.CharField(max_length=32)
    service_id: Text = models.CharField(max_length=64, default="", db_index=True)
    """Of `Service`; no foreign key: a rating may arrive before its service."""
    number: Text = models.CharField(max_length=64, default="")
    item_code: Text = models.CharField(max_length=64, default="", db_index=True)
    item_version: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    task_name: Text = models.CharField(max_length=100, default="")
    task_code: Text = models.CharField(max_length=64, default="")
    task_handle_item: Text = models.CharField(max_length=64, default="")
    dept_code: Text = models.CharField(max_length=64, default="")
    area_code: Text = models.CharField(max_length=64, default="")
    eval_detail = models.JSONField(default=list)
    detail_version: Text = models.CharField(max_length=64, default="")
    writing_evaluation: Text = models.CharField(max_length=500, default="")
    real_name: Flag = models.BooleanField(default=False)
    want_callback: Flag = models.BooleanField(default=False)
    user_prop: Text = models.CharField(max_length=1, default="")
    assess_number: Small = models.PositiveSmallIntegerField(default=1)
    pro_status: Text = models.CharField(max_length=1, default="")
    data_source: Text = models.CharField(max_length=64, default="")


class FollowUp(models.Model):
    """Of a bad rating (差评). `contact`: who and where to call, put away; b"" for nobody."""

    evaluation: models.OneToOneField[Evaluation, Evaluation] = models.OneToOneField(
        Evaluation, on_delete=models.CASCADE, primary_key=True
    )
    state: Text = models.CharField(max_length=16)
    opened_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    due_day: models.DateField[date | None, date | None] = models.DateField(null=True)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    contact: models.BinaryField[bytes, bytes] = models.BinaryField(default=b"")
    contact_readable: Flag = models.BooleanField(default=True)
    """False: what was sealed could not be opened, so nobody can be called."""


class FollowStep(models.Model):
    """One change of state. `text` is shown to who rated: nothing of a person."""

    follow_up: models.ForeignKey[FollowUp, FollowUp] = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="steps"
    )
    state: Text = models.CharField(max_length=16)
    text: Text = models.CharField(max_length=500)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
