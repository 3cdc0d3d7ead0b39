"""Packages that terminals keep of their applications."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("central", "0007_certificates"),)

    operations = (
        migrations.CreateModel(
            name="ArchiveCopy",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="central.application",
                    ),
                ),
                ("manifest", models.CharField(db_index=True, max_length=71)),
                ("destroyed_at", models.CharField(default="", max_length=32)),
                ("reason", models.CharField(default="", max_length=16)),
            ],
        ),
    )
