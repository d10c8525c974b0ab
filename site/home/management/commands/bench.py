import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from casestudies.privacy import recall
from home.measure import TIMES, Cost, measure
from visitations.pdf import speed as printing_speed

COLUMNS = "{:<18}{:>8}{:>8}{:>10}{:>10}{:>10}{:>10}{:>8}"


class Command(BaseCommand):
    help = "Measures each page at demo size and with many pages, in a site of its own that is thrown away afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pages", type=int, default=20_000, help="how large the large site is (20,000)")
        parser.add_argument("--here", action="store_true", help="only measure this site, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["here"]:
            self.stdout.write(json.dumps(measure()))
            return
        self._report_recall()
        self._report_printing()
        with tempfile.TemporaryDirectory(prefix="leertafel-bench-") as folder:
            self.folder = folder
            self._prepare("migrate", "--no-input", "--verbosity=0")
            self._prepare("collectstatic", "--no-input", "--verbosity=0")
            self._prepare("seed_demo", "--verbosity=0")
            small = self._measure()
            self._prepare("seed_load", str(options["pages"]))
            self._report(small, self._measure(), options["pages"])

    def _report_recall(self) -> None:
        """Of the privacy check, over the labelled sentences that lie with its tests."""
        folder = settings.ROOT / "tests" / "casestudies" / "privacy"
        if not folder.is_dir():
            return
        for labelled, clean in recall.SETS.items():
            self.stdout.write(f"What the privacy check finds of what is labelled in {labelled}.toml")
            for row in recall.measure(recall.read(folder / f"{labelled}.toml")):
                self.stdout.write(f"{row.kind:<18}{row.found:>5} of {row.labelled:<5}{row.share:>7.1%}")
            _wrong, rate = recall.false_alarms(recall.read(folder / f"{clean}.toml"))
            self.stdout.write(f"False alarms per 1,000 words of clean prose: {rate:.1f}\n")
        speed = recall.milliseconds_per_thousand_words(recall.read(folder / "clean.toml"))
        labels = recall.milliseconds_per_thousand_words(recall.with_labels(recall.read(folder / "sentences.toml")))
        self.stdout.write(f"Milliseconds per 1,000 words, once warm: {speed:.0f}, and full of labels: {labels:.0f}\n")

    def _report_printing(self) -> None:
        pages, seconds = printing_speed.measure()
        self.stdout.write(f"A visitation's report of {pages} pages as a PDF: {seconds:.2f} seconds\n")

    def _manage(self, *words: str) -> str:
        """Another process, for another database and another index."""
        mine = {"DATA_DIR": self.folder, "DATABASE_URL": f"sqlite:///{self.folder}/bench.sqlite3"}
        command = [sys.executable, str(settings.ROOT / "manage.py"), *words]
        return subprocess.run(command, env={**os.environ, **mine}, check=True, capture_output=True, text=True).stdout  # noqa: S603

    def _prepare(self, *words: str) -> None:
        self.stderr.write(" ".join(words))
        self._manage(*words)

    def _measure(self) -> list[Cost]:
        return [Cost(*row) for row in json.loads(self._manage("bench", "--here").splitlines()[-1])]

    def _report(self, small: list[Cost], large: list[Cost], pages: int) -> None:
        self.stdout.write(f"Queries, milliseconds (median of {TIMES}) and bytes: the demo, and {pages} content pages")
        self.stdout.write(COLUMNS.format("page", "queries", "", "ms", "", "bytes", "", "ms x"))
        for one, other in zip(small, large, strict=True):
            ratio = f"{other.milliseconds / one.milliseconds:.1f}"
            times = (f"{one.milliseconds:.1f}", f"{other.milliseconds:.1f}")
            self.stdout.write(COLUMNS.format(one.name, one.queries, other.queries, *times, one.size, other.size, ratio))
        by_name = {cost.name: cost.milliseconds for cost in large}
        share = by_name["national overview"] / by_name["home"]
        self.stdout.write(f"At {pages} pages the national overview takes {share:.1f} times as long as the home page")
