from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies import tally
from casestudies.states import SameChoice

CHOICES = st.sampled_from(SameChoice.values)
pytestmark = pytest.mark.once


@given(st.lists(CHOICES))
def test_a_distribution_counts_everybody_once(choices: list[str]) -> None:
    counts = tally.distribution(choices, SameChoice.values)
    assert sum(counts) == len(choices)
    assert counts == [choices.count(option) for option in SameChoice.values]


@given(st.dictionaries(st.integers(0, 9).map(str), CHOICES), st.dictionaries(st.integers(0, 9).map(str), CHOICES))
def test_the_shift_counts_who_answered_twice(first: dict[str, str], second: dict[str, str]) -> None:
    matrix = tally.shift(first, second, SameChoice.values)
    both = first.keys() & second.keys()
    assert sum(map(sum, matrix)) == len(both)
    stayed = sum(matrix[index][index] for index in range(len(SameChoice.values)))
    assert stayed == sum(first[key] == second[key] for key in both)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([], False),
        (["cannot_judge"], False),
        (["partly"], True),
        (["same", "different"], False),
        (["same", "partly", "different"], True),
        (["cannot_judge", "cannot_judge", "partly"], True),
        (["same", "same", "partly", "cannot_judge"], False),
    ],
)
def test_a_majority_is_more_than_half_of_who_could_judge(choices: list[str], expected: bool) -> None:
    assert tally.has_majority_for_change(choices) is expected


@given(st.lists(CHOICES))
def test_no_majority_both_ways(choices: list[str]) -> None:
    swapped = [{"same": "partly", "partly": "same", "different": "same"}.get(choice, choice) for choice in choices]
    assert not (tally.has_majority_for_change(choices) and tally.has_majority_for_change(swapped))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9)), st.integers(1, 5))
def test_neither_a_shown_group_nor_the_rest_is_small(sizes: dict[str, int], k: int) -> None:
    shown = tally.groups_to_show(sizes, k=k)
    assert all(sizes[group] >= k for group in shown)
    rest = sum(size for group, size in sizes.items() if group not in shown)
    assert not shown or rest == 0 or rest >= k


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"professional": 3, "parent": 1}, set()),
        ({"professional": 3, "parent": 3}, {"professional", "parent"}),
        ({"professional": 4, "parent": 3, "board": 1}, {"professional"}),
        ({"professional": 3, "parent": 2, "board": 1}, {"professional"}),
    ],
)
def test_a_total_gives_no_small_group_away(sizes: dict[str, int], expected: set[str]) -> None:
    assert tally.groups_to_show(sizes, k=3) == expected


def test_only_whole_sets_are_complete() -> None:
    rows = [SimpleNamespace(pair_key=key, decision_point_id=point) for key, point in [("a", 1), ("a", 2), ("b", 1)]]
    assert tally.complete_sets(rows, points=2) == rows[:2]
