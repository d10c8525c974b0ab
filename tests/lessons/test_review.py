"""The central question asked again of a lesson: alone first, then all at once, then an outcome."""

import datetime
import json
import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from lessons import actions, due
from lessons.models import LessonPage, LessonReview, ReviewAnswer
from lessons.states import LessonStatus, ReviewOutcome, ReviewState, UptakeStatus
from regions.states import IllegalMove
from tests.lessons.living import edit, fresh, in_days, make_lesson

pytestmark = pytest.mark.once

SECRET = "GEHEIMWOORD over de wachtlijst"
SAID = {"same_choice": "partly", "why": SECRET, "what_now": f"{SECRET}, dus bellen we eerder"}


@pytest.fixture
def lesson(facilitator: Any, foodvalley: Any, table_circle: Any, coordinator: Any, zeeland: Any) -> LessonPage:
    """Adopted in Zeeland."""
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    actions.report_uptake(lesson, region=zeeland, status=UptakeStatus.ADOPTED, user=coordinator)
    return fresh(lesson)


@pytest.fixture
def review(lesson: LessonPage, facilitator: Any) -> LessonReview:
    return actions.ask_again(lesson, user=facilitator)


def at(review: LessonReview) -> str:
    return f"/lessen/opnieuw-gevraagd/{review.pk}/"


