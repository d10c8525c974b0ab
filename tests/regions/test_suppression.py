"""What is left out of a year's counts, tried by somebody who sums and subtracts all that is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regions.suppression import COUNTS, RELATIONS, states

MOST = 14
pytestmark = pytest.mark.once


def counts(**kept: int) -> dict[str, int | None]:
    return {name: kept.get(name) for name in COUNTS}


def could_be(name: str, said: dict[str, str], true: dict[str, int | None], k: int) -> list[int]:
    """All that a reader must reckon with."""
    if said[name] == "few":
        return list(range(1, k))
    if said[name] == "withheld":
        return [0, *range(k, 2 * MOST + k)]
    return [true[name] or 0]


@st.composite
def years(draw: st.DrawFn) -> dict[str, int | None]:
    asked = draw(st.integers(0, MOST))
    advised = draw(st.integers(0, asked))
    without = draw(st.one_of(st.just(asked - advised), st.integers(0, asked - advised)))
    true = counts(
        asked=asked,
        advised=advised,
        without_answer=without,
        binding=draw(st.integers(0, advised)),
        passed_on=draw(st.one_of(st.integers(0, without), st.integers(0, asked))),
    )
    for name in draw(st.sets(st.sampled_from(COUNTS), max_size=3)):
        true[name] = None
    return true


@settings(max_examples=150, deadline=None)
@given(true=years(), k=st.integers(3, 5))
def test_no_small_count_follows_from_what_is_shown(true: dict[str, int | None], k: int) -> None:
    said = states(true, k=k)
    for name in COUNTS:
        assert (said[name] == "not_kept") is (true[name] is None)
        if said[name] == "exact":
            assert not 0 < (true[name] or 0) < k
    for whole, parts in RELATIONS:
        names = (whole, *parts)
        if any(true[name] is None for name in names) or sum(true[name] or 0 for name in parts) > (true[whole] or 0):
            continue
        adds_up = sum(true[name] or 0 for name in parts) == true[whole]
        known = [
            found
            for found in product(*(could_be(name, said, true, k) for name in names))
            if (found[0] == sum(found[1:]) if adds_up else found[0] >= sum(found[1:]))
        ]
        for place, name in enumerate(names):
            if said[name] in ("few", "withheld"):
                assert len({found[place] for found in known}) > 1, (name, said)
        if not adds_up and (true[whole] or 0) - sum(true[name] or 0 for name in parts) < k:
            assert len({found[0] - sum(found[1:]) for found in known}) > 1, (names, said)


@pytest.mark.parametrize(
    ("true", "left_out"),
    [
        (counts(asked=40, advised=30, binding=10, without_answer=10, passed_on=0), {}),
        (counts(asked=40, advised=36, without_answer=4), {"without_answer": "few", "advised": "withheld"}),
        (counts(asked=40, advised=30, binding=28, without_answer=10), {"binding": "withheld"}),
        (counts(asked=60, advised=48, binding=2, without_answer=12), {"binding": "few"}),
        (counts(advised=20, binding=3), {"binding": "few"}),
        (counts(asked=4, advised=4), {"asked": "few", "advised": "few"}),
    ],
)
def test_only_what_has_to_be_is_left_out(true: dict[str, int | None], left_out: dict[str, str]) -> None:
    said = states(true, k=5)
    assert {name: state for name, state in said.items() if state in ("few", "withheld")} == left_out
