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


# --- two rounds laid over each other ------------------------------------------------------------------

PEOPLE = "abcdefgh"
GROUPS = st.sampled_from(["professional", "parent", "board"])
ROUND = st.dictionaries(st.sampled_from(PEOPLE), GROUPS)


def read_off(first: dict[str, str], second: dict[str, str], views: tally.Views[str]) -> list[set[str]]:
    """Of which people the numbers on the screen are: each round, each group told apart in it, the rest, and the pairs."""
    seen = [set(first), set(second)]
    began = {**second, **first}
    for members, shown in ((first, views.first), (second, views.second)):
        for group in [*shown, None]:
            seen.append({one for one in members if (began[one] if began[one] in shown else None) == group})
    return [*seen, first.keys() & second.keys()] if views.paired else seen


def worked_out(seen: list[set[str]]) -> set[frozenset[str]]:
    """Whatever taking a part from its whole, again and again, leads to."""
    known = {frozenset(one) for one in seen if one}
    while more := {whole - part for whole in known for part in known if part < whole} - known:
        known |= more
    return known


@given(ROUND, ROUND)
def test_no_view_less_another_leaves_a_few(first: dict[str, str], second: dict[str, str]) -> None:
    second = {one: first.get(one, group) for one, group in second.items()}
    views = tally.views_to_show(first, second, k=3)
    by_group = [set(views.first), set(views.second)]
    totals = {frozenset(first), frozenset(second)}
    for members, shown in zip((first, second), by_group, strict=True):
        alone = tally.Views(frozenset(shown) if members is first else frozenset(), frozenset(), paired=False)
        if shown:
            assert all(len(one) >= 3 for one in worked_out(read_off(members, {}, alone)))
    if views.paired or views.second:
        assert all(len(one) >= 3 or one in totals for one in worked_out(read_off(first, second, views)) - totals)


def in_groups(**sizes: int) -> dict[str, str]:
    return {f"{group}{number}": group for group, size in sizes.items() for number in range(size)}


ALL = in_groups(professional=4, parent=3)


@pytest.mark.parametrize(
    ("second", "shown", "paired"),
    [
        (ALL, {"professional", "parent"}, True),
        # One professional answered once: all pairs less all answers would be that answer.
        (in_groups(professional=3, parent=3), set(), False),
        # The key of one was lost: one left out and one new, each by itself.
        ({**in_groups(professional=3, parent=3), "new": "professional"}, set(), False),
        # All parents answered once: three people, so the difference is of three.
        (in_groups(professional=4), {"professional", "parent"}, True),
        ({}, set(), False),
    ],
)
def test_the_second_round_is_grouped_so_that_the_first_gives_nothing_away(
    second: dict[str, str], shown: set[str], paired: bool
) -> None:
    views = tally.views_to_show(ALL, second, k=3)
    assert (views.first, views.second, views.paired) == ({"professional", "parent"}, shown, paired)


def test_what_a_plain_sum_would_give_away() -> None:
    """The attack that `views_to_show` stands against finds the one person when it is not asked."""
    careless = tally.Views(frozenset(), frozenset(), paired=True)
    left_over = worked_out(read_off(ALL, in_groups(professional=3, parent=3), careless))
    assert frozenset({"professional3"}) in left_over


def test_the_four_quadrants_by_hand() -> None:
    answers = [
        ("reasonable", "same"),
        ("reasonable", "same"),
        ("reasonable", "partly"),
        ("reasonable", "different"),
        ("doubtful", "same"),
        ("not_reasonable", "different"),
        ("cannot_judge", "same"),
        ("reasonable", "cannot_judge"),
    ]
    cells = {(True, True): 2, (True, False): 2, (False, True): 1, (False, False): 1}
    assert tally.quadrants(answers) == tally.Quadrants(cells, cannot_judge=2)
