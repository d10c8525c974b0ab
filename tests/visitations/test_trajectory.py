import pytest

from visitations.states import Stage


@pytest.mark.parametrize("stage", Stage)
def test_reaches(stage, visitation_at):
    v = visitation_at(stage)
    v.refresh_from_db()
    assert v.stage == stage
