from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitations", "0004_ties_replace_tie"),
    ]

    operations = [
        migrations.AddField(
            model_name="declaration",
            name="override_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="why the recusal was lifted"),
        ),
    ]
