import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from learningtables.models import Method, Phase

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "methods.toml"


class Command(BaseCommand):
    help = "Lays the methods that come with the site; those that are there already stay as their editors made them."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["method"]
        laid = [lay(fields) for fields in shipped if not Method.objects.filter(slug=fields["slug"]).exists()]
        self.stdout.write(f"{len(laid)} methods laid, {len(shipped) - len(laid)} were there.")


def lay(fields: dict[str, Any]) -> Method:
    phases = fields.pop("phase")
    method = Method(**fields)
    method.phases = [Phase(sort_order=order, **phase) for order, phase in enumerate(phases)]
    method.save()
    return method
