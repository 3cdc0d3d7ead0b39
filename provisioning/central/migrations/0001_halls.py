"""Halls, queue groups, terminals, leases, the person register."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Hall",
            fields=[
                ("hall_id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=200)),
                ("zone", models.CharField(max_length=100)),
                ("zone_en", models.CharField(max_length=200)),
                ("hotline", models.CharField(max_length=32)),
                ("notices", models.JSONField(default=list)),
                ("neighbours", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("number_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name_hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="QueueGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group_id", models.CharField(max_length=64)),
                ("place", models.PositiveSmallIntegerField()),
                ("rules", models.JSONField()),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="central.hall"
                    ),
                ),
            ],
            options={
                "ordering": ("place",),
            },
        ),
        migrations.CreateModel(
            name="Terminal",
            fields=[
                ("terminal_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("active", models.BooleanField(default=True)),
                ("last_heard_at", models.DateTimeField(null=True)),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="central.hall"
                    ),
                ),
            ],
            options={
                "ordering": ("terminal_id",),
            },
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                ("lease_id", models.CharField(max_length=36, primary_key=True, serialize=False)),
                ("epoch", models.CharField(max_length=64)),
                ("business_date", models.DateField()),
                ("first", models.PositiveSmallIntegerField()),
                ("last", models.PositiveSmallIntegerField()),
                ("granted_at", models.DateTimeField()),
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
                "ordering": ("group", "business_date", "first"),
            },
        ),
        migrations.AddConstraint(
            model_name="queuegroup",
            constraint=models.UniqueConstraint(
                fields=("hall", "group_id"), name="one_group_of_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="lease",
            constraint=models.UniqueConstraint(
                fields=("group", "business_date", "first"), name="one_block_of_a_start"
            ),
        ),
    )
