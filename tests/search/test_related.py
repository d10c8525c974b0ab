"""What stands near a page: on every kind of content page, and where people write and prepare."""

import shutil
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lessons.models import LessonPage
from lessons.states import LessonStatus
from search.related import related
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.regions import UserFactory
from tests.factories.visitations import People, visitation
from visitations.states import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

NEAR, HIDDEN = "Bel een gezin elke week zolang het wacht", "Zeepaardjes bellen gezinnen"


@pytest.fixture
def waiting() -> Any:
    return ThemeFactory(name="Wachtlijsten", slug="wachtlijsten")


@pytest.fixture
def near(twente: Any, waiting: Any) -> LessonPage:
    return LessonFactory(region=twente, title=NEAR, themes=[waiting])


@pytest.fixture
def others(foodvalley: Any, table_circle: Any, waiting: Any) -> None:
    """Beside the near one: one in a circle, one that was retired, and one about something else."""
    LessonFactory(region=foodvalley, title=HIDDEN, themes=[waiting], audience_key=table_circle.audience_key)
    LessonFactory(region=foodvalley, title="Oude wachtlijsten opschonen", themes=[waiting], status=LessonStatus.RETIRED)
    LessonFactory(region=foodvalley, title="Fruit op de vergadertafel", why="Voor wie van appels houdt.")


def test_a_lesson_shows_what_is_near_and_may_be_read(
    visitor: Client, foodvalley: Any, waiting: Any, near: LessonPage, others: None
) -> None:
    lesson = LessonFactory(region=foodvalley, title="Zeg een gezin hoe lang de wachtlijst is", themes=[waiting])
    page = visitor.get(lesson.url).content.decode()
    assert NEAR in page and HIDDEN not in page and "appels" not in page
    assert lesson.pk not in {one.pk for one in related(lesson, user=UserFactory())}


def test_what_holds_no_more_comes_after_all_that_does(
    foodvalley: Any, waiting: Any, near: LessonPage, others: None
) -> None:
    """However near it is."""
    lesson = LessonFactory(region=foodvalley, title="Oude wachtlijsten opschonen met gezinnen", themes=[waiting])
    found = [one.title for one in related(lesson, user=UserFactory())]
    assert found[-1] == "Oude wachtlijsten opschonen" and NEAR in found


def test_it_costs_the_same_for_one_and_for_many(foodvalley: Any, waiting: Any, near: LessonPage) -> None:
    lesson = LessonFactory(region=foodvalley, title="Bel een gezin op de wachtlijst", themes=[waiting])
    reader = UserFactory()
    related(lesson, user=reader)
    with CaptureQueriesContext(connection) as one:
        assert len(related(lesson, user=reader)) == 1
    for number in range(5):
        LessonFactory(
            region=foodvalley, title=f"Bel een gezin, deel {number}", themes=[waiting], tags=[f"bellen{number}"]
        )
    related(lesson, user=reader)
    with CaptureQueriesContext(connection) as many:
        assert len(related(lesson, user=reader)) == 4
    assert len(many) == len(one)


@pytest.mark.parametrize("engine", ["search.backends.whoosh"], indirect=True)
def test_without_an_index_a_page_is_shown_all_the_same(
    visitor: Client, foodvalley: Any, waiting: Any, near: LessonPage, others: None, index_dir: Any
) -> None:
    lesson = LessonFactory(region=foodvalley, title="Zeg een gezin hoe lang de wachtlijst is", themes=[waiting])
    shutil.rmtree(index_dir, ignore_errors=True)
    answer = visitor.get(lesson.url)
    assert answer.status_code == 200
    assert HIDDEN not in answer.content.decode()


def test_who_is_in_the_circle_is_shown_what_is_inside_it(
    participant: Any, foodvalley: Any, waiting: Any, others: None
) -> None:
    lesson = LessonFactory(region=foodvalley, title="Zeg een gezin hoe lang de wachtlijst is", themes=[waiting])
    assert HIDDEN in {one.title for one in related(lesson, user=participant)}


def test_who_writes_a_case_is_offered_lessons_in_use(
    case_owner: Any, foodvalley: Any, table_circle: Any, waiting: Any, near: LessonPage, others: None
) -> None:
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, title="Een gezin op de wachtlijst", themes=[waiting]
    )
    client = Client()
    client.force_login(case_owner, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/casussen/{case.pk}/").content.decode()
    assert NEAR in page and "Oude wachtlijsten" not in page


def test_every_kind_of_page_shows_them_and_a_committee_at_work_too(
    twente: Any, foodvalley: Any, editor: Any, host: Any, chair: Any, facilitator: Any, table_circle: Any,
    waiting: Any, near: LessonPage,
) -> None:  # fmt: skip
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    session = make_session(table, user=facilitator)
    visited = visitation(twente, People(editor=editor, chair=chair, host=host), stage=Stage.PUBLISHED)
    for page, user in [(table, facilitator), (session, facilitator), (visited, chair), (visited.report, chair)]:
        page = type(page).objects.get(pk=page.pk)
        page.title = "Wachtlijsten en het gezin dat wacht"
        page.themes = [waiting]
        page.save()
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert NEAR in client.get(page.get_url()).content.decode(), page
    working = Client()
    working.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    assert NEAR in working.get(f"/visitaties/{visited.pk}/werkplek/").content.decode()
