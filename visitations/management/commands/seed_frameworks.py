import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from visitations.models import Criterion, Framework, TermTemplate, TermTemplateStage

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Lays the frameworks and clocks that come with the site. Can be run again; what editors changed stays."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for named, lay in (("frameworks", _lay_framework), ("clocks", _lay_clock)):
            rows = tomllib.loads((DATA / f"{named}.toml").read_text("utf-8"))[named]
            laid = sum(lay(**row) for row in rows)
            self.stdout.write(f"{laid} of {len(rows)} {named} laid; the others were there.")


def _lay_framework(*, slug: str, criteria: list[dict[str, str]], **fields: str) -> bool:
    framework, created = Framework.objects.get_or_create(slug=slug, defaults=fields)
    if created:
        Criterion.objects.bulk_create(
            Criterion(framework=framework, sort_order=order, **criterion) for order, criterion in enumerate(criteria)
        )
    return created


def _lay_clock(*, slug: str, days: dict[str, int], **fields: str) -> bool:
    clock, created = TermTemplate.objects.get_or_create(slug=slug, defaults=fields)
    if created:
        TermTemplateStage.objects.bulk_create(
            TermTemplateStage(template=clock, sort_order=order, stage=stage, days=last)
            for order, (stage, last) in enumerate(days.items())
        )
    return created
