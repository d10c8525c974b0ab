from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation

from home import actions
from home.bulk import without_indexing, without_mail
from home.demo import (
    aftermath,
    cases,
    following,
    lesson_life,
    lessons,
    now,
    people,
    planning,
    plans,
    searches,
    sessions,
    statements,
    support,
    tables,
    trials,
    verdicts,
    visitations,
)
from home.demo.world import World


class Command(BaseCommand):
    help = "Fills the site with the demo. Can be run again: what is there, and what people made of it, is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-index", action="store_true", help="do not build the search index afterwards")

    def handle(self, *args: Any, **options: Any) -> None:
        world = World()
        with without_indexing(), without_mail(), translation.override("nl"), transaction.atomic():
            actions.lay_site()
            for vocabulary in ("seed_methods", "seed_frameworks"):
                call_command(vocabulary, verbosity=0, stdout=StringIO())
            for part in (
                people,
                tables,
                cases,
                sessions,
                planning,
                visitations,
                lessons,
                lesson_life,
                trials,
                verdicts,
                aftermath,
                now,
                searches,
                following,
                support,
                statements,
                plans,
            ):
                part.lay(world)
        if world.added and not options["no_index"]:
            call_command("update_index", verbosity=0)
        if options["verbosity"]:
            self.stdout.write(f"Demo: {world.added} added" if world.added else "Demo: all there")
