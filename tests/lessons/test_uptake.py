"""What regions do with a lesson: said by who coordinates, kept as history, named or not, and a word against it when it did not
hold."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from lessons.models import Contradiction, LessonPage, Uptake
from lessons.spread import course
from tests.factories.lessons import LessonFactory, UptakeFactory

TODAY = timezone.localdate()


@pytest.fixture
def lesson(foodvalley: Any, facilitator: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, owner=facilitator)


@pytest.fixture
def say(client_of: Any, coordinator: Any, zeeland: Any, lesson: LessonPage) -> Any:
    """Zeeland's word on the lesson, through the form."""

    def said(**words: Any) -> Any:
        typed = {"region": zeeland.pk, "status": "trying", "date": str(TODAY), "is_named": "yes", **words}
        return client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", typed)

    return said


def test_whether_the_region_may_be_named_is_a_choice_of_its_own(say: Any) -> None:
    page = say(is_named="")
    assert page.status_code == 200 and page.context["form"].errors.keys() == {"is_named"}
    assert page.context["form"]["is_named"].initial is None
    say(is_named="no")
    assert Uptake.objects.get().is_named is False


def test_it_began_on_a_day_that_may_have_passed_and_not_on_one_to_come(say: Any) -> None:
    say(date=str(TODAY - datetime.timedelta(days=200)))
    assert Uptake.objects.get().date == TODAY - datetime.timedelta(days=200)
    page = say(status="adopted", date=str(TODAY + datetime.timedelta(days=1)))
    assert "date" in page.context["form"].errors and Uptake.objects.count() == 1


def test_who_adapted_it_says_how_and_nothing_typed_is_lost(say: Any) -> None:
    page = say(status="adapted", result="De wachttijd halveerde.")
    assert "note" in page.context["form"].errors and "De wachttijd halveerde." in page.content.decode()
    say(status="adapted", note="Met de huisarts erbij.")
    assert Uptake.objects.get().note == "Met de huisarts erbij."


def test_the_same_word_twice_is_one_word(say: Any) -> None:
    for _twice in range(2):
        say(note="Wij beginnen in één team.")
    assert Uptake.objects.count() == 1


def test_a_later_word_leaves_the_earlier_one_to_be_read(say: Any, client: Any, lesson: LessonPage) -> None:
    say(date=str(TODAY - datetime.timedelta(days=90)), note="Wij beginnen klein.")
    say(status="adopted", note="Nu overal.")
    page = client.get(lesson.url)
    assert [row.note for row in page.context["uptakes"]] == ["Nu overal."]
    assert "Wij beginnen klein." in page.content.decode()
    [row] = page.context["course"]["rows"]
    assert [span["state"] for span in row["spans"]] == ["trying", "adopted"]


def test_that_it_did_not_hold_stands_against_the_lesson_and_its_owner_hears_of_it(
    say: Any, lesson: LessonPage, facilitator: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        say(status="not_for_us", reason="context", note="Hier is geen huisarts in de buurt.", is_named="no")
    against = Contradiction.objects.get(lesson=lesson)
    assert (against.because, against.is_named) == ("Hier is geen huisarts in de buurt.", False)
    assert [message.to for message in mail.outbox] == [[facilitator.email]]
    assert "huisarts" not in mail.outbox[0].body


def test_the_course_holds_each_word_until_the_next(foodvalley: Any, twente: Any, zeeland: Any) -> None:
    lesson = LessonFactory(region=foodvalley)
    day = datetime.date(2025, 1, 1)
    for region, status, months in ((zeeland, "trying", 0), (zeeland, "adopted", 6), (twente, "recognised", 3)):
        earlier = lesson.uptakes.filter(region=region)
        earlier.update(superseded=True)
        UptakeFactory(lesson=lesson, region=region, status=status, date=day + datetime.timedelta(days=30 * months))
    found = course(lesson.uptakes.select_related("region"), until=datetime.date(2026, 1, 1))
    told = [
        (row["name"], [(one["state"], (one["to"] - one["from"]).days) for one in row["spans"]]) for row in found["rows"]
    ]
    assert told == [("Twente", [("recognised", 275)]), ("Zeeland", [("trying", 180), ("adopted", 185)])]


def test_a_page_costs_the_same_with_many_uptakes(
    client: Any, queries_of: Any, lesson: LessonPage, make_region: Any, zeeland: Any
) -> None:
    UptakeFactory(lesson=lesson, region=zeeland)
    UptakeFactory(lesson=lesson, region=make_region("Ergens", "ergens"), is_named=False)
    few = queries_of(client, lesson.url)
    for number in range(5):
        UptakeFactory(
            lesson=lesson, region=make_region(f"Regio {number}", f"regio-{number}"), is_named=bool(number % 2)
        )
    assert queries_of(client, lesson.url) == few


def test_a_mistaken_word_is_taken_back_within_a_day_and_the_one_before_holds_again(
    say: Any, client_of: Any, coordinator: Any, outsider: Any, foodvalley_coordinator: Any, lesson: LessonPage
) -> None:
    say(note="Wij beginnen klein.")
    say(status="stopped", reason="context", note="Verkeerde les.")
    word = Uptake.objects.current().get()
    door = f"/lessen/opvolging/{word.pk}/terugnemen/"
    assert [client_of(person).post(door).status_code for person in (outsider, foodvalley_coordinator)] == [403, 403]
    assert door in client_of(coordinator).get(f"/lessen/{lesson.pk}/opvolgen/").content.decode()
    client_of(coordinator).post(door)
    assert [(row.status, row.superseded) for row in Uptake.objects.all()] == [("trying", False)]
    assert not Contradiction.objects.exists()


def test_after_a_day_it_stays(say: Any, client_of: Any, coordinator: Any) -> None:
    say()
    Uptake.objects.update(reported_at=timezone.now() - datetime.timedelta(hours=25))
    page = client_of(coordinator).post(f"/lessen/opvolging/{Uptake.objects.get().pk}/terugnemen/", follow=True)
    assert Uptake.objects.count() == 1 and len(page.context["messages"]) == 1
