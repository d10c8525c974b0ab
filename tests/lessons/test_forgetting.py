"""Words that were taken out of a lesson, where they stay."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from lessons import actions
from lessons.models import LessonPage
from lessons.states import ReviewOutcome
from tests.lessons.living import edit, fresh, make_lesson

pytestmark = pytest.mark.once


@pytest.fixture
def lesson(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle)


def take_out(client: Any, lesson: LessonPage, number: int) -> None:
    version = lesson.versions.get(number=number)
    client.post(f"/lessen/versies/{version.pk}/uithalen/")
    version.refresh_from_db()
    assert version.withdrawn_at


def test_the_conclusion_that_was_what_changed(
    lesson: LessonPage, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    review = actions.ask_again(lesson, user=facilitator)
    actions.open_review(review, user=facilitator)
    actions.conclude_review(
        review,
        outcome=ReviewOutcome.REVISED,
        conclusion="Jansje wilde het anders.",
        user=facilitator,
        review_on=datetime.date(2030, 1, 1),
        words={"why": "Jansje zei het."},
        version=fresh(lesson).latest_revision_id,
    )
    edit(client, fresh(lesson), why="Een ouder zei het.", what_changed="Zonder naam.")
    assert lesson.versions.get(number=2).what_changed == "Jansje wilde het anders."
    take_out(client, lesson, 2)
    assert "Jansje" not in visitor.get(lesson.get_url()).content.decode()


def test_an_unpublished_draft_that_says_more(lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    edit(client, lesson, why="Jansje zei het.", what_changed="Duidelijker.")  # version 2
    draft = fresh(lesson)
    draft.why = "Jansje zei het. En haar moeder ook."
    draft.save_revision(user=facilitator, log_action=True)
    edit(client, fresh(lesson), why="Een ouder zei het.", what_changed="Zonder naam.")  # version 3
    take_out(client, lesson, 2)
    assert not [one.pk for one in lesson.revisions.all() if "Jansje zei het" in str(one.content)]


def test_the_draft_in_hand_that_says_more(lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    edit(client, lesson, why="Jansje zei het.", what_changed="Duidelijker.")
    edit(client, fresh(lesson), why="Een ouder zei het.", what_changed="Zonder naam.")
    draft = fresh(lesson)
    draft.why = "Jansje zei het. En haar moeder ook."
    draft.save_revision(user=facilitator, log_action=True)
    take_out(client, lesson, 2)
    assert not [one.pk for one in lesson.revisions.all() if "Jansje zei het" in str(one.content)]


def test_the_trail_of_a_draft_that_became_it(lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    draft = fresh(lesson)
    draft.title = "Bel Jansje de Vries eerst"
    draft.save_revision(user=facilitator, log_action=True)
    edit(client, fresh(lesson), title="Bel Jansje eerst", what_changed="Duidelijker.")
    edit(client, fresh(lesson), title="Bel eerst de ouders", what_changed="Zonder naam.")
    take_out(client, lesson, 2)
    assert [
        one.label for one in PageLogEntry.objects.filter(page=lesson.pk) if "Jansje" in f"{one.label} {one.data}"
    ] == []


def test_the_address_of_what_the_admin_made_for_everyone(foodvalley: Any, admin: Any, client_of: Any) -> None:
    client = client_of(admin)
    made = client.post(
        reverse("wagtailadmin_pages:add", args=["lessons", "lessonpage", foodvalley.page.pk]),
        {
            "title": "Bel Jansje eerst",
            "slug": "bel-jansje-eerst",
            "why": "Zo.",
            "direction": "change",
            "loop": "single",
            "certainty": "one_case",
            "lead_region": foodvalley.pk,
            "audience_key": "public",
            "date": "2026-01-01",
            "provenance-TOTAL_FORMS": 0,
            "provenance-INITIAL_FORMS": 0,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "confirmed": "on",
            "action-publish": "1",
        },
    )
    assert made.status_code == 302
    lesson = LessonPage.objects.get()
    edit(client, lesson, title="Bel eerst de ouders", what_changed="Zonder naam.")
    take_out(client, lesson, 1)
    assert "jansje" not in fresh(lesson).get_url()


def test_words_that_the_new_ones_begin_with_stay_in_those(lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    edit(client, lesson, title="Bel de ouders", conditions="ja", what_changed="Korter.")  # version 2
    edit(client, fresh(lesson), title="Bel de ouders binnen een dag", conditions="Al jaren.", what_changed="Sneller.")
    draft = fresh(lesson)
    draft.summary = "Ook op vrijdag."
    draft.save_revision(user=facilitator, log_action=True)
    take_out(client, lesson, 2)
    for revision in lesson.revisions.filter(pk__in=[fresh(lesson).live_revision_id, fresh(lesson).latest_revision_id]):
        said = revision.content
        assert (said["title"], said["conditions"]) == ("Bel de ouders binnen een dag", "Al jaren.")
    assert fresh(lesson).get_latest_revision_as_object().summary == "Ook op vrijdag."
