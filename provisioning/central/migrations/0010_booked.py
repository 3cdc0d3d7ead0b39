"""Certificates booked for a terminal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("central", "0009_ratings"),)
    operations = (
        migrations.CreateModel(
            name="Booked",
            fields=[
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="central.certificate",
                    ),
                ),
                ("until", models.CharField(max_length=10)),
                ("cancelled", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
        ),
    )
