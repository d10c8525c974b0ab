from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.clock import run_due


class Command(BaseCommand):
    help = "Does what is due: ends rounds whose time is over, sends reminders. For a clock, every minute or so."

    def handle(self, *args: Any, **options: Any) -> None:
        if run_due():
            raise CommandError("Not everything that is due could be done; the log says what.")
