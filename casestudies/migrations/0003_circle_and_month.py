"""The circle a case was written for stood in its audience alone, and a decision's month in words alone."""

import re

from django.db import migrations


def fill(apps, schema_editor):
    cases = apps.get_model("casestudies", "CaseStudyPage")
    for case in cases.objects.filter(circle=None):
        cases.objects.filter(pk=case.pk).update(circle_id=int(case.audience_key.removeprefix("circle:")))
    points = apps.get_model("casestudies", "DecisionPoint")
    for point in points.objects.all():
        number = re.search(r"\d{1,3}", point.period)
        if number:
            points.objects.filter(pk=point.pk).update(month=int(number[0]))


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0002_earnest")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
