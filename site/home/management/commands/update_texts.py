from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.texts import by_key, catalogue_path, differing, merge, read_catalogue, texts_in_use, write_catalogue


class Command(BaseCommand):
    help = "Brings the translations in line with the texts in code and templates; what was translated is kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", nargs="+", type=Path, default=[], dest="extra", metavar="PO", help="take missing texts from these"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="take texts from them that are translated otherwise as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["extra"]:
            if not path.is_file():
                raise CommandError(f"{path}: no such file")
        used = texts_in_use()
        for language in [code for code, _name in settings.LANGUAGES if code != "en"]:
            self.update(language, used, **options)

    def update(self, language: str, used: Catalog, *, extra: list[Path], overwrite: bool, **options: Any) -> None:
        path = catalogue_path(language)
        standing = read_catalogue(path, language=language)
        given = {source: read_catalogue(source, language=language) for source in extra}
        for source, catalogue in given.items():
            self.tell_differences(source, differing(standing, catalogue), overwrite=overwrite)
            self.tell_unused(source, catalogue, used)
        known = [*given.values(), standing] if overwrite else [standing, *given.values()]
        merged = merge(used, known, language=language)
        write_catalogue(path, merged)
        self.stdout.write(f"{path}: {len(merged)} texts")

    def tell_differences(self, source: Path, found: list[tuple[str, str, str]], *, overwrite: bool) -> None:
        if not found:
            return
        what = "taken over" if overwrite else "left as it stands; --overwrite takes it over"
        self.stdout.write(f"{source}: {len(found)} translated otherwise here, {what}")
        for text, here, there in found:
            self.stdout.write(f"  {text}\n    - {here}\n    + {there}")

    def tell_unused(self, source: Path, catalogue: Catalog, used: Catalog) -> None:
        for text, _context in sorted(by_key(catalogue).keys() - by_key(used).keys(), key=str):
            self.stdout.write(f"{source}: no text of ours: {text}")
