"""Who had a hand in a text does not read it a second time, and who is asked to judge a case is not told first how it went."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.test import Client

from casestudies import actions, texts
from casestudies.checking import marks_in
from casestudies.models import CaseStudyPage, NowRecord, Outcome
from casestudies.states import WriterRole
from regions.models import Circle, Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import NOW, OUTCOME, POINT, SAID, make_case, make_reflection
from tests.factories.checks import passed

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    return make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        disclosed=True,
        outcome=OUTCOME,
        now=NOW,
    )


def readied(case: CaseStudyPage, owner: User) -> CaseStudyPage:
    actions.lock_then(case, user=owner)
    return actions.share_case(case, user=owner)


def test_who_wrote_a_decision_and_took_leave_does_not_read_it_again(
    draft: CaseStudyPage, case_owner: User, participant: User, facilitator: User
) -> None:
    writer = actions.ask_along(draft, person=participant, role=WriterRole.CO_WRITER, user=case_owner)
    actions.add_decision_point(draft, user=participant, **POINT)
    actions.take_leave(writer, user=case_owner)
    case = readied(draft, case_owner)
    passed(case, case_owner)
    with pytest.raises(IllegalMove):
        actions.ask_second_reader(case, reader=participant, user=case_owner)
    actions.ask_second_reader(case, reader=facilitator, user=case_owner)


def test_who_made_its_check_and_took_leave_neither(draft: CaseStudyPage, case_owner: User, participant: User) -> None:
    writer = actions.ask_along(draft, person=participant, role=WriterRole.CO_WRITER, user=case_owner)
    passed(draft, participant)
    actions.take_leave(writer, user=case_owner)
    case = readied(draft, case_owner)
    actions.edit_case_part(case, part="about", user=case_owner, summary="Een zin erbij.")
    passed(case, case_owner)
    with pytest.raises(IllegalMove):
        actions.ask_second_reader(case, reader=participant, user=case_owner)


@pytest.mark.parametrize("role", WriterRole)
def test_who_is_along_and_asked_to_judge_is_not_told_first(
    role: WriterRole,
    draft: CaseStudyPage,
    case_owner: User,
    colleagues: list[User],
    facilitator: User,
    participant: User,
    client_of: Callable[[User], Client],
) -> None:
    case = readied(draft, case_owner)
    make_reflection(case, respondents=colleagues, user=facilitator)
    actions.ask_along(case, person=participant, role=role, user=case_owner)
    client, base = client_of(participant), f"/casussen/{case.pk}"
    for path in (case.url, f"{base}/", f"{base}/schrijven/afloop/", f"{base}/afloop/", f"{base}/versies/"):
        page = client.get(path).content.decode()
        assert (OUTCOME in page, NOW in page) == (False, False), path
    assert not Outcome.objects.readable_by(participant).exists()
    assert not NowRecord.objects.readable_by(participant).exists()
    assert Outcome.objects.readable_by(case_owner).exists()


def test_who_still_judges_alone_does_not_read_how_others_judged_before(
    draft: CaseStudyPage,
    case_owner: User,
    colleagues: list[User],
    facilitator: User,
    participant: User,
    client_of: Callable[[User], Client],
) -> None:
    case = readied(draft, case_owner)
    earlier = make_reflection(case, respondents=colleagues[1:], user=facilitator, closed=True, why=SAID)
    path = f"/casussen/reflecties/{earlier.pk}/"
    assert SAID in client_of(participant).get(path).content.decode()
    make_reflection(case, respondents=colleagues, user=facilitator)
    page: Any = client_of(participant).get(path)
    assert (page.status_code, SAID in page.content.decode()) == (200, False)


def test_a_locked_then_is_not_rewritten_by_way_of_the_check(draft: CaseStudyPage, case_owner: User) -> None:
    """Whatever is given as a name is found as one, and could be replaced by its opposite."""
    case = readied(draft, case_owner)
    parts = texts.latest_texts(case)
    mark = next(one for one in marks_in(parts, known_names=["beter"]) if one.text == "beter")
    said = {"key": mark.part.key, "start": mark.start, "end": mark.end, "kind": mark.kind}
    for label, refused in (("slechter", True), ("[naam] slechter", True), ("[naam]", False)):
        replacements = [actions.checks.Replacement(**said, label=label)]
        with pytest.raises(IllegalMove) if refused else nullcontext():
            actions.replace_in_case(
                case, replacements=replacements, digest=texts.digest(parts), user=case_owner, known_names=["beter"]
            )
    assert case.decision_points.get().known == "Het ging op school iets [naam]."


def test_a_text_that_was_sent_back_reaches_nobody_outside(
    draft: CaseStudyPage, case_owner: User, participant: User
) -> None:
    case = readied(draft, case_owner)
    passed(case, case_owner)
    check = actions.ask_second_reader(case, reader=participant, user=case_owner)
    actions.read_second_time(
        check, agreed=False, remark="Het tweede besluit zegt te veel.", digest=check.digest, user=participant
    )
    for audience in ("members", "public"):
        with pytest.raises(IllegalMove):
            actions.widen_case(case, audience_key=audience, user=case_owner)
    assert not CaseStudyPage.objects.get(pk=case.pk).is_wide
