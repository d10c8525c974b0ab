"""What the engine is to reach, and whether it does."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .conductor import Measured, Run, Timed
from .figures import number, part

OWN = "whoosh"
FROM = 20_000  # the speeds of questions are promised from this size on
BUILD_SIZE, LARGE = 20_000, 100_000
BUILD_SECONDS, UPDATE_MS, FIRST_MS, OPEN_MB, CACHE_MB = 12.0, 50.0, 5.0, 15.0, 64.0


class Aim(NamedTuple):
    """``met`` is None where this run could not tell."""

    what: str
    size: int
    wanted: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        return "not measured" if self.met is None else "met" if self.met else "missed"


def times(timed: Sequence[Timed]) -> list[float]:
    return [one.ms for one in timed]


def ratio(one: Sequence[Timed], other: Sequence[Timed], share: float) -> float:
    """Over the questions that both were asked."""
    both = {timed.question_key for timed in one} & {timed.question_key for timed in other}
    mine, theirs = ([each.ms for each in some if each.question_key in both] for some in (one, other))
    return part(mine, share) / part(theirs, share) if both else float("nan")


def judge(run: Run) -> list[Aim]:
    found = []
    for size in sorted({one.size for one in run.measured}):
        own = run.of(OWN, size)
        if own is not None:
            found += [*_speeds(run, own), *_others(own)]
    return found


def _speeds(run: Run, own: Measured) -> Iterator[Aim]:
    if own.size < FROM:
        return
    for name, p50, p95 in (("tantivy", 1.0, 2.0), ("sqlite", 0.1, 0.1), ("postgresql", 0.1, 0.1)):
        other = run.of(name, own.size)
        for label, share, most in (("p50", 0.5, p50), ("p95", 0.95, p95)):
            got = ratio(own.warm, other.warm, share) if other else float("nan")
            yield _at_most(f"warm {label} against {name}", own.size, most, got, " x")


def _others(own: Measured) -> Iterator[Aim]:
    yield _at_most("first question after a change, p50", own.size, FIRST_MS, part(own.firsts, 0.5), " ms")
    yield _at_most("change of one page, p95", own.size, UPDATE_MS, part(own.updates, 0.95), " ms")
    if own.size == BUILD_SIZE:
        yield _at_most("building the index", own.size, BUILD_SECONDS, own.build["seconds"], " s")
    if own.size == LARGE:
        yield _at_most("memory on opening", own.size, OPEN_MB, own.opened, " MB")
    yield _at_most("cache held", own.size, CACHE_MB, own.cache.get("held", float("nan")), " MB")


def _at_most(what: str, size: int, most: float, got: float, unit: str) -> Aim:
    known = not math.isnan(got)
    return Aim(
        what, size, f"≤ {most:g}{unit}", f"{number(got)}{unit}" if known else "–", got <= most if known else None
    )
