"""How far each application is, its time limits, parcels; repairs."""

from typing import Any

from django.db import migrations, models


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _of(name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=models.CASCADE, to=f"central.{name}")


def _timed() -> tuple[tuple[str, Any], ...]:
    return (
        ("due_day", models.DateField(null=True)),
        ("due_at", models.DateTimeField(null=True)),
        ("provisional", models.BooleanField(default=False)),
        ("lamp", models.CharField(default="none", max_length=8)),
        ("lamp_next", models.DateTimeField(db_index=True, null=True)),
        ("ended_at", models.DateTimeField(null=True)),
    )


class Migration(migrations.Migration):
    dependencies = (("central", "0004_audit"),)
    operations = (
        migrations.CreateModel(
            name="Case",
            fields=[
                *_timed(),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="central.application",
                    ),
                ),
                ("local_no", models.CharField(max_length=18, null=True, unique=True)),
                ("follow", models.CharField(max_length=64, null=True, unique=True)),
                ("holder_hash", models.CharField(db_index=True, max_length=64)),
                ("project_no", models.CharField(default="", max_length=64)),
                ("project_code", models.CharField(db_index=True, max_length=64)),
                ("delivery", models.CharField(max_length=16)),
                ("process", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=16)),
                ("reason", models.CharField(default="", max_length=32)),
                ("submitted_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("legal_day", models.DateField(null=True)),
                ("rev", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("item_code", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("task_name", models.CharField(max_length=1000)),
                ("dept_name", models.CharField(default="", max_length=200)),
                ("promise_amount", models.PositiveSmallIntegerField(default=0)),
                ("promise_unit", models.CharField(default="", max_length=16)),
                ("legal_amount", models.PositiveSmallIntegerField(default=0)),
                ("legal_unit", models.CharField(default="", max_length=16)),
                ("actual_mean_days", models.CharField(default="", max_length=16)),
                ("complaint", models.TextField(default="")),
                ("free_post", models.BooleanField(default=False)),
                ("sensitivity", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WorkDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("work", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Repair",
            fields=[
                ("id", _id()),
                *_timed(),
                ("fault", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("rev", models.PositiveSmallIntegerField(default=0)),
                ("terminal", models.ForeignKey(on_delete=models.PROTECT, to="central.terminal")),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Shipment",
            fields=[
                ("id", _id()),
                ("carrier", models.CharField(max_length=64)),
                ("waybill", models.CharField(max_length=64)),
                ("free_post", models.BooleanField()),
                ("fee_fen", models.PositiveIntegerField(default=0)),
                ("case", _of("case")),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ShipmentEvent",
            fields=[
                ("id", _id()),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(max_length=32)),
                ("place", models.CharField(max_length=100)),
                ("text", models.CharField(max_length=200)),
                ("shipment", _of("shipment")),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="SpecialTime",
            fields=[
                ("id", _id()),
                ("name", models.CharField(max_length=100)),
                ("reason", models.CharField(default="", max_length=200)),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField(null=True)),
                ("case", _of("case")),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="StageTime",
            fields=[
                ("id", _id()),
                ("stage", models.CharField(max_length=16)),
                ("name", models.CharField(default="", max_length=100)),
                ("handler", models.CharField(default="", max_length=100)),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField(null=True)),
                ("case", _of("case")),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="SubTask",
            fields=[
                ("id", _id()),
                *_timed(),
                ("dept_code", models.CharField(max_length=18)),
                ("dept_name", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=16)),
                ("started_at", models.DateTimeField()),
                ("amount", models.PositiveSmallIntegerField(default=0)),
                ("unit", models.CharField(default="", max_length=16)),
                ("case", _of("case")),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="repair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("terminal", "fault"),
                name="one_open_repair_of_a_fault",
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.UniqueConstraint(
                fields=("carrier", "waybill"), name="one_parcel_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="shipmentevent",
            constraint=models.UniqueConstraint(
                fields=("shipment", "key"), name="one_event_of_a_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="subtask",
            constraint=models.UniqueConstraint(
                fields=("case", "dept_code"), name="one_task_of_a_department"
            ),
        ),
    )
