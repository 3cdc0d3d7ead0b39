"""Packages that terminals keep of their applications: whether both ends mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from provisioning.central.models.applications import Application

if TYPE_CHECKING:
    Text = models.CharField[str, str]


class ArchiveCopy(models.Model):
    """`manifest`: SM3 of what the terminal archived, in eight groups; `destroyed_at` and `reason`
    "" as long as the terminal still has it."""

    application: models.OneToOneField[Application, Application] = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True
    )
    application_id: str
    manifest: Text = models.CharField(max_length=71, db_index=True)
    destroyed_at: Text = models.CharField(max_length=32, default="")
    reason: Text = models.CharField(max_length=16, default="")
