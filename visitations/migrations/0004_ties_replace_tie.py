import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visitations", "0003_what_was_declared_before")]

    operations = [
        migrations.RemoveField(model_name="declaration", name="tie"),
        migrations.AlterField(
            model_name="factcheckremark",
            name="visitation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remarks",
                to="visitations.visitationpage",
                verbose_name="visitation",
            ),
        ),
    ]
