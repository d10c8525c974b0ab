import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext

from casestudies.privacy import Finding, find_identifiers


class Command(BaseCommand):
    help = "Finds what may say who somebody is in a text: a file, or standard input. Reads UTF-8."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="a text file; standard input when left out or -"
        )
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="a line per finding (text), or a list of objects"
        )
        parser.add_argument(
            "--known",
            action="append",
            default=[],
            metavar="NAME",
            help="a name to find wherever it stands; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        text = _read(options["file"])
        findings = find_identifiers(text, options["known"])
        if options["format"] == "json":
            self.stdout.write(json.dumps([_as_row(finding) for finding in findings], indent=1))
            return
        for finding in findings:
            line = text.count("\n", 0, finding.start) + 1
            words = " ".join(finding.text.split())
            self.stdout.write(f"{line}: {finding.severity} {finding.kind} “{words}”: {_explained(finding)}")
        blocking = sum(finding.severity == "block" for finding in findings)
        self.stdout.write(f"{len(findings)} found, of which {blocking} must go.")


def _read(name: str) -> str:
    shown = "Standard input" if name == "-" else name
    try:
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{shown} is not UTF-8 text: byte {error.start + 1} cannot be read. Save it as UTF-8 and try again."
        ) from None
    except OSError as error:
        raise CommandError(f"{shown} cannot be read: {error.strerror}.") from None


def _explained(finding: Finding) -> str:
    why = gettext(finding.why)
    return why % finding.facts if finding.facts else why


def _as_row(finding: Finding) -> dict[str, Any]:
    row = asdict(finding)
    del row["facts"]
    return {**row, "why": _explained(finding)}
