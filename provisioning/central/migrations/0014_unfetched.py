from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("central", "0013_channel"),)
    operations = (
        migrations.AddIndex(
            model_name="copy",
            index=models.Index(
                condition=models.Q(("state", "sealed")),
                fields=["state"],
                name="copies_to_be_fetched",
            ),
        ),
    )
