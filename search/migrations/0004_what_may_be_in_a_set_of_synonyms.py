from django.db import migrations, models


class Migration(migrations.Migration):
    """Says beside the box what may be written in it."""

    dependencies = [("search", "0003_searches_are_followed")]

    operations = [
        migrations.AlterField(
            model_name="synonymset",
            name="words",
            field=models.TextField(
                help_text="One word or short expression per line; all of them find each other. At most 50 lines, each of at "
                "most 6 words and without marks such as quotes, OR or a colon. A word may stand in more than one set.",
                verbose_name="words",
            ),
        ),
    ]
