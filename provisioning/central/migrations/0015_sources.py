from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("central", "0014_unfetched"),)
    operations = (
        migrations.AlterField(
            model_name="progressevent",
            name="source",
            field=models.CharField(max_length=100, null=True),
        ),
        migrations.AddConstraint(
            model_name="progressevent",
            constraint=models.UniqueConstraint(
                fields=("case", "source"), name="one_event_of_a_source"
            ),
        ),
    )
