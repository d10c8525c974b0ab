"""A report in the index follows the cases it tells of."""

from typing import Any

import pytest
from wagtail.search.backends import get_search_backend

from casestudies import actions as case_actions
from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage
from regions.audience import MEMBERS
from regions.models import User
from tests.factories.checks import passed
from tests.factories.learningtables import make_report, make_session

pytestmark = pytest.mark.once
WORD = "vuurtorenwoord"


def found() -> list[int]:
    return [page.pk for page in get_search_backend().search(WORD, SessionPage.objects.all())]


def test_it_goes_when_the_case_goes_back_to_its_circle(
    table: LearningTablePage,
    case: CaseStudyPage,
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    session = make_session(table, user=facilitator, cases=[case], held=True, present=[facilitator, participant])
    session.audience_key = MEMBERS
    session.save()
    report = make_report(session, user=facilitator, body=WORD)
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish_report(report, version=report.version, user=facilitator)
    assert found() == []
    passed(case, case_owner)
    with django_capture_on_commit_callbacks(execute=True):
        case_actions.widen_case(case, audience_key=MEMBERS, user=case_owner)
    assert found() == [session.pk]
    with django_capture_on_commit_callbacks(execute=True):
        client_of(case_owner).post(f"/casussen/{case.pk}/lezers/terug/")
    assert found() == []
