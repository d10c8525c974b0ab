"""Measures, prints the tables, and with --write keeps them: `python -m search.bench --sizes 2000 --engines whoosh,tantivy`."""

import argparse
import importlib.util
import os
import signal
import sys
import tempfile
from pathlib import Path

from . import conductor, picture, tables
from .engines import NAMES

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT, PICTURE = Path("docs/search.md"), Path("docs/pictures/search.svg")
BEGIN, END = "<!-- measured: written by `make bench-search` -->", "<!-- end of what was measured -->"
SIZES = (2_000, 20_000, 100_000)


def read(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("search.bench", description=__doc__)
    add_options(parser)
    return parser.parse_args(words)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=_sizes, default=list(SIZES), help="documents, by commas (2000,20000,100000)")
    parser.add_argument("--engines", type=_engines, default=list(NAMES), help=",".join(NAMES))
    parser.add_argument("--rounds", type=int, default=3, help="each question so often, once warm (3)")
    parser.add_argument(
        "--seconds", type=float, default=15, help="a database may take for its questions, per size (15)"
    )
    parser.add_argument("--no-relevance", action="store_true", help="leave the judged questions out")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {DOCUMENT} and draw {PICTURE}")


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _engines(text: str) -> list[str]:
    chosen = text.split(",")
    unknown = set(chosen) - set(NAMES)
    if unknown:
        raise argparse.ArgumentTypeError(f"choose from {', '.join(NAMES)}")
    return [name for name in NAMES if name in chosen]


def available(wanted: list[str], server: str) -> list[str]:
    """Without what this machine does not have, which is said."""
    missing = {}
    if importlib.util.find_spec("tantivy") is None:
        missing["tantivy"] = "tantivy is not installed (no network?): measuring without it"
    if not server.startswith(("postgres:", "postgresql:")):
        missing["postgresql"] = "there is no PostgreSQL: measuring without it"
    for name in set(wanted) & set(missing):
        conductor.say(missing[name])
    return [name for name in wanted if name not in missing]


def main(words: list[str] | None = None) -> None:
    # What is ended from outside clears up too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    options, server = read(words), os.environ.get("DATABASE_URL", "")
    engines = available(options.engines, server)
    with tempfile.TemporaryDirectory(prefix="leertafel-bench-search-") as folder:
        plan = conductor.Plan(Path(folder), options.sizes, engines, options.rounds, options.seconds, server)
        done = conductor.run(plan)
        if not options.no_relevance:
            done.relevance = conductor.judge_all(plan)
    text = tables.report(done)
    sys.stdout.write(text)
    if options.write:
        keep(text, picture.draw(done), ROOT)


def keep(text: str, drawing: str, root: Path) -> None:
    """Between the two marks; the rest of the document is a writer's."""
    document, drawn = root / DOCUMENT, root / PICTURE
    before, _begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
    drawn.parent.mkdir(parents=True, exist_ok=True)
    drawn.write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
