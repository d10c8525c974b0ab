"""“Did not hold here, because”: it stands with the lesson, its owner hears of it, and answers."""

from typing import Any

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from lessons.models import Contradiction, LessonPage
from lessons.states import ContradictionAnswer, LessonStatus
from tests.lessons.living import edit, fresh, lesson_in, make_lesson

pytestmark = pytest.mark.once

BECAUSE = "Bij ons beslist de huisarts."


@pytest.fixture
def lesson(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle)


def say(client: Any, lesson: LessonPage, region: Any, **fields: Any) -> Any:
    return client.post(f"/lessen/{lesson.pk}/tegenspraak/", {"region": region.pk, "because": BECAUSE, **fields})


def test_a_coordinator_says_it_and_the_owner_hears_by_a_link(
    lesson: LessonPage,
    coordinator: Any,
    zeeland: Any,
    facilitator: Any,
    participant: Any,
    client_of: Any,
    visitor: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    assert client_of(participant).get(f"/lessen/{lesson.pk}/tegenspraak/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        say(client_of(coordinator), lesson, zeeland, is_named="on")
        say(client_of(coordinator), lesson, zeeland, is_named="on")
    said = Contradiction.objects.get()
    assert [letter.to for letter in mail.outbox] == [[facilitator.email]]
    assert BECAUSE not in mail.outbox[0].body
    page = visitor.get(lesson.get_url()).content.decode()
    assert (BECAUSE in page, "Zeeland" in page.split('id="tegenspraak"')[1].split("</section>")[0]) == (True, True)
    waiting = client_of(facilitator).get("/").content.decode()
    assert (f"/lessen/tegenspraak/{said.pk}/" in waiting, "wat Zeeland tegen een les" in waiting) == (True, True)


def test_no_region_but_ones_own_and_no_person(
    lesson: LessonPage, coordinator: Any, zeeland: Any, foodvalley: Any, client_of: Any
) -> None:
    client = client_of(coordinator)
    say(client, lesson, foodvalley)
    named = say(client, lesson, zeeland, because="Mevrouw is te bereiken op 06-12345678.")
    assert (Contradiction.objects.count(), "06-12345678" in named.content.decode()) == (0, True)


def test_a_region_that_is_not_named_is_named_to_itself_alone(
    lesson: LessonPage, coordinator: Any, zeeland: Any, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    say(client_of(coordinator), lesson, zeeland)
    said = Contradiction.objects.get()
    answering = client_of(facilitator).get(f"/lessen/tegenspraak/{said.pk}/")
    assert (BECAUSE in answering.content.decode(), answering.context["where"]) == (True, "")
    waits = client_of(facilitator).get("/").content.decode()
    assert (f"/lessen/tegenspraak/{said.pk}/" in waits, "Zeeland" in waits) == (True, False)
    for client, knows in ((visitor, False), (client_of(facilitator), False), (client_of(coordinator), True)):
        shown = client.get(lesson.get_url()).context["contradictions"]
        assert [one.where for one in shown] == (["Zeeland"] if knows else [""])


def test_one_without_a_name_takes_the_name_off_those_before_it(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(coordinator)

    def named() -> list[bool]:
        page = visitor.get(lesson.get_url()).content.decode()
        part = page.split('id="tegenspraak"')[1].split("</section>")[0]
        assert any(row.is_named for row in Contradiction.objects.all()) == ("Zeeland" in part)
        return list(Contradiction.objects.order_by("pk").values_list("is_named", flat=True))

    say(client, lesson, zeeland, is_named="on")
    assert named() == [True]
    say(client, lesson, zeeland)  # the same words again, without the name
    assert named() == [False]
    say(client, lesson, zeeland, is_named="on")
    say(client, lesson, zeeland, because="En de gemeente betaalt het niet.", is_named="on")
    assert named() == [True, True]
    say(client, lesson, zeeland, because="Het kostte ons een collega.")
    assert named() == [False, False, False]
    trail = ModelLogEntry.objects.filter(action="lessons.contradict")
    assert [entry.data["named"] for entry in trail.order_by("pk") if "named" in entry.data] == [
        False,
        True,
        False,
        False,
    ]


def test_it_is_answered_by_a_version_or_by_a_reason(
    lesson: LessonPage, coordinator: Any, zeeland: Any, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    say(client_of(coordinator), lesson, zeeland, is_named="on")
    say(client_of(coordinator), lesson, zeeland, is_named="on", because="En er was geen tijd.")
    first, second = Contradiction.objects.order_by("pk")
    at = "/lessen/tegenspraak/{}/"
    assert client_of(coordinator).post(at.format(first.pk), {"kind": "revised"}).status_code == 403
    early = client.post(at.format(first.pk), {"kind": "condition"})
    assert (early.status_code, Contradiction.objects.open().count()) == (200, 2)  # the words are still the same
    edit(client, lesson, conditions="Waar de gemeente zelf beslist.", what_changed="Een voorwaarde erbij.")
    client.post(at.format(first.pk), {"kind": "condition", "answer": "Dank, dat staat er nu bij."})
    client.post(at.format(second.pk), {"kind": "not_followed"})
    assert list(Contradiction.objects.open()) == [second]
    client.post(at.format(second.pk), {"kind": "not_followed", "answer": "Dat geldt voor alles."})
    first.refresh_from_db()
    assert (first.answer_kind, first.answered_in.number) == (ContradictionAnswer.CONDITION, 2)
    page = visitor.get(lesson.get_url()).content.decode()
    for told in ("Dank, dat staat er nu bij.", "Dat geldt voor alles.", f"/lessen/{lesson.pk}/versies/?versie=2"):
        assert told in page


def test_only_of_a_lesson_in_use(
    facilitator: Any, foodvalley: Any, table_circle: Any, coordinator: Any, zeeland: Any, client_of: Any
) -> None:
    lesson = lesson_in(LessonStatus.RETIRED, facilitator, foodvalley, table_circle)
    say(client_of(coordinator), lesson, zeeland)
    page = client_of(coordinator).get(lesson.get_url()).content.decode()
    assert (Contradiction.objects.count(), f"/lessen/{lesson.pk}/tegenspraak/" in page) == (0, False)
    assert fresh(lesson).status == LessonStatus.RETIRED
