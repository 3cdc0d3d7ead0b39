"""What terminals send."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = (("central", "0001_halls"),)
    operations = (
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
                ("epoch", models.CharField(max_length=64)),
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("created_at", models.CharField(max_length=32)),
                ("body", models.JSONField()),
                ("status", models.CharField(max_length=16)),
                ("received_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PrintEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job_id", models.CharField(max_length=64)),
                ("ticket_id", models.CharField(db_index=True, max_length=64)),
                ("copy_no", models.PositiveSmallIntegerField()),
                ("state", models.CharField(max_length=16)),
                ("fault", models.CharField(max_length=64)),
                ("at", models.CharField(max_length=32)),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="central.record"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("row_guid", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("session_id", models.CharField(max_length=64)),
                ("ticket_id", models.CharField(max_length=64)),
                ("satisfaction", models.PositiveSmallIntegerField()),
                ("pf", models.CharField(max_length=2)),
                ("assess_time", models.CharField(max_length=32)),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="central.record"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("session_id", models.CharField(max_length=64)),
                ("details", models.JSONField()),
                ("at", models.CharField(max_length=32)),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="central.record"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="record",
            name="terminal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="central.terminal"
            ),
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("ticket_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("request_id", models.CharField(max_length=64)),
                ("session_id", models.CharField(max_length=64)),
                ("ticket_no", models.CharField(max_length=8)),
                ("seq", models.PositiveSmallIntegerField()),
                ("business_date", models.DateField()),
                ("taken_at", models.CharField(max_length=32)),
                ("taken_us", models.BigIntegerField()),
                ("channel", models.CharField(max_length=16)),
                ("holder_hash", models.CharField(max_length=64)),
                ("holder_mask", models.CharField(max_length=32)),
                ("priority", models.CharField(max_length=16)),
                ("means", models.CharField(max_length=16)),
                ("assurance", models.CharField(max_length=8)),
                ("identity", models.CharField(max_length=24)),
                ("identity_state", models.CharField(max_length=16)),
                ("identity_reason", models.CharField(max_length=32)),
                ("paper", models.BooleanField()),
                ("leased", models.BooleanField()),
                (
                    "state",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "WAITING"),
                            (1, "CALLED"),
                            (2, "IN_SERVICE"),
                            (3, "FINISHED"),
                            (4, "PASSED"),
                            (5, "TRANSFERRED"),
                            (6, "SUSPENDED"),
                            (7, "CANCELLED"),
                        ],
                        default=0,
                    ),
                ),
                ("reason", models.CharField(default="", max_length=32)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.queuegroup"
                    ),
                ),
                (
                    "terminal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.terminal"
                    ),
                ),
            ],
            options={
                "ordering": ("taken_us", "ticket_id"),
            },
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["group", "business_date", "state"], name="ticket_waiting"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["group", "business_date", "holder_hash"], name="ticket_holder"
            ),
        ),
    )
