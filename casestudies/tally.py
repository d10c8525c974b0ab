"""The arithmetic of answers: plain values in, plain numbers out."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from .states import AND_IF_NOT, SameChoice

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


def complete_sets(answers: Iterable[A], *, points: int) -> list[A]:
    """The answers of those who have answered all ``points`` decision points."""
    answers = list(answers)
    given = Counter(answer.pair_key for answer in answers)
    return [answer for answer in answers if given[answer.pair_key] >= points]
