"""A test that says something is not found must have an index in which it could have been."""

import pytest

from tests.choosing import HERE, searches


@pytest.mark.once
@pytest.mark.parametrize(
    ("module", "kept"),
    [
        ("visitations/test_leaks.py", True),
        ("visitations/test_judging.py", True),  # walks the addresses of test_leaks
        ("visitations/test_self_evaluation.py", True),
        ("browser/test_round.py", True),
        ("regions/test_invitations.py", False),  # names a regular expression's search only
    ],
)
def test_an_index_is_kept_for_who_searches_or_has_a_helper_search(module: str, kept: bool) -> None:
    assert searches(HERE / module) is kept
