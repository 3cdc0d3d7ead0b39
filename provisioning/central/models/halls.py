"""Halls and what stands in them: queue groups, terminals, leases, the person register."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from kiosk.queueing.group import QueueGroup as GroupRules
from kiosk.queueing.parse import parse_groups

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Small = models.PositiveSmallIntegerField[int, int]


class Hall(models.Model):
    hall_id: Text = models.CharField(primary_key=True, max_length=32)
    name: Text = models.CharField(max_length=100)
    name_en: Text = models.CharField(max_length=200)
    zone: Text = models.CharField(max_length=100)
    zone_en: Text = models.CharField(max_length=200)
    hotline: Text = models.CharField(max_length=32)
    notices = models.JSONField(default=list)
    neighbours = models.JSONField(default=dict)


class QueueGroup(models.Model):
    hall: models.ForeignKey[Hall, Hall] = models.ForeignKey(Hall, on_delete=models.CASCADE)
    group_id: Text = models.CharField(max_length=64)
    place: Small = models.PositiveSmallIntegerField()
    """Order on the screen."""
    rules = models.JSONField()
    """The group as the hall sent it; `parsed` gives it its types."""

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["hall", "group_id"], name="one_group_of_a_name"),
        )

    @property
    def parsed(self) -> GroupRules:
        return parse_groups([self.rules])[0]


class Terminal(models.Model):
    terminal_id: Text = models.CharField(primary_key=True, max_length=64)
    hall: models.ForeignKey[Hall, Hall] = models.ForeignKey(Hall, on_delete=models.CASCADE)
    hall_id: str
    name: Text = models.CharField(max_length=100)
    token_sha256: Text = models.CharField(max_length=64, unique=True)
    active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    last_heard_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    inbox_cursor: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    """Up to where it says that it has its inbox."""

    class Meta:
        ordering = ("terminal_id",)


class Lease(models.Model):
    """Numbers first..last of a group on a business date that only this terminal may give out."""

    lease_id: Text = models.CharField(primary_key=True, max_length=36)
    terminal: models.ForeignKey[Terminal, Terminal] = models.ForeignKey(
        Terminal, on_delete=models.PROTECT
    )
    group: models.ForeignKey[QueueGroup, QueueGroup] = models.ForeignKey(
        QueueGroup, on_delete=models.PROTECT
    )
    epoch: Text = models.CharField(max_length=64)
    """Of the terminal's database that asked: numbers of a lost database are not given again."""
    business_date: models.DateField[date, date] = models.DateField()
    first: Small = models.PositiveSmallIntegerField()
    last: Small = models.PositiveSmallIntegerField()
    granted_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        ordering = ("group", "business_date", "first")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "business_date", "first"], name="one_block_of_a_start"
            ),
        )


class Person(models.Model):
    """The register that identities are compared with, standing in for the authority's. Both
    columns are keyed hashes; the name's is bound to the number, so equal names differ."""

    number_hash: Text = models.CharField(primary_key=True, max_length=64)
    name_hash: Text = models.CharField(max_length=64)
