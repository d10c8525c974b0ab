"""One tie becomes a list of ties, a remark knows its visitation, and committees at work count as installed."""

from typing import Any

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def carry_over(apps: Any, schema_editor: Any) -> None:
    Declaration = apps.get_model("visitations", "Declaration")
    for declaration in Declaration.objects.exclude(tie="none"):
        declaration.ties = [declaration.tie]
        declaration.save(update_fields=["ties"])
    Remark = apps.get_model("visitations", "FactCheckRemark")
    Finding = apps.get_model("visitations", "Finding")
    of_finding = Finding.objects.filter(pk=OuterRef("finding")).values("visitation")
    Remark.objects.update(visitation=Subquery(of_finding))
    wording = Finding.objects.filter(pk=OuterRef("finding")).values("statement")
    Remark.objects.filter(decision__in=["adopted", "partly"]).update(becomes=Subquery(wording))
    Remark.objects.filter(decision="rejected").update(becomes=F("before"))
    VisitationPage = apps.get_model("visitations", "VisitationPage")
    StageTerm = apps.get_model("visitations", "StageTerm")
    composed = StageTerm.objects.filter(visitation=OuterRef("pk"), stage="committee").values("done_on")
    VisitationPage.objects.exclude(stage__in=["scope", "committee"]).update(installed_on=Subquery(composed))


def carry_back(apps: Any, schema_editor: Any) -> None:
    Declaration = apps.get_model("visitations", "Declaration")
    for declaration in Declaration.objects.all():
        declaration.tie = (declaration.ties or ["none"])[0]
        declaration.save(update_fields=["tie"])


class Migration(migrations.Migration):
    dependencies = [("visitations", "0002_whole_visitations")]

    operations = [migrations.RunPython(carry_over, carry_back)]
