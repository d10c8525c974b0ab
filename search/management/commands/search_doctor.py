import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import doctor, pending

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Holds the search index against the database: what is missing, too much or of an earlier state. "
        "Ends with an error when something differs and was not mended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mend", action="store_true", help="write what differs, or the whole index when it does not fit"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if pending.keeper() is None:
            raise CommandError("This site's search engine keeps its own index; update_index builds it anew.")
        report, mended = doctor.examine(), 0
        if options["mend"] and not report.is_whole:
            mended = doctor.mend(report)
            report = doctor.examine()
        say = self._as_json if options["format"] == "json" else self._as_text
        self.stdout.write(say(report, mended))
        if not report.is_whole:
            raise CommandError("The index differs from the database: search_doctor --mend")

    def _as_json(self, report: doctor.Report, mended: int) -> str:
        return json.dumps({**asdict(report), "mended": mended, "whole": report.is_whole}, indent=1, default=str)

    def _as_text(self, report: doctor.Report, mended: int) -> str:
        lines = [f"The index is {report.state}; {report.noted} changes wait to be brought in; {mended} mended."]
        if report.failed:
            lines.append(f"Rebuilds: {report.failed}.")
        for one in report.findings:
            lines.append(f"{one.model}: {one.in_database} in the database, {one.in_index} in the index")
            for name in ("missing", "superfluous", "stale"):
                if pks := getattr(one, name):
                    more = " …" if len(pks) > MOST_SHOWN else ""
                    lines.append(f"  {name} {len(pks)}: {', '.join(map(str, pks[:MOST_SHOWN]))}{more}")
        return "\n".join(lines)
