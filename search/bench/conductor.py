"""All engines, one size after the other: built, asked by turns, changed, and looked at."""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import corpus
from .corpus import Question
from .processes import EngineFailed, Remote, address, engine

UPDATES = 20
UPDATE_SECONDS = 6.0
# The engines that read with our analysis, and so have to find the same.
ALIKE = ("whoosh", "tantivy")
# These may need hours for all questions.
LIMITED = ("sqlite", "postgresql")


@dataclass
class Timed:
    question: Question
    ms: float
    cpu: float
    stopped: bool = False

    @property
    def question_key(self) -> str:
        return repr(self.question)


@dataclass
class Measured:
    """Of one engine at one size. ``warm`` holds the quickest of the later rounds for each question."""

    engine: str
    size: int
    build: dict[str, Any]
    opened: float = 0.0
    afterwards: float = 0.0
    cache: dict[str, float] = field(default_factory=dict)
    cold: list[Timed] = field(default_factory=list)
    warm: list[Timed] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    first_processor: list[float] = field(default_factory=list)
    missed_updates: int = 0


@dataclass
class Run:
    """What one run found. ``unlike``: per size how many of the questions the engines alike answered differently."""

    measured: list[Measured]
    unlike: dict[int, int]
    asked: int
    relevance: dict[str, Any] = field(default_factory=dict)

    def of(self, name: str, size: int) -> Measured | None:
        return next((one for one in self.measured if (one.engine, one.size) == (name, size)), None)


@dataclass
class Plan:
    folder: Path
    sizes: Sequence[int]
    engines: Sequence[str]
    rounds: int
    seconds: float  # that a database may take for its questions, at each size
    server: str  # address of a PostgreSQL, if it is measured


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - how far it is


def run(plan: Plan) -> Run:
    done = Run([], {}, len(corpus.questions()))
    for size in plan.sizes:
        rows = _write_rows(plan.folder / f"rows-{size}.jsonl", size)
        places = {name: _place(plan, name, size) for name in plan.engines}
        measured = {}
        for name, (folder, database) in places.items():
            say(f"{size} documents: {name} builds")
            try:
                with engine(name, folder, database) as remote:
                    built = remote.do("build", rows=str(rows), count=size)
            except EngineFailed as error:
                say(str(error))
                continue
            measured[name] = Measured(name, size, built)
        with ExitStack() as stack:
            remotes = {name: stack.enter_context(engine(name, *places[name])) for name in measured}
            _measure(plan, remotes, measured)
            done.unlike |= _compare(remotes, size)
            _change(remotes, measured, rows)
        done.measured += measured.values()
        rows.unlink()
    return done


def _write_rows(path: Path, size: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in corpus.documents(size))
    return path


def _place(plan: Plan, name: str, size: int) -> tuple[Path, str]:
    folder = plan.folder / f"{name}-{size}"
    folder.mkdir()
    return folder, address(name, folder, plan.server, f"bench_{size}")


def _measure(plan: Plan, remotes: dict[str, Remote], measured: dict[str, Measured]) -> None:
    for name, remote in remotes.items():
        measured[name].opened = remote.do("open")["memory"]
    purse = {name: plan.seconds * 1000 if name in LIMITED else math.inf for name in remotes}
    say(f"{len(corpus.questions())} questions, cold and {plan.rounds} times warm")
    for name, times in _round(remotes, purse).items():
        measured[name].cold = times
    rounds = [_round(remotes, purse) for _ in range(plan.rounds)]
    for name, one in measured.items():
        one.warm = _quickest([times[name] for times in rounds]) or one.cold
        state = remotes[name].do("memory")
        one.afterwards, one.cache = state["memory"], state["cache"]


def _round(remotes: dict[str, Remote], purse: dict[str, float]) -> dict[str, list[Timed]]:
    """Each question to all, another one first each time. Whose purse is empty is asked no more: the order is of chance."""
    times: dict[str, list[Timed]] = {name: [] for name in remotes}
    names = list(remotes)
    for question in corpus.questions():
        names.append(names.pop(0))
        for name in names:
            if purse[name] <= 0:
                continue
            said = remotes[name].do("ask", question=list(question))
            purse[name] -= said["ms"]
            times[name].append(Timed(question, said["ms"], said["cpu"], said.get("stopped", False)))
    return times


def _quickest(rounds: list[list[Timed]]) -> list[Timed]:
    """A round may have been broken off; the questions are in the same order in all."""
    longest = max(rounds, key=len, default=[])
    return [min((times[at] for times in rounds if at < len(times)), key=_by_ms) for at in range(len(longest))]


def _by_ms(timed: Timed) -> float:
    return timed.ms


def _compare(remotes: dict[str, Remote], size: int) -> dict[int, int]:
    """Hits and counts of those that have to agree, whole words only; what differs is said."""
    alike = [remotes[name] for name in ALIKE if name in remotes]
    if len(alike) < 2:
        return {}
    unlike = 0
    for question in corpus.questions():
        one, other = ({key: said[key] for key in ("total", "counts")} for said in _ask_all(alike, question))
        if one != other:
            unlike += 1
            say(f"  unlike: {question}: {one['total']} and {other['total']} hits")
    return {size: unlike}


def _ask_all(remotes: Sequence[Remote], question: Question) -> Iterator[dict[str, Any]]:
    return (remote.do("ask_whole_words", question=list(question)) for remote in remotes)


def _change(remotes: dict[str, Remote], measured: dict[str, Measured], rows: Path) -> None:
    """A document with a word that was nowhere, a question, and whether the word is found."""
    say("single documents are changed")
    with rows.open(encoding="utf-8") as file:
        changed = [json.loads(line) for line, _ in zip(file, range(UPDATES), strict=False)]
    purse = dict.fromkeys(remotes, UPDATE_SECONDS * 1000)
    for number, (row, question) in enumerate(zip(changed, corpus.questions(), strict=False)):
        row["title"] = f"Kenmerk{number}qx {row['title']}"
        for name, remote in remotes.items():
            if purse[name] > 0:
                said = remote.do("update", row=row, question=list(question))
                purse[name] -= said["ms"] + said["first"]
                _note(measured[name], said)


def _note(one: Measured, said: dict[str, Any]) -> None:
    one.updates.append(said["ms"])
    one.processor.append(said["cpu"])
    one.firsts.append(said["first"])
    one.first_processor.append(said["first_cpu"])
    one.missed_updates += said["found"] not in (1, None)  # None: it took too long to tell


def judge_all(plan: Plan) -> dict[str, Any]:
    """How well the backends of modelsearch rank, on documents and questions judged by hand."""
    found = {}
    for name in (name for name in plan.engines if name != "tantivy"):
        folder = plan.folder / f"{name}-judged"
        folder.mkdir()
        say(f"judged questions: {name}")
        try:
            with engine(name, folder, address(name, folder, plan.server, "bench_judged")) as remote:
                found[name] = remote.do("relevance")
        except EngineFailed as error:
            say(str(error))
    return found
