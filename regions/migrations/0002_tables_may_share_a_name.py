from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="circle", name="regions_circle_name_once_per_kind"),
        migrations.AddConstraint(
            model_name="circle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "learning_table"), _negated=True),
                fields=("kind", "name"),
                name="regions_circle_name_once_per_kind",
            ),
        ),
    ]
