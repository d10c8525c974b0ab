"""What is decided is decided of what was read, and nothing that somebody else wrote meanwhile goes with it."""

import datetime
import re
from typing import Any

import pytest

from lessons import actions
from lessons.states import LessonStatus
from tests.lessons.living import edit, fresh, lesson_in, make_lesson

pytestmark = pytest.mark.once


def filled(client: Any, path: str) -> dict[str, Any]:
    form = client.get(path).context["form"]
    return {n: form[n].value() for n in form.fields if form[n].value() not in (None, "")}


def test_what_was_confirmed_is_what_is_published(
    facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any, visitor: Any
) -> None:
    lesson = lesson_in(
        LessonStatus.AGREED, facilitator, foodvalley, table_circle, why="Op basisschool De Regenboog ging het goed."
    )
    client, path = client_of(facilitator), f"/lessen/{lesson.pk}/publiceren/"
    form = client.get(path).context["form"]
    assert "confirmed" in form.fields
    data = {n: form[n].value() for n in form.fields if form[n].value()} | {"audience_key": "public", "confirmed": "on"}
    newest = fresh(lesson).get_latest_revision_as_object()
    newest.why = "Op basisschool De Regenboog zei juf Annemarie van Dalen dat Kevin Jansen uit Ede moest wachten."
    actions.change_lesson(newest, version=newest.latest_revision_id, user=facilitator)
    client.post(path, data)
    assert "Kevin Jansen" not in visitor.get(fresh(lesson).get_url()).content.decode()


def test_the_newer_text_that_is_shown_is_the_one_that_was_looked_at(
    facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any, visitor: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    client = client_of(facilitator)
    draft = fresh(lesson)
    draft.why = "Concept A."
    draft.save_revision(user=facilitator)
    page = client.get(f"/lessen/{lesson.pk}/").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    draft = fresh(lesson).get_latest_revision_as_object()
    draft.why = "Concept B, nog niet af."
    draft.save_revision(user=facilitator)
    client.post(f"/lessen/{lesson.pk}/tonen/", {**hidden, "what_changed": "Beter."})
    assert "Concept B" not in visitor.get(lesson.get_url()).content.decode()


def test_a_second_answer_to_one_contradiction_overwrites_none(
    foodvalley: Any,
    table_circle: Any,
    facilitator: Any,
    foodvalley_coordinator: Any,
    coordinator: Any,
    zeeland: Any,
    client_of: Any,
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    one = actions.contradict(lesson, region=zeeland, because="Te vol.", is_named=True, user=coordinator)
    path, a, b = f"/lessen/tegenspraak/{one.pk}/", client_of(facilitator), client_of(foodvalley_coordinator)
    of_a, of_b = filled(a, path), filled(b, path)
    a.post(path, {**of_a, "kind": "not_followed", "answer": "Eerste antwoord."})
    b.post(path, {**of_b, "kind": "not_followed", "answer": "Tweede antwoord."})
    one.refresh_from_db()
    assert one.answer == "Eerste antwoord."


def test_lessons_are_merged_as_they_were_read(
    foodvalley: Any, table_circle: Any, facilitator: Any, client_of: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    double = make_lesson(facilitator, foodvalley, table_circle, title="Bel ze eerst")
    client, path = client_of(facilitator), f"/lessen/{lesson.pk}/samenvoegen/?met={double.pk}"
    data = filled(client, path)
    edit(client, double, why="Heel iets anders.", what_changed="Anders.")
    client.post(path, {**data, "stays": lesson.pk, "sure": "on"})
    assert fresh(double).status == LessonStatus.PUBLISHED


def test_the_text_of_a_retired_lesson_stays_as_it_was(
    facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any
) -> None:
    lesson = lesson_in(LessonStatus.RETIRED, facilitator, foodvalley, table_circle)
    edit(client_of(facilitator), lesson, why="Heel anders.", what_changed="Zo maar.")
    assert fresh(lesson).why != "Heel anders."


def test_a_region_that_is_there_no_more_contradicts_nothing(
    facilitator: Any, foodvalley: Any, table_circle: Any, coordinator: Any, zeeland: Any, client_of: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    zeeland.valid_to = datetime.date(2026, 1, 1)
    zeeland.save()
    client_of(coordinator).post(f"/lessen/{lesson.pk}/tegenspraak/", {"region": zeeland.pk, "because": "Te vol."})
    assert not lesson.contradictions.exists()
