import tomllib
from pathlib import Path

from django.db import migrations

SHIPPED = Path(__file__).parents[1] / "data" / "synonyms.toml"


def load(apps, schema_editor):
    SynonymSet = apps.get_model("search", "SynonymSet")
    rows = tomllib.loads(SHIPPED.read_text("utf-8"))["set"]
    SynonymSet.objects.bulk_create(SynonymSet(words="\n".join(row["words"]), note=row.get("note", "")) for row in rows)


class Migration(migrations.Migration):
    """What editors keep from then on stays theirs: it is loaded once."""

    dependencies = [("search", "0001_searches")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
