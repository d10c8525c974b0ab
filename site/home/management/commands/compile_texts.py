from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from home.texts import compile_catalogue


class Command(BaseCommand):
    help = "Compiles the translations; needs no gettext on the machine."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compile_catalogue(path)
