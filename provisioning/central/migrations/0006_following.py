"""What changed, and to whom it is told."""

from django.db import migrations, models


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _of(name: str, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(null=null, on_delete=models.CASCADE, to=f"central.{name}")


class Migration(migrations.Migration):
    dependencies = (("central", "0005_progress"),)
    operations = (
        migrations.CreateModel(
            name="Gateway",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("channel", models.CharField(max_length=16)),
                ("url", models.CharField(max_length=500)),
                ("secret", models.CharField(max_length=64)),
                ("active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProgressEvent",
            fields=[
                ("id", _id()),
                ("key", models.CharField(max_length=100, unique=True)),
                ("source", models.CharField(max_length=100, null=True, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("former", models.CharField(max_length=64)),
                ("later", models.CharField(max_length=64)),
                ("about", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("case", _of("case", null=True)),
                ("repair", _of("repair", null=True)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", _id()),
                ("channel", models.CharField(max_length=16)),
                ("sealed", models.BinaryField()),
                ("consent", models.CharField(max_length=32)),
                ("consented_at", models.DateTimeField()),
                ("case", _of("case")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "channel"), name="one_contact_of_a_channel"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", _id()),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("why", models.CharField(default="", max_length=100)),
                ("gateway", _of("gateway")),
                ("event", _of("progressevent")),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["state", "next_at"], name="message_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "gateway"), name="one_message_to_a_gateway"
                    )
                ],
            },
        ),
    )
