"""The ledger of certificates."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_STATES = ("held", "sealed", "fetched", "printed", "unknown", "void")


def _of(name: str, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, to=f"central.{name}"
    )


def _text(length: int, **more: Any) -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(max_length=length, **more)


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


_CERTIFICATE = migrations.CreateModel(
    name="Certificate",
    fields=[
        ("certificate_id", _text(100, primary_key=True, serialize=False)),
        ("serial", _text(22, unique=True)),
        ("request_id", _text(64)),
        ("fingerprint", _text(64)),
        ("item_code", _text(64)),
        ("type_code", _text(21)),
        ("type_name", _text(100)),
        ("issuer_code", _text(18)),
        ("issuer_name", _text(100)),
        ("holder_mask", _text(32)),
        ("holder_mark", _text(64)),
        ("template_sha256", _text(64)),
        ("facts", models.BinaryField()),
        ("issued_at", _text(32)),
        ("valid_to", _text(10)),
        ("revoked", models.BooleanField(default=False)),
        ("terminal", _of("terminal")),
    ],
)
_COPY = migrations.CreateModel(
    name="Copy",
    fields=[
        ("id", _id()),
        ("copy_no", models.PositiveSmallIntegerField()),
        ("state", models.CharField(choices=[(one, one) for one in _STATES], max_length=16)),
        ("code", models.TextField()),
        ("pages", models.PositiveSmallIntegerField()),
        ("length", models.PositiveIntegerField()),
        ("sha256", _text(64)),
        ("document", models.BinaryField()),
        ("certificate", _of("certificate")),
        ("terminal", _of("terminal")),
    ],
    options={"ordering": ("copy_no",)},
)
_LIFE_EVENT = migrations.CreateModel(
    name="LifeEvent",
    fields=[
        ("id", _id()),
        ("copy_no", models.PositiveSmallIntegerField()),
        ("what", _text(16)),
        ("detail", _text(64)),
        ("terminal_id", _text(64)),
        ("at", models.DateTimeField()),
        ("certificate", _of("certificate")),
    ],
    options={"ordering": ("id",)},
)
_WISH = migrations.CreateModel(
    name="Wish",
    fields=[
        ("request_id", _text(64, primary_key=True, serialize=False)),
        ("item_code", _text(64)),
        ("chosen", models.JSONField()),
        ("language", _text(2)),
        ("pickup_hash", _text(64, unique=True)),
        ("holder_mark", _text(64)),
        ("state", _text(16)),
        ("at", _text(32)),
        ("certificate", _of("certificate", null=True)),
        ("terminal", _of("terminal")),
    ],
)


class Migration(migrations.Migration):
    dependencies = (("central", "0006_following"),)
    operations = (
        _CERTIFICATE,
        _COPY,
        _LIFE_EVENT,
        _WISH,
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                fields=("terminal", "request_id"), name="one_certificate_of_a_request"
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(
                fields=("certificate", "copy_no"), name="one_copy_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["fetched", "printed", "sealed", "unknown"])),
                fields=("certificate",),
                name="one_valid_original",
            ),
        ),
    )
