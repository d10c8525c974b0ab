"""What was measured, as Markdown."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .aims import OWN, judge, ratio, times
from .conductor import Measured, Run, Timed
from .corpus import HOW_MANY
from .figures import number, part, thousands

LABELS = {
    "whoosh": "Whoosh backend",
    "tantivy": "tantivy",
    "sqlite": "modelsearch, SQLite",
    "postgresql": "modelsearch, PostgreSQL",
}
KINDS = {"word": "one word", "and": "all words", "or": "any word", "phrase": "phrase", "prefix": "start of a word"}


def report(run: Run) -> str:
    parts = [_speed_table(run), _kind_table(run), _cost_table(run), _aim_table(run), _agreement(run)]
    if run.relevance:
        parts.append(relevance_table(run.relevance))
    return "\n\n".join(text for text in parts if text) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _spread(timed: Sequence[Timed]) -> list[str]:
    """p50, p95 and longest; what was stopped took longer than it says."""
    values, least = times(timed), min((one.ms for one in timed if one.stopped), default=math.inf)
    found = (part(values, 0.5), part(values, 0.95), max(values, default=math.nan))
    return [("> " if value >= least else "") + number(value) for value in found]


def _speed_table(run: Run) -> str:
    head = ["documents", "engine", "warm p50", "p95", "longest", "cold p50", "p95", "longest", "questions"]
    head += ["processor p50", "the Whoosh backend takes of it, p50 / p95"]
    return (
        "Milliseconds per question: the 20 best, how many in all, and counts for six facets over all hits.\n\n"
        + table(head, [_speed_row(run, one) for one in run.measured])
    )


def _speed_row(run: Run, one: Measured) -> list[str]:
    own = run.of(OWN, one.size)
    against = "1"
    if own is None:
        against = "–"
    elif one is not own:
        against = " / ".join(f"{number(ratio(own.warm, one.warm, share))} x" for share in (0.5, 0.95))
    asked = f"{len(one.warm)}" if len(one.warm) == run.asked else f"{len(one.warm)} of {run.asked}"
    in_process = one.engine != "postgresql"
    taken = number(part([each.cpu for each in one.warm if not each.stopped], 0.5)) if in_process else "–"
    return [thousands(one.size), LABELS[one.engine], *_spread(one.warm), *_spread(one.cold), asked, taken, against]


def _kind_table(run: Run) -> str:
    head = ["documents", "engine", *(f"{KINDS[kind]} ({count})" for kind, count in HOW_MANY.items())]
    head += ["narrowed", "not narrowed"]
    rows = [
        [thousands(one.size), LABELS[one.engine], *(_kind_cell(times) for times in _by_kind(one))]
        for one in run.measured
    ]
    return "The same by what is asked, warm: p50 / p95 / longest.\n\n" + table(head, rows)


def _by_kind(one: Measured) -> Iterator[list[Timed]]:
    for kind in HOW_MANY:
        yield [timed for timed in one.warm if timed.question.kind == kind]
    for narrowed in (True, False):
        yield [timed for timed in one.warm if bool(timed.question.choices) is narrowed]


def _kind_cell(timed: list[Timed]) -> str:
    return " / ".join(_spread(timed)) if timed else "–"


def _cost_table(run: Run) -> str:
    head = [
        "documents",
        "engine",
        "build s",
        "processor s",
        "processes",
        "index MB",
        "change p50 ms",
        "longest",
        "processor p50",
    ]
    head += [
        "first question after p50 ms",
        "longest",
        "processor p50",
        "opens with MB",
        "after all questions MB",
        "cache MB",
    ]
    told = (
        "Building, changing one document, and memory of one process (anonymous, beyond Python's and the dictionaries')."
    )
    return f"{told}\n\n{table(head, [_cost_row(one) for one in run.measured])}"


def _cost_row(one: Measured) -> list[str]:
    built = one.build
    processes = str(built["processes"]) if one.engine != "postgresql" else f"{built['processes']} and the server"
    cache = f"{number(one.cache['held'])} of {one.cache['limit']:.0f}" if one.cache else "–"
    spread = [*_halves(one.updates, one.processor), *_halves(one.firsts, one.first_processor)]
    changes = [number(value) for value in spread]
    memory = [number(max(value, 0.0)) for value in (one.opened, one.afterwards)]
    sizes = [number(built["seconds"]), number(built["processor"]), processes, number(built["size"])]
    return [thousands(one.size), LABELS[one.engine], *sizes, *changes, *memory, cache]


def _halves(times: Sequence[float], processor: Sequence[float]) -> tuple[float, float, float]:
    return part(times, 0.5), part(times, 1), part(processor, 0.5)


def _aim_table(run: Run) -> str:
    rows = [[aim.what, thousands(aim.size), aim.wanted, aim.measured, aim.verdict] for aim in judge(run)]
    return table(["aim", "documents", "wanted", "measured", ""], rows) if rows else ""


def _agreement(run: Run) -> str:
    """Of the two that read alike; and of each whether it knew what was just written."""
    said = []
    for size, unlike in run.unlike.items():
        how = f"gave other hits or counts on {unlike}" if unlike else "agreed on every hit and count"
        two = "Asked for whole words, the Whoosh backend and tantivy"
        said.append(f"{two} {how} of the {run.asked} questions at {thousands(size)} documents.")
    lost = [one for one in run.measured if one.missed_updates]
    said += [f"{LABELS[one.engine]} did not find {one.missed_updates} changed documents at once." for one in lost]
    return "\n".join(said)


def relevance_table(relevance: dict[str, Any]) -> str:
    """``relevance``: per engine, per half of the questions, per kind {"count", "ndcg"}."""
    halves = list(dict.fromkeys(half for found in relevance.values() for half in found))
    kinds = list(dict.fromkeys(kind for found in relevance.values() for half in found.values() for kind in half))
    head = ["questions", "how many", *(f"{LABELS[name]}, {half}" for half in halves for name in relevance)]
    rows = []
    for kind in kinds:
        cells = [found[half].get(kind) for half in halves for found in relevance.values()]
        counts = [str(next(iter(relevance.values()))[half].get(kind, {"count": 0})["count"]) for half in halves]
        rows.append([kind, " + ".join(counts), *(f"{cell['ndcg']:.3f}" if cell else "–" for cell in cells)])
    return "How well what is wanted comes first (nDCG@10, judged by hand).\n\n" + table(head, rows)
