"""A lesson's life: every move of the table through its screen, and no other; and where a retired one leads."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from lessons import actions, due
from lessons.models import LessonPage, LessonReview
from lessons.states import LESSON_MOVES, LessonStatus, RetireReason
from regions.audience import PUBLIC
from regions.states import IllegalMove
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.lessons.living import fresh, in_days, lesson_in, make_lesson

pytestmark = pytest.mark.once


@pytest.fixture
def born(facilitator: Any, foodvalley: Any, table_circle: Any) -> Any:
    def make(status: str = LessonStatus.PUBLISHED, **fields: Any) -> LessonPage:
        return lesson_in(status, facilitator, foodvalley, table_circle, **fields)

    return make


def move(client: Any, lesson: LessonPage, to: str) -> Any:
    """By the door that leads to ``to``."""
    at = f"/lessen/{lesson.pk}/"
    if to == LessonStatus.RETIRED:
        return client.post(f"{at}intrekken/", {"retired_for": "not_true", "because": "Het klopt niet meer."})
    if to != LessonStatus.PUBLISHED:
        doors = {
            LessonStatus.DRAFT: "terug-naar-concept",
            LessonStatus.AGREED: "vaststellen",
            LessonStatus.UNDER_REVIEW: "opnieuw-vragen",
        }
        return client.post(f"{at}{doors[LessonStatus(to)]}/")
    review = LessonReview.objects.running().filter(lesson=lesson).first()
    if review is None:
        return client.post(f"{at}publiceren/", {"audience_key": "public"})
    said = {"outcome": "holds", "conclusion": "Het klopt nog.", "review_on": in_days(365)}
    return client.post(f"/lessen/opnieuw-gevraagd/{review.pk}/afronden/", said)


@pytest.mark.parametrize("frm", LessonStatus)
def test_every_move_of_the_table_and_no_other(frm: str, born: Any, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    standing = born(frm)
    for to in set(LessonStatus) - LESSON_MOVES[frm]:
        move(client, standing, to)
        assert fresh(standing).status == frm, f"{frm} -> {to}"
    for to in sorted(LESSON_MOVES[frm]):
        lesson = born(frm)
        move(client, lesson, to)
        assert fresh(lesson).status == to, f"{frm} -> {to}"


def test_a_successor_is_found_among_all_that_one_may_read(
    born: Any, zeeland: Any, twente: Any, facilitator: Any, client_of: Any
) -> None:
    theme = ThemeFactory()
    lesson = born(themes=[theme])
    elsewhere = LessonFactory(region=zeeland, title="Schrijf het plan samen met ouders")
    LessonFactory(region=twente, title="Schrijf het plan samen in kringen", audience_key=twente.circle.audience_key)
    same_theme = LessonFactory(region=twente, title="Vraag het na", themes=[theme])
    client, at = client_of(facilitator), f"/lessen/{lesson.pk}/intrekken/"
    offered = client.get(at).content.decode()
    assert (same_theme.title in offered, elsewhere.title in offered) == (True, False)
    assert ("Geen andere les" in offered, "None" in offered) == (True, False)
    typed = {"retired_for": "superseded", "because": "Samen werkt beter.", "words": "plan samen"}
    found = client.post(at, {**typed, "find": "1"}).content.decode()
    assert (elsewhere.title in found, "kringen" in found, "Samen werkt beter." in found) == (True, False, True)
    assert fresh(lesson).status == LessonStatus.PUBLISHED
    assert "Samen werkt beter." in client.post(at, typed).content.decode()  # refused: no successor, nothing lost
    assert fresh(lesson).status == LessonStatus.PUBLISHED
    client.post(at, {**typed, "replaced_by": elsewhere.pk})
    retired = fresh(lesson)
    assert (retired.replaced_by, retired.retired_on, retired.retired_for) == (
        elsewhere,
        timezone.localdate(),
        RetireReason.SUPERSEDED,
    )


def test_the_old_address_says_why_and_leads_to_the_last_of_a_chain(born: Any, facilitator: Any, visitor: Any) -> None:
    first, second, third = (born(title=title) for title in ("Bel eerst", "Bel en schrijf", "Schrijf samen"))
    actions.retire_lesson(first, because="Er is een betere.", replaced_by=second, user=facilitator)
    actions.retire_lesson(fresh(second), because="Nog beter.", replaced_by=third, user=facilitator)
    page = visitor.get(first.get_url()).content.decode()
    assert ("Er is een betere." in page, third.get_url() in page, second.get_url() in page) == (True, True, False)


def test_no_circle_of_successors(born: Any, facilitator: Any, client_of: Any) -> None:
    one, other = born(title="Een"), born(title="Ander")
    actions.retire_lesson(one, because="Weg.", replaced_by=other, user=facilitator)
    with pytest.raises(IllegalMove):
        actions.retire_lesson(fresh(other), because="Weg.", replaced_by=fresh(one), user=facilitator)
    said = {"retired_for": "superseded", "because": "Weg.", "replaced_by": one.pk}
    client_of(facilitator).post(f"/lessen/{other.pk}/intrekken/", said)
    assert fresh(other).status == LessonStatus.PUBLISHED


def test_past_its_day_it_says_so_and_its_owner_hears_monthly(
    born: Any, facilitator: Any, visitor: Any, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    lesson = born(review_on=in_days(-1))
    told = []
    for day in range(0, 70):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            due.remind_of_review(lesson, moment=timezone.now() + datetime.timedelta(days=day))
        told += [day] * (len(mail.outbox) - before)
    assert told == [0, 30, 60]
    letter = mail.outbox[0]
    assert letter.to == [facilitator.email]
    assert (lesson.title in letter.body, f"/lessen/{lesson.pk}/" in letter.body) == (False, True)
    LessonFactory(region=lesson.lead_region, review_on=in_days(1))
    cards = visitor.get("/lessen/").context["object_list"]
    marked = [card.meta for card in cards if card.meta]
    assert (len(cards), len(marked)) == (2, 1)
    assert marked[0] in visitor.get("/lessen/").content.decode()
    assert f"/lessen/{lesson.pk}/" in client_of(facilitator).get("/").content.decode()


def test_when_the_owner_left_the_region_hears(
    born: Any, facilitator: Any, foodvalley_coordinator: Any, django_capture_on_commit_callbacks: Any
) -> None:
    lesson = born(review_on=in_days(0))
    type(facilitator).objects.filter(pk=facilitator.pk).update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        due.run_due()
        due.run_due()
    assert [letter.to for letter in mail.outbox] == [[foodvalley_coordinator.email]]
    assert fresh(lesson).review_reminded_at is not None


def test_who_does_not_work_on_it_moves_nothing(
    facilitator: Any,
    foodvalley: Any,
    table_circle: Any,
    coordinator: Any,
    participant: Any,
    outsider: Any,
    client_of: Any,
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    for person in (coordinator, participant, outsider):
        client = client_of(person)
        for door in ("opnieuw-vragen", "intrekken", "samenvoegen", "terug-naar-concept"):
            assert client.post(f"/lessen/{lesson.pk}/{door}/").status_code in {403, 404}
    assert fresh(lesson).status == LessonStatus.PUBLISHED


def test_what_is_looked_at_again_is_not_published_past_it(born: Any, facilitator: Any, client_of: Any) -> None:
    lesson = born()
    review = actions.ask_again(lesson, user=facilitator)
    draft = fresh(lesson)
    draft.summary = "Een nieuwere tekst."
    draft.save_revision(user=facilitator)
    client_of(facilitator).post(f"/lessen/{lesson.pk}/publiceren/", {"audience_key": PUBLIC, "sure": "on"})
    with pytest.raises(IllegalMove):
        actions.publish_lesson(fresh(lesson), audience_key=PUBLIC, user=facilitator)
    assert fresh(lesson).status == LessonStatus.UNDER_REVIEW
    assert fresh(lesson).get_latest_revision_as_object().summary == "Een nieuwere tekst."
    assert LessonReview.objects.running().get() == review
