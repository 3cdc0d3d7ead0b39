"""The audit logs of the terminals."""

import django.db.models.deletion
from django.db import migrations, models


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _terminal() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="central.terminal")


class Migration(migrations.Migration):
    dependencies = (("central", "0003_exchange"),)
    operations = (
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", _id()),
                ("epoch", models.CharField(max_length=64)),
                ("seq", models.BigIntegerField()),
                ("at", models.CharField(max_length=64)),
                ("event", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                ("terminal", _terminal()),
            ],
            options={"ordering": ("epoch", "seq")},
        ),
        migrations.CreateModel(
            name="AuditAlarm",
            fields=[
                ("id", _id()),
                ("epoch", models.CharField(max_length=64)),
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("detail", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("terminal", _terminal()),
            ],
            options={"ordering": ("at", "id")},
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.UniqueConstraint(
                fields=("terminal", "epoch", "seq"), name="one_audit_entry_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditalarm",
            constraint=models.UniqueConstraint(
                fields=("terminal", "epoch", "seq", "kind", "detail"),
                name="one_audit_alarm_of_each",
            ),
        ),
    )
