"""How far each application is: its stages, special procedures, departments and parcels, and the
time limits and days off that its lamp is reckoned from."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.applications import Application
from provisioning.central.models.halls import Terminal

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Maybe = models.CharField[str | None, str | None]
    Small = models.PositiveSmallIntegerField[int, int]
    Flag = models.BooleanField[bool, bool]
    Moment = models.DateTimeField[datetime, datetime]
    MaybeMoment = models.DateTimeField[datetime | None, datetime | None]
    MaybeDay = models.DateField[date | None, date | None]


class WorkDay(models.Model):
    """A day that the yearly notice names; see kiosk.progress.calendar."""

    day: models.DateField[date, date] = models.DateField(primary_key=True)
    work: Flag = models.BooleanField()


class Terms(models.Model):
    """What an item promises of its time; units are words of kiosk.progress.calendar.Unit, "" for no
    limit. `sensitivity` 2 and 3: its name is for the holder alone."""

    item_code: Text = models.CharField(primary_key=True, max_length=64)
    task_name: Text = models.CharField(max_length=1000)
    dept_name: Text = models.CharField(max_length=200, default="")
    promise_amount: Small = models.PositiveSmallIntegerField(default=0)
    promise_unit: Text = models.CharField(max_length=16, default="")
    legal_amount: Small = models.PositiveSmallIntegerField(default=0)
    legal_unit: Text = models.CharField(max_length=16, default="")
    actual_mean_days: Text = models.CharField(max_length=16, default="")
    complaint: models.TextField[str, str] = models.TextField(default="")
    free_post: Flag = models.BooleanField(default=False)
    sensitivity: Small = models.PositiveSmallIntegerField(default=0)


class Timed(models.Model):
    """What has a lamp. `due_at`: the first instant that is too late; None where nothing is promised
    or a special procedure stops the clock. `lamp_next`: when the colour changes next."""

    due_day: MaybeDay = models.DateField(null=True)
    due_at: MaybeMoment = models.DateTimeField(null=True)
    provisional: Flag = models.BooleanField(default=False)
    lamp: Text = models.CharField(max_length=8, default="none")
    lamp_next: MaybeMoment = models.DateTimeField(null=True, db_index=True)
    ended_at: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Case(Timed):
    """An application on its way. `rev` counts its events. `follow`: SHA-256 of the token in the
    link of its receipt. `accepted_at`: where its time limit begins."""

    application: models.OneToOneField[Application, Application] = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True
    )
    application_id: str
    local_no: Maybe = models.CharField(max_length=18, null=True, unique=True)
    follow: Maybe = models.CharField(max_length=64, null=True, unique=True)
    holder_hash: Text = models.CharField(max_length=64, db_index=True)
    project_no: Text = models.CharField(max_length=64, default="")
    project_code: Text = models.CharField(max_length=64, db_index=True)
    delivery: Text = models.CharField(max_length=16)
    process: Text = models.CharField(max_length=16)
    state: Text = models.CharField(max_length=16)
    reason: Text = models.CharField(max_length=32, default="")
    submitted_at: Moment = models.DateTimeField()
    accepted_at: MaybeMoment = models.DateTimeField(null=True)
    legal_day: MaybeDay = models.DateField(null=True)
    rev: Small = models.PositiveSmallIntegerField(default=0)


class StageTime(models.Model):
    """A stage of a case, in the order in which it came; `stage` as it came, of the 8 or not."""

    case: models.ForeignKey[Case, Case] = models.ForeignKey(Case, on_delete=models.CASCADE)
    stage: Text = models.CharField(max_length=16)
    name: Text = models.CharField(max_length=100, default="")
    handler: Text = models.CharField(max_length=100, default="")
    """Post or department in charge, no person."""
    start: Moment = models.DateTimeField()
    end: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class SpecialTime(models.Model):
    """A special procedure: while it lasts, no clock runs."""

    case: models.ForeignKey[Case, Case] = models.ForeignKey(Case, on_delete=models.CASCADE)
    name: Text = models.CharField(max_length=100)
    reason: Text = models.CharField(max_length=200, default="")
    start: Moment = models.DateTimeField()
    end: MaybeMoment = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class SubTask(Timed):
    """What one department does of a case that several handle together."""

    case: models.ForeignKey[Case, Case] = models.ForeignKey(Case, on_delete=models.CASCADE)
    dept_code: Text = models.CharField(max_length=18)
    dept_name: Text = models.CharField(max_length=200)
    state: Text = models.CharField(max_length=16)
    started_at: Moment = models.DateTimeField()
    amount: Small = models.PositiveSmallIntegerField(default=0)
    unit: Text = models.CharField(max_length=16, default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["case", "dept_code"], name="one_task_of_a_department"),
        )


class Shipment(models.Model):
    """A parcel with the result of a case. `fee_fen` 0 where the post is free."""

    case: models.ForeignKey[Case, Case] = models.ForeignKey(Case, on_delete=models.CASCADE)
    carrier: Text = models.CharField(max_length=64)
    waybill: Text = models.CharField(max_length=64)
    free_post: Flag = models.BooleanField()
    fee_fen: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["carrier", "waybill"], name="one_parcel_of_a_number"),
        )


class ShipmentEvent(models.Model):
    """What the carrier told; `key` is the carrier's own, so that it counts once."""

    shipment: models.ForeignKey[Shipment, Shipment] = models.ForeignKey(
        Shipment, on_delete=models.CASCADE
    )
    key: Text = models.CharField(max_length=64)
    at: Moment = models.DateTimeField()
    state: Text = models.CharField(max_length=32)
    place: Text = models.CharField(max_length=100)
    text: Text = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=["shipment", "key"], name="one_event_of_a_key"),
        )


class Repair(Timed):
    """A fault of a terminal that somebody must mend, with the same lamp as an application."""

    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    terminal_id: str
    fault: Text = models.CharField(max_length=64)
    opened_at: Moment = models.DateTimeField()
    rev: Small = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["terminal", "fault"],
                condition=models.Q(ended_at=None),
                name="one_open_repair_of_a_fault",
            ),
        )
