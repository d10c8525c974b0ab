from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.bulk import without_indexing
from home.load import grow_to
from lessons.models import LessonPage


class Command(BaseCommand):
    help = "Grows the site to N content pages, by copies of what the demo holds: for measuring."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("total", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        if not LessonPage.objects.exists():
            raise CommandError("There is nothing to copy yet: run seed_demo first.")
        with without_indexing():
            added = grow_to(options["total"])
        call_command("update_index", verbosity=0)
        self.stdout.write(f"{added} content pages added")