def test_one_click_asks_who_stands_behind_it_and_who_works_with_it(
    lesson: LessonPage,
    facilitator: Any,
    foodvalley_coordinator: Any,
    coordinator: Any,
    host: Any,
    client_of: Any,
    visitor: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(facilitator).post(f"/lessen/{lesson.pk}/opnieuw-vragen/")
    review = LessonReview.objects.get()
    assert (answer.url, fresh(lesson).status) == (at(review), LessonStatus.UNDER_REVIEW)
    assert {letter.to[0] for letter in mail.outbox} == {foodvalley_coordinator.email, coordinator.email}
    assert all(lesson.title not in letter.body and at(review) in letter.body for letter in mail.outbox)
    for person in (facilitator, foodvalley_coordinator, coordinator):
        assert at(review) in client_of(person).get("/").content.decode()
    assert client_of(host).get(at(review)).status_code == 403  # coordinates nothing that works with it
    assert visitor.get(lesson.get_url()).status_code == 200


def test_an_answer_needs_its_second_half_and_can_be_changed(
    review: LessonReview, coordinator: Any, zeeland: Any, client_of: Any
) -> None:
    client = client_of(coordinator)
    refused = client.post(at(review), {**SAID, "what_now": ""})
    assert (refused.status_code, SECRET in refused.content.decode(), review.answers.count()) == (200, True, 0)
    client.post(at(review), SAID)
    client.post(at(review), {**SAID, "same_choice": "same"})
    only = ReviewAnswer.objects.get()
    assert (only.same_choice, only.region, only.what_now) == ("same", zeeland, "")


def test_nobody_gets_anothers_answer_before_they_are_opened(
    review: LessonReview,
    lesson: LessonPage,
    facilitator: Any,
    foodvalley_coordinator: Any,
    coordinator: Any,
    editor: Any,
    admin: Any,
    client_of: Any,
) -> None:
    client_of(coordinator).post(at(review), SAID)
    pages = [at(review), f"{at(review)}afronden/", f"/lessen/{lesson.pk}/", lesson.get_url(), "/"]
    pages += [f"/lessen/{lesson.pk}/versies/", f"/lessen/{lesson.pk}/kaart/", "/lessen/?formaat=json"]
    pages += ["/admin/reports/site-history/", f"/admin/pages/{lesson.pk}/history/", f"/admin/pages/{lesson.pk}/edit/"]
    for person in (facilitator, foodvalley_coordinator, editor, admin):
        assert not ReviewAnswer.objects.filter(review=review).readable_by(person).exists()
        for page in pages:
            assert "GEHEIMWOORD" not in client_of(person).get(page).getvalue().decode(), (person, page)
    shown = client_of(facilitator).get(at(review))
    assert (shown.context["answered"], shown.context["asked"], shown.context["answers"]) == (1, 3, [])
    assert SECRET in client_of(coordinator).get(at(review)).content.decode()
    logged = [json.dumps(entry.data) for model in (PageLogEntry, ModelLogEntry) for entry in model.objects.all()]
    assert not [entry for entry in logged if "GEHEIMWOORD" in entry or "partly" in entry]


def test_opened_all_who_were_asked_read_all_and_nothing_changes_any_more(
    review: LessonReview, facilitator: Any, coordinator: Any, foodvalley_coordinator: Any, client_of: Any
) -> None:
    client_of(coordinator).post(at(review), SAID)
    assert client_of(coordinator).post(f"{at(review)}openen/").status_code == 403
    client_of(facilitator).post(f"{at(review)}openen/")
    for person in (facilitator, foodvalley_coordinator):
        page = client_of(person).get(at(review)).content.decode()
        assert (SECRET in page, "Zeeland" in page) == (True, True)
    late = client_of(foodvalley_coordinator).post(at(review), {"same_choice": "same", "why": "Te laat"})
    assert (late.status_code, "Te laat" in late.content.decode()) == (200, True)
    assert review.answers.count() == 1


def test_before_they_are_opened_it_is_told_how_many_answered(
    review: LessonReview, facilitator: Any, coordinator: Any, client_of: Any
) -> None:
    client_of(coordinator).post(at(review), SAID)
    asking = client_of(facilitator).get(at(review)).content.decode()
    folded = next(part for part in asking.split("<details")[1:] if f"{at(review)}openen/" in part)
    assert re.search(r"1 van de \d heeft geantwoord", folded.split("</details>")[0])


def test_after_its_day_it_opens_by_itself(review: LessonReview) -> None:
    review.refresh_from_db()
    noon = timezone.now()
    due.open_overdue(noon + (review.answer_by - timezone.localdate()))
    assert LessonReview.objects.get().state == ReviewState.ASKED
    due.open_overdue(noon + (review.answer_by - timezone.localdate()) + datetime.timedelta(days=1))
    assert LessonReview.objects.get().state == ReviewState.OPENED


def test_a_region_without_a_name_answers_without_one(
    lesson: LessonPage, facilitator: Any, coordinator: Any, zeeland: Any, foodvalley_coordinator: Any, client_of: Any
) -> None:
    actions.report_uptake(
        lesson, region=zeeland, status=UptakeStatus.ADAPTED, note="Anders.", is_named=False, user=coordinator
    )
    review = actions.ask_again(fresh(lesson), user=facilitator)
    client_of(coordinator).post(at(review), SAID)
    client_of(facilitator).post(f"{at(review)}openen/")
    page = client_of(foodvalley_coordinator).get(at(review))
    assert (SECRET in page.content.decode(), [one.who for one in page.context["answers"]]) == (True, [""])
    assert "Zeeland" not in page.content.decode()


def test_revised_goes_by_the_edit_form_and_holds_gets_a_new_day(
    review: LessonReview, lesson: LessonPage, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    said = {"outcome": "revised", "conclusion": "Eerder bellen.", "review_on": in_days(200)}
    client.post(f"{at(review)}afronden/", said)
    assert LessonReview.objects.get().state == ReviewState.ASKED  # the words are still the same
    edit(client, fresh(lesson), why="Drie keer paste het plan niet.", what_changed="Een derde keer.")
    client.post(f"{at(review)}afronden/", {**said, "review_on": in_days(0)})
    assert fresh(lesson).status == LessonStatus.UNDER_REVIEW  # a day that is no day to come
    client.post(f"{at(review)}afronden/", said)
    concluded = LessonReview.objects.get()
    assert (concluded.outcome, fresh(lesson).status, fresh(lesson).review_on) == (
        ReviewOutcome.REVISED,
        LessonStatus.PUBLISHED,
        in_days(200),
    )
    assert "Eerder bellen." in visitor.get(lesson.get_url()).content.decode()


def test_other_words_are_said_where_the_review_ends(
    review: LessonReview, lesson: LessonPage, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    client, door = client_of(facilitator), f"{at(review)}afronden/"
    form = client.get(door).context["form"]
    words = {name: form[name].value() for name in ("title", "why", "conditions", "version")}
    said = {"conclusion": "Eerder bellen.", "review_on": in_days(200)}
    refused = client.post(door, {**words, **said, "why": "", "outcome": "revised"})
    assert set(refused.context["form"].errors) == {"why"}
    refused = client.post(door, {**words, **said, "why": "Nieuw waarom.", "outcome": "holds"})
    assert set(refused.context["form"].errors) == {"outcome"} and "Nieuw waarom." in refused.content.decode()
    edit(client, fresh(lesson), why="Van een ander.", what_changed="Tussendoor.")
    stale = client.post(door, {**words, **said, "why": "Nieuw waarom.", "outcome": "revised"})
    assert (stale.status_code, fresh(lesson).why) == (409, "Van een ander.")
    assert "Van een ander." in stale.content.decode() and "Nieuw waarom." in stale.content.decode()
    again = {**words, "version": stale.context["form"]["version"].value()}
    client.post(door, {**again, **said, "why": "Nieuw waarom.", "outcome": "revised"})
    newest = fresh(lesson).versions.own().first()
    assert newest is not None and (newest.why, newest.what_changed) == ("Nieuw waarom.", "Eerder bellen.")
    assert (fresh(lesson).status, LessonReview.objects.get().outcome) == (LessonStatus.PUBLISHED, ReviewOutcome.REVISED)
    page = visitor.get(lesson.get_url()).content.decode()
    assert "Nieuw waarom." in page and "Van een ander." not in page


def test_retired_ends_the_question(review: LessonReview, lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    with pytest.raises(IllegalMove):
        actions.conclude_review(review, outcome=ReviewOutcome.RETIRED, conclusion="Weg.", user=facilitator)
    client_of(facilitator).post(f"/lessen/{lesson.pk}/intrekken/", {"retired_for": "rules", "because": "Nieuwe wet."})
    assert LessonReview.objects.get().outcome == ReviewOutcome.RETIRED
