from typing import Any

from django.core.management.base import BaseCommand

from home import actions
from home.bulk import without_indexing
from regions.models import Municipality, Region


class Command(BaseCommand):
    help = (
        "Lays the page tree, the regions, the themes and the editors' rights. Can be run again; update_index follows."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with without_indexing():
            actions.lay_site()
        if options["verbosity"]:
            self.stdout.write(f"{Region.objects.count()} regions, {Municipality.objects.count()} municipalities")
