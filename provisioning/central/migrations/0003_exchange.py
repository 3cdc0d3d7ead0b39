"""What has come, files on their way, applications, the inbox of terminals."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("central", "0002_records"),)

    operations = (
        migrations.AddField(
            model_name="terminal",
            name="inbox_cursor",
            field=models.BigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "application_id",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("item_code", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=16)),
                ("at", models.CharField(max_length=32)),
                ("form", models.TextField()),
                ("received_at", models.DateTimeField()),
                (
                    "terminal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.terminal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.CharField(db_index=True, max_length=64)),
                ("status", models.CharField(max_length=16)),
                ("why", models.CharField(max_length=64)),
                ("data", models.JSONField()),
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
            name="Stream",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("epoch", models.CharField(max_length=64)),
                ("watermark", models.BigIntegerField(default=-1)),
                (
                    "terminal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.terminal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="central.stream",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("upload_id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("attachment_id", models.CharField(max_length=64)),
                ("length", models.BigIntegerField()),
                ("offset", models.BigIntegerField(default=0)),
                ("sha256", models.CharField(max_length=64)),
                ("sm3", models.CharField(max_length=64)),
                ("metadata", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("receiving", "Receiving"),
                            ("complete", "Complete"),
                            ("gone", "Gone"),
                        ],
                        default="receiving",
                        max_length=16,
                    ),
                ),
                ("touched_at", models.DateTimeField()),
                (
                    "terminal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.terminal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("sm3", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=64)),
                ("taken_at", models.CharField(max_length=32)),
                ("device", models.CharField(max_length=64)),
                ("trust", models.CharField(max_length=1)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="central.application"
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.upload"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InboxItem",
            fields=[
                ("item_id", models.CharField(max_length=36, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("issued_at", models.CharField(max_length=32)),
                ("expires_at", models.CharField(max_length=32)),
                ("expires", models.DateTimeField(null=True)),
                ("body", models.JSONField()),
                ("signature", models.CharField(max_length=128)),
                ("key_id", models.CharField(max_length=16)),
                (
                    "terminal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="central.terminal"
                    ),
                ),
            ],
            options={
                "ordering": ("seq",),
                "constraints": [
                    models.UniqueConstraint(fields=("terminal", "seq"), name="one_item_of_a_number")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="stream",
            constraint=models.UniqueConstraint(
                fields=("terminal", "epoch"), name="one_stream_of_an_epoch"
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(
                fields=("stream", "first"), name="one_gap_of_a_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "gone"), _negated=True),
                fields=("terminal", "attachment_id"),
                name="one_upload_of_an_attachment",
            ),
        ),
    )
