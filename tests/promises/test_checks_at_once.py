"""The privacy check at the same moment as a change of its text: what others read is what passed, and nothing typed is lost."""

from typing import Any

import pytest

from casestudies import actions, texts
from casestudies.actions.checks import Replacement
from casestudies.actions.widening import valid_pass
from casestudies.models import CaseStudyPage, PrivacyCheck
from casestudies.models.reading import readings
from tests.factories.casestudies import make_case
from tests.factories.checks import agreed, digest_of, fresh, passed
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LATER = "latertoegevoegd"


@pytest.fixture
def case(foodvalley: Any, table_circle: Any, case_owner: Any) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)


def editing(case: CaseStudyPage, words: str) -> Any:
    return lambda: actions.edit_case_part(case, part="about", user=case.owner, summary=words)


def test_what_comes_out_is_what_passed(case: CaseStudyPage, case_owner: Any, participant: Any, outsider: Any) -> None:
    agreed(case, owner=case_owner, reader=participant)
    checked = texts.own_digest(fresh(case).get_latest_revision_as_object())
    point = case.decision_points.get()
    at_once(
        editing(case, LATER),
        lambda: actions.widen_case(case, audience_key="public", user=case_owner),
        lambda: actions.add_addendum(point, text=LATER, user=case_owner),
        lambda: actions.widen_case(case, audience_key="public", user=case_owner),
    )
    now = fresh(case)
    if now.is_wide:
        assert texts.own_digest(now) == checked
        shown = readings(now, user=outsider)["points"]
        assert LATER not in str([addendum.text for point in shown for addendum in point.addenda.all()])
    assert now.get_latest_revision_as_object().summary == LATER


def test_a_pass_at_the_moment_of_a_change_is_of_one_of_the_two_texts(case: CaseStudyPage, case_owner: Any) -> None:
    shown = digest_of(case)
    at_once(
        editing(case, LATER),
        lambda: actions.pass_check(case, digest=shown, user=case_owner),
        lambda: actions.pass_check(case, digest=shown, user=case_owner),
    )
    assert valid_pass(case) is None
    assert {check.digest for check in PrivacyCheck.objects.passed()} <= {shown}
    assert fresh(case).get_latest_revision_as_object().summary == LATER


def test_two_who_replace_at_once_lose_nothing(foodvalley: Any, table_circle: Any, case_owner: Any) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, situation="Fatima belde Mohammed.")
    shown = digest_of(case)
    spans = {"[moeder]": (0, 6), "[oom]": (13, 21)}

    def replacing(label: str) -> Any:
        one = Replacement("situation", *spans[label], kind="person", label=label)
        return lambda: actions.replace_in_case(case, replacements=[one], digest=shown, user=case_owner)

    came = at_once(*map(replacing, spans))
    assert refused(came) == 1
    assert fresh(case).get_latest_revision_as_object().situation in {"[moeder] belde Mohammed.", "Fatima belde [oom]."}


def test_the_second_reader_agrees_to_what_was_read(case: CaseStudyPage, case_owner: Any, participant: Any) -> None:
    passed(case, case_owner)
    check = actions.ask_second_reader(case, reader=participant, user=case_owner)
    shown = digest_of(case)

    def agree() -> PrivacyCheck:
        return actions.read_second_time(check, agreed=True, remark="", digest=shown, user=participant)

    came = at_once(agree, editing(case, LATER), agree)
    assert refused([came[0], came[2]]) >= 1
    came = at_once(lambda: actions.widen_case(case, audience_key="public", user=case_owner))
    assert (refused(came), fresh(case).is_wide) == (1, False)
