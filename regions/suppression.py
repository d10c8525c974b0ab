"""Figures that are too small to be shown, and those from which such a figure would follow.

A count from 1 to k-1 is shown as "fewer than k". Counts of one year hang together: of the questions that were brought some were
answered, of the answers some were binding. So where a small count, or a small remainder, follows from what is shown by adding or
subtracting, another count of that year is withheld as well: the fewest, and those that tell least.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal

State = Literal["exact", "few", "withheld", "not_kept"]
Counts = Mapping[str, int | None]

# What is withheld first when something has to be: the least telling.
COUNTS = ("passed_on", "binding", "without_answer", "advised", "asked")
SMALLEST_K = 3  # below it "fewer than" names the number
# Whole and parts, as they may add up. Which of them do in a region, a reader may know: so each that fits the numbers counts.
RELATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *(
        ("asked", parts)
        for size in (1, 2, 3)
        for parts in combinations(("advised", "without_answer", "passed_on"), size)
    ),
    ("advised", ("binding",)),
    ("without_answer", ("passed_on",)),
)


@dataclass(frozen=True)
class Possible:
    """The numbers that something may be: some, and every number from ``tail`` on."""

    some: frozenset[int]
    tail: int | None = None

    @property
    def least(self) -> int:
        return min([*self.some, *([] if self.tail is None else [self.tail])])

    def plus(self, other: "Possible") -> "Possible":
        tails = [one.tail + two.least for one, two in ((self, other), (other, self)) if one.tail is not None]
        sums = frozenset(a + b for a in self.some for b in other.some)
        return Possible(sums, min(tails, default=None))

    def meets(self, other: "Possible") -> bool:
        if self.some & other.some or (self.tail is not None and other.tail is not None):
            return True
        pairs = ((self.tail, other.some), (other.tail, self.some))
        return any(tail is not None and any(number >= tail for number in some) for tail, some in pairs)


NOTHING = Possible(frozenset({0}))
ANYTHING = Possible(frozenset(), 0)


def states(counts: Counts, *, k: int) -> dict[str, State]:
    """How each count of one year is shown."""
    k = max(k, SMALLEST_K)
    kept = [name for name in COUNTS if counts.get(name) is not None]
    small = {name for name in kept if 0 < _value(counts, name) < k}
    others = [name for name in kept if name not in small]
    choices = chain.from_iterable(combinations(others, size) for size in range(len(others) + 1))
    hidden = next((set(some) for some in choices if _is_safe(counts, small, set(some), k)), None)
    if hidden is None:  # nothing short of all would do
        small, hidden = set(), set(kept)
    shown: dict[str, State] = {}
    for name in COUNTS:
        if name not in kept:
            shown[name] = "not_kept"
        else:
            shown[name] = "few" if name in small else "withheld" if name in hidden else "exact"
    return shown


def _value(counts: Counts, name: str) -> int:
    return counts[name] or 0


def _is_safe(counts: Counts, small: set[str], hidden: set[str], k: int) -> bool:
    fitting = (relation for relation in RELATIONS if _fits(counts, relation))
    return not any(_gives_away(counts, relation, small, hidden, k) for relation in fitting)


def _fits(counts: Counts, relation: tuple[str, tuple[str, ...]]) -> bool:
    whole, parts = relation
    if any(counts.get(name) is None for name in (whole, *parts)):
        return False
    return sum(_value(counts, name) for name in parts) <= _value(counts, whole)


def _gives_away(
    counts: Counts, relation: tuple[str, tuple[str, ...]], small: set[str], hidden: set[str], k: int
) -> bool:
    """Whether something small, or withheld, can be only one number, given what is shown of this whole and its parts. Where
    they add up a reader may know that they do; where they do not, there is a remainder that nobody shows."""
    whole, parts = relation
    remainder = _value(counts, whole) - sum(_value(counts, name) for name in parts)
    known = {name: _possible(counts, name, small, hidden, k) for name in (whole, *parts)}
    known["remainder"] = ANYTHING if remainder else NOTHING
    unknown = [name for name in known if name in small | hidden or (name == "remainder" and remainder)]
    if len(unknown) == 1 and unknown[0] in hidden:
        return True
    guarded = [name for name in unknown if name in small or (name == "remainder" and remainder < k)]
    return any(len(_candidates(known, whole, name, k)) < 2 for name in guarded)


def _possible(counts: Counts, name: str, small: set[str], hidden: set[str], k: int) -> Possible:
    """What a reader knows of it: who sees "withheld" knows that it is not small."""
    if name in small:
        return Possible(frozenset(range(1, k)))
    if name in hidden:
        return Possible(frozenset({0}), k)
    return Possible(frozenset({_value(counts, name)}))


def _candidates(known: Mapping[str, Possible], whole: str, name: str, k: int) -> list[int]:
    """The small numbers that ``name`` may be."""
    return [
        number
        for number in range(k + 1)
        if known[name].meets(fixed := Possible(frozenset({number}))) and _adds_up({**known, name: fixed}, whole)
    ]


def _adds_up(known: Mapping[str, Possible], whole: str) -> bool:
    return known[whole].meets(_sum(possible for name, possible in known.items() if name != whole))


def _sum(parts: Iterable[Possible]) -> Possible:
    total = NOTHING
    for part in parts:
        total = total.plus(part)
    return total
