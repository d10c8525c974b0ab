from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from home.texts import catalogue_path, merge, read_catalogue, texts_in_use, write_catalogue


class Command(BaseCommand):
    help = "Brings the translations in line with the texts in code and templates; what was translated is kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", nargs="+", type=Path, default=[], dest="extra", metavar="PO", help="take missing texts from these"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        used = texts_in_use()
        for language in [code for code, _name in settings.LANGUAGES if code != "en"]:
            path = catalogue_path(language)
            known = [read_catalogue(source, language=language) for source in [path, *options["extra"]]]
            merged = merge(used, known, language=language)
            write_catalogue(path, merged)
            self.stdout.write(f"{path}: {len(merged)} texts")
