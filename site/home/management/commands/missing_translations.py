from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.texts import catalogue_path, faults, read_catalogue, texts_in_use


class Command(BaseCommand):
    help = "Fails when a text of ours is not, or not rightly, translated, and when a translation is no longer used."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        used = texts_in_use()
        wrong = 0
        for language in [code for code, _name in settings.LANGUAGES if code != "en"]:
            for what, text in faults(used, read_catalogue(catalogue_path(language), language=language)):
                self.stdout.write(f"{language}: {what}: {text!r}")
                wrong += 1
        if wrong:
            raise CommandError(f"{wrong} texts to look at; `make translations` adds new ones and drops the unused.")
