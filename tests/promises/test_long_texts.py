"""Texts of a length that nobody writes are refused, on every screen for long texts, and what was typed is still there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import CaseStudyPage
from lessons.forms import UptakeForm
from lessons.models import LessonPage
from regions.audience import PUBLIC
from regions.forms import LONGEST_TEXT
from regions.models import User
from tests.factories.casestudies import POINT, answer_data, make_case, make_reflection
from tests.factories.learningtables import make_report, make_session, make_table
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]
FITS, TOO_LONG = "w" * LONGEST_TEXT, "v" * (LONGEST_TEXT + 1)


@pytest.fixture
def case(foodvalley: Any, table_circle: Any, case_owner: User) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table_circle, owner=case_owner)


def is_refused(client: Client, path: str, data: dict[str, Any], *, name: str, longest: int = LONGEST_TEXT) -> None:
    response = client.post(path, {**data, name: TOO_LONG}, headers={"Accept-Language": "en"})
    page = response.content.decode()
    assert response.status_code == 200
    assert f"This text has {LONGEST_TEXT + 1} characters and at most {longest} fit here." in page
    assert TOO_LONG in page
    assert f'maxlength="{longest}"' not in page


@pytest.mark.parametrize(
    ("step", "name"), [("situatie", "situation"), ("perspectieven", "parent"), ("perspectieven", "rows-0-text")]
)
def test_of_a_case(case: CaseStudyPage, case_owner: User, client_of: ClientOf, step: str, name: str) -> None:
    path = reverse("casestudies:write", args=[case.pk, step])
    client = client_of(case_owner)
    version = client.get(path).context["form"]["version"].value()
    rows = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-perspective": "parent"}
    is_refused(client, path, {"version": version, **rows}, name=name)
    told = client.post(path, {"version": version, **rows, name: TOO_LONG}, headers={"X-Autosave": "1"})
    assert told.status_code == 400 and str(LONGEST_TEXT) in told.json()["error"]


def test_a_text_that_just_fits_is_kept(case: CaseStudyPage, case_owner: User, client_of: ClientOf) -> None:
    path = reverse("casestudies:write", args=[case.pk, "situatie"])
    client = client_of(case_owner)
    version = client.get(path).context["form"]["version"].value()
    assert client.post(path, {"version": version, "situation": FITS}).status_code == 302
    assert CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().situation == FITS


def test_of_its_decisions_and_what_came_of_them(case: CaseStudyPage, case_owner: User, client_of: ClientOf) -> None:
    client, point = client_of(case_owner), case.decision_points.get()
    is_refused(client, reverse("casestudies:decision_new", args=[case.pk]), POINT, name="known")
    is_refused(
        client, reverse("casestudies:now", args=[case.pk, point.pk]), {"happened": "Het liep."}, name="known_now"
    )
    is_refused(client, reverse("casestudies:outcome", args=[case.pk]), {}, name="text")


def test_of_an_addendum_and_an_answer(
    foodvalley: Any, table_circle: Any, case_owner: User, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    point = case.decision_points.get()
    is_refused(client_of(case_owner), reverse("casestudies:addendum", args=[case.pk, point.pk]), {}, name="text")
    reflection = make_reflection(case, respondents=[participant], user=facilitator)
    path = reverse("casestudies:answer", args=[reflection.pk, point.pk])
    is_refused(client_of(participant), path, answer_data(), name="why")


def test_of_a_lesson(foodvalley: Any, table_circle: Any, facilitator: User, client_of: ClientOf) -> None:
    path = reverse("lessons:write", args=[table_circle.pk])
    said = {"title": "Bel eerst", "direction": "change", "loop": "single", "certainty": "one_case"}
    is_refused(client_of(facilitator), path, {**said, "lead_region": foodvalley.pk}, name="why")
    assert not LessonPage.objects.exists()


def test_of_what_was_done_with_a_lesson(foodvalley: Any, foodvalley_coordinator: User, client_of: ClientOf) -> None:
    lesson = LessonFactory(region=foodvalley, audience_key=PUBLIC)
    path = reverse("lessons:uptake", args=[lesson.pk])
    data = {"region": foodvalley.pk, "status": "trying"}
    is_refused(client_of(foodvalley_coordinator), path, data, name="note", longest=UptakeForm.longest)


def test_of_a_report_and_of_minutes(
    foodvalley: Any, table_circle: Any, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    session = make_session(table, user=facilitator, held=True, present=[facilitator, participant])
    report = make_report(session, user=facilitator)
    client = client_of(facilitator)
    is_refused(client, reverse("learningtables:report", args=[session.pk]), {"version": report.version}, name="body")
    minutes = reverse("learningtables:write_minutes", args=[session.pk, 0])
    is_refused(client, minutes, {"version": ""}, name="body")
