import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from search.bench.__main__ import add_options

NO_POSTGRESQL = 69


class Command(BaseCommand):
    help = "Measures search beside other engines, on documents it makes itself and throws away afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """In a process of its own: the measured project has other settings than the site."""
        words = [sys.executable, "-m", "search.bench", *_words(options)]
        own = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        code = NO_POSTGRESQL
        if "postgresql" in options["engines"]:
            code = self._run([str(settings.ROOT / "bin" / "with-postgres"), *words], own)
        if code == NO_POSTGRESQL:
            code = self._run(words, own)
        if code:
            sys.exit(code)

    def _run(self, words: list[str], environ: dict[str, str]) -> int:
        return subprocess.run(words, env=environ, cwd=settings.ROOT).returncode  # noqa: S603


def _words(options: dict[str, Any]) -> list[str]:
    """As they were typed."""
    words = [f"--{name}={','.join(map(str, options[name]))}" for name in ("sizes", "engines")]
    words += [f"--{name}={options[name]}" for name in ("rounds", "seconds")]
    return words + [f"--{name.replace('_', '-')}" for name in ("no_relevance", "write") if options[name]]
