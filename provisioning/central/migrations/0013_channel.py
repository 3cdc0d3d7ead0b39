from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("central", "0010_booked"),)
    operations = (
        migrations.AddField(
            model_name="record",
            name="submit_channel",
            field=models.CharField(default="terminal", max_length=16),
        ),
    )
