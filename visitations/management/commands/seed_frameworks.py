import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from visitations.models import Criterion, Framework

DATA = Path(__file__).resolve().parents[2] / "data" / "frameworks.toml"


class Command(BaseCommand):
    help = "Lays the frameworks that come with the site. Can be run again; what editors changed stays."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        frameworks = tomllib.loads(DATA.read_text("utf-8"))["frameworks"]
        laid = sum(_lay(**framework) for framework in frameworks)
        self.stdout.write(f"{laid} of {len(frameworks)} frameworks laid; the others were there.")


def _lay(*, slug: str, criteria: list[dict[str, str]], **fields: str) -> bool:
    framework, created = Framework.objects.get_or_create(slug=slug, defaults=fields)
    if created:
        Criterion.objects.bulk_create(
            Criterion(framework=framework, sort_order=order, **criterion) for order, criterion in enumerate(criteria)
        )
    return created
