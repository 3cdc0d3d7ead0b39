"""Finished services, longer ratings, and what follows a bad one."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT
_TEXTS = {
    "number": 64,
    "task_name": 100,
    "task_code": 64,
    "task_handle_item": 64,
    "dept_code": 64,
    "area_code": 64,
}
_LATER = {
    "detail_version": 64,
    "writing_evaluation": 500,
    "user_prop": 1,
    "pro_status": 1,
    "data_source": 64,
}


def _texts(lengths: dict[str, int]) -> dict[str, Any]:
    return {name: models.CharField(default="", max_length=n) for name, n in lengths.items()}


def _added() -> list[tuple[str, Any]]:
    return [
        ("terminal", models.ForeignKey("central.terminal", on_delete=PROTECT, null=True)),
        ("service_id", models.CharField(db_index=True, default="", max_length=64)),
        ("item_code", models.CharField(db_index=True, default="", max_length=64)),
        ("item_version", models.BigIntegerField(default=0)),
        *_texts(_TEXTS).items(),
        ("eval_detail", models.JSONField(default=list)),
        *_texts(_LATER).items(),
        ("real_name", models.BooleanField(default=False)),
        ("want_callback", models.BooleanField(default=False)),
        ("assess_number", models.PositiveSmallIntegerField(default=1)),
    ]


def _terminals(apps: Any, schema_editor: Any) -> None:
    """Ratings that are there already are of the terminal whose record they came with."""
    evaluations = apps.get_model("central", "Evaluation")
    for one in evaluations.objects.select_related("record"):
        one.terminal_id = one.record.terminal_id
        one.save(update_fields=["terminal"])


class Migration(migrations.Migration):
    dependencies = (("central", "0008_archive"),)

    operations = (
        migrations.AlterField(
            "evaluation",
            "record",
            models.OneToOneField("central.record", null=True, on_delete=CASCADE),
        ),
        *(migrations.AddField("evaluation", name, field) for name, field in _added()),
        migrations.RunPython(_terminals, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "service_id",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("record", models.OneToOneField("central.record", on_delete=CASCADE)),
                ("terminal", models.ForeignKey("central.terminal", on_delete=PROTECT)),
                ("session_id", models.CharField(max_length=64)),
                ("service", models.CharField(max_length=64)),
                ("ticket_id", models.CharField(db_index=True, max_length=64)),
                ("item_code", models.CharField(max_length=64)),
                ("item_version", models.BigIntegerField()),
                *((name, models.CharField(max_length=most)) for name, most in _TEXTS.items()),
                ("link", models.CharField(max_length=64, unique=True)),
                ("at", models.CharField(max_length=32)),
                ("received_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "evaluation",
                    models.OneToOneField(
                        "central.evaluation", on_delete=CASCADE, primary_key=True, serialize=False
                    ),
                ),
                ("state", models.CharField(max_length=16)),
                ("opened_at", models.DateTimeField()),
                ("due_day", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("contact", models.BinaryField(default=b"")),
                ("contact_readable", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="FollowStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey("central.followup", on_delete=CASCADE, related_name="steps"),
                ),
                ("state", models.CharField(max_length=16)),
                ("text", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ("pk",)},
        ),
    )
