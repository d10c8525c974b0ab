"""The arithmetic of answers: plain values in, plain numbers out."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from .states import AND_IF_NOT, Reasonable, SameChoice

K = TypeVar("K", bound=Hashable)


class Answered(Protocol):
    pair_key: str
    decision_point_id: int


A = TypeVar("A", bound=Answered)


def distribution(values: Iterable[str], options: Sequence[str]) -> list[int]:
    """How often each option was chosen, in the order of ``options``."""
    counts = Counter(values)
    return [counts[option] for option in options]


def has_majority_for_change(choices: Collection[str]) -> bool:
    """Whether more than half of who could judge say "partly" or "different"."""
    judged = [choice for choice in choices if choice != SameChoice.CANNOT_JUDGE]
    return 2 * sum(choice in AND_IF_NOT for choice in judged) > len(judged)


def given_most(choices: Collection[str]) -> set[str]:
    """The choice made most often; several when they were made equally often."""
    counts = Counter(choices)
    return {choice for choice, count in counts.items() if count == max(counts.values())}


def shift(first: Mapping[str, str], second: Mapping[str, str], options: Sequence[str]) -> list[list[int]]:
    """From which option to which: rows are round 1, columns round 2. Only keys in both rounds count."""
    moves = Counter((first[key], second[key]) for key in first.keys() & second.keys())
    return [[moves[before, after] for after in options] for before in options]


def groups_to_show(sizes: Mapping[K, int], *, k: int) -> set[K]:
    """The groups that may be told apart: those of at least ``k``, unless what is left over is a smaller group itself, which
    the total would then give away. In that case the smallest groups join it until it is large enough."""
    shown = {group for group, size in sizes.items() if size >= k}
    while shown and 0 < sum(sizes[group] for group in sizes.keys() - shown) < k:
        shown.remove(min(shown, key=lambda group: (sizes[group], str(group))))
    return shown


@dataclass(frozen=True)
class Views(Generic[K]):
    """What may be shown of two rounds at once: the groups of the first, those of the second, and whether they are paired."""

    first: frozenset[K]
    second: frozenset[K]
    paired: bool


def views_to_show(first: Mapping[str, K], second: Mapping[str, K], *, k: int) -> Views[K]:
    """Which views of two rounds can lie side by side; keys are respondents, values their groups.

    Why no subtraction of one view from another leaves fewer than ``k`` people: give everybody a signature, of the group they
    are shown in and the rounds they answered. Every view (a round's total, a group in a round, who answered both) is a sum of
    whole signatures, so whatever is worked out from any of them is too. As long as each signature that occurs is shared by
    ``k``, nothing is left of fewer. The groups of the first round are shown before anybody answers the second, so they stand;
    when they would make a signature small, the second round is grouped more coarsely or not at all, and the pairs are not
    shown: a total less its pairs is exactly who answered once. It holds for every reader, because all see the same rounds, and
    over time, because a round that is open to read is closed to write.
    """
    shown = frozenset(groups_to_show(Counter(first.values()), k=k))
    if not second:
        return Views(shown, frozenset(), paired=False)
    coarser = set(shown)
    while coarser and not _all_shared(first, second, coarser, k=k):
        coarser.remove(min(coarser, key=lambda group: (_size(group, first, second), str(group))))
    alike = _all_shared(first, second, coarser, k=k)
    return Views(shown, frozenset(coarser), paired=alike and coarser == shown)


def _all_shared(first: Mapping[str, K], second: Mapping[str, K], shown: Collection[K], *, k: int) -> bool:
    signatures: Counter[tuple[K | None, bool, bool]] = Counter()
    for key in first.keys() | second.keys():
        group = first.get(key, second.get(key))
        signatures[group if group in shown else None, key in first, key in second] += 1
    return all(size >= k for size in signatures.values())


def _size(group: K, *rounds: Mapping[str, K]) -> int:
    return min(sum(one == group for one in members.values()) for members in rounds)


@dataclass(frozen=True)
class Quadrants:
    """``cells`` by (reasonable then?, same now?). Doubtful is not a yes, and neither is partly. Who could not judge one of the
    two stands in no quadrant."""

    cells: dict[tuple[bool, bool], int]
    cannot_judge: int


def quadrants(answers: Iterable[tuple[str, str]]) -> Quadrants:
    """Of (reasonable, same choice) of each answer."""
    cells = dict.fromkeys([(True, True), (True, False), (False, True), (False, False)], 0)
    cannot_judge = 0
    for reasonable, same_choice in answers:
        if reasonable == Reasonable.CANNOT_JUDGE or same_choice == SameChoice.CANNOT_JUDGE:
            cannot_judge += 1
        else:
            cells[reasonable == Reasonable.REASONABLE, same_choice == SameChoice.SAME] += 1
    return Quadrants(cells, cannot_judge)


def complete_sets(answers: Iterable[A], *, points: int) -> list[A]:
    """The answers of those who have answered all ``points`` decision points."""
    answers = list(answers)
    given = Counter(answer.pair_key for answer in answers)
    return [answer for answer in answers if given[answer.pair_key] >= points]
