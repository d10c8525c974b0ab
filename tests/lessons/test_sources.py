"""What a lesson comes from and who drew it along, said on the site's own screens."""

from typing import Any

import pytest

from lessons import actions
from lessons.models import LessonPage
from lessons.states import SourceKind
from regions.audience import PUBLIC
from tests.factories.casestudies import make_case
from tests.factories.lessons import LessonFactory
from tests.lessons.living import fresh, make_lesson

pytestmark = pytest.mark.once

TOLD = {"kind": "session", "year": "2024"}


@pytest.fixture
def draft(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return actions.write_lesson(
        region=foodvalley, title="Bel eerst", why="Het hielp.", audience_key=table_circle.audience_key, user=facilitator
    )


def sources(lesson: LessonPage) -> list[tuple[Any, ...]]:
    fresh = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    return [(one.kind, one.page_id, one.region_id, one.year) for one in fresh.provenance.all()]


def test_a_source_is_told_or_found_by_its_title_and_taken_away(
    draft: LessonPage, facilitator: Any, participant: Any, client_of: Any, twente: Any, table_circle: Any, visitor: Any
) -> None:
    client, door = client_of(facilitator), f"/lessen/{draft.pk}/herkomst/"
    case = make_case(
        region=twente, circle=table_circle, owner=facilitator, shared=True, title="Een jongen van vijftien"
    )
    assert client.post(door, {**TOLD, "region": twente.pk}).status_code == 302
    found = client.post(door, {"words": "jongen vijftien", "year": "2023", "find": "1"})
    assert (case.title in found.content.decode(), found.context["form"]["year"].value()) == (True, "2023")
    assert client.post(door, {"words": "jongen vijftien", "page": case.pk}, follow=True).status_code == 200
    told, of_case = ("session", None, twente.pk, 2024), ("reflection", case.pk, twente.pk, case.year)
    assert sorted(sources(draft), key=str) == sorted([told, of_case], key=str)
    again = client.post(door, {"page": case.pk})
    assert (again.status_code, len(sources(draft))) == (200, 2)
    assert "staat al bij de herkomst" in again.content.decode()

    actions.agree_lesson(draft, user=facilitator)
    actions.publish_lesson(LessonPage.objects.get(pk=draft.pk), audience_key=PUBLIC, user=facilitator)
    page = visitor.get(draft.get_url()).content.decode()
    assert "Sessie van een leertafel, Twente, 2024" in page and f"Casusreflectie, Twente, {case.year}" in page
    assert case.title not in page and case.title in client_of(participant).get(draft.get_url()).content.decode()

    shown = client.get(door).context
    place = next(row["place"] for row in shown["rows"] if row["source"].page_id)
    taken = {"place": place, "version": shown["lesson"].latest_revision_id}
    client.post(f"{door}weg/", taken)
    assert sources(draft) == [told]
    assert "Casusreflectie" not in visitor.get(draft.get_url()).content.decode()
    twice = client.post(f"{door}weg/", taken, follow=True)
    assert ([message.level_tag for message in twice.context["messages"]][-1], sources(draft)) == ("error", [told])


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"kind", "region", "year"}),
        ({"kind": "session", "year": "1890"}, {"region", "year"}),
        ({"kind": "session", "year": "2999"}, {"region", "year"}),
        ({"kind": "droom", "year": "x", "region": "99999999999999999999"}, {"kind", "region", "year"}),
        ({"page": "99999999999999999999"}, {"page"}),
    ],
)
def test_what_is_missing_or_cannot_be_is_asked_again(
    given: dict[str, str], wrong: set[str], draft: LessonPage, facilitator: Any, client_of: Any
) -> None:
    page = client_of(facilitator).post(f"/lessen/{draft.pk}/herkomst/", {"words": "getypt", **given})
    assert (page.status_code, set(page.context["form"].errors), sources(draft)) == (200, wrong, [])
    assert 'value="getypt"' in page.content.decode()


def test_a_page_that_one_may_not_read_is_neither_found_nor_chosen_nor_taken_away(
    facilitator: Any, outsider: Any, foodvalley: Any, table_circle: Any, client_of: Any
) -> None:
    case = make_case(
        region=foodvalley, circle=table_circle, owner=facilitator, shared=True, title="Achter gesloten deuren"
    )
    lesson = LessonFactory(region=foodvalley, owner=outsider)
    closed, told = client_of(outsider), ("reflection", case.pk, foodvalley.pk, case.year)
    door = f"/lessen/{lesson.pk}/herkomst/"
    found = closed.post(door, {"words": "gesloten", "find": "1"})
    assert case.title not in found.content.decode()
    assert set(closed.post(door, {"page": case.pk}).context["form"].errors) == {"page"}
    actions.add_source(
        lesson, kind=SourceKind.REFLECTION, page=case, region=foodvalley, year=case.year, user=facilitator
    )
    shown = closed.get(door)
    assert case.title not in shown.content.decode() and "herkomst/weg/" not in shown.content.decode()
    closed.post(f"{door}weg/", {"place": 0, "version": shown.context["lesson"].latest_revision_id})
    assert sources(lesson) == [told]
    wrong = {"title": "Bel eerst", "why": "Anders.", "direction": "change", "loop": "single", "certainty": "one_case"}
    form = closed.get(f"/lessen/{lesson.pk}/bewerken/").context["form"]
    changed = {**wrong, "lead_region": foodvalley.pk, "version": form["version"].value(), "what_changed": "Het waarom."}
    assert closed.post(f"/lessen/{lesson.pk}/bewerken/", changed).status_code == 302
    assert sources(lesson) == [told]


@pytest.mark.parametrize(
    ("who", "status"), [("participant", 404), ("outsider", 404), ("editor", 404), ("coordinator", 404)]
)
def test_the_sources_of_a_draft_are_its_circles(
    request: Any, who: str, status: int, draft: LessonPage, client_of: Any
) -> None:
    client, door = client_of(request.getfixturevalue(who)), f"/lessen/{draft.pk}/herkomst/"
    assert [client.get(door).status_code, client.post(f"{door}weg/").status_code] == [status, status]


def test_the_form_names_the_regions_that_drew_it_along(
    facilitator: Any, foodvalley: Any, twente: Any, zeeland: Any, table_circle: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    given = {
        "title": "Bel eerst",
        "why": "Het hielp.",
        "direction": "change",
        "loop": "single",
        "certainty": "one_case",
    }
    both = {"lead_region": foodvalley.pk, "further_regions": [twente.pk, foodvalley.pk]}
    client.post(f"/lessen/nieuw/{table_circle.pk}/", {**given, **both})
    lesson = LessonPage.objects.get()
    assert list(lesson.further_regions.all()) == [twente]
    form = client.get(f"/lessen/{lesson.pk}/bewerken/").context["form"]
    assert form["further_regions"].value() == [twente.pk]
    other = {**given, **both, "further_regions": [zeeland.pk], "version": form["version"].value()}
    client.post(f"/lessen/{lesson.pk}/bewerken/", other)
    lesson.refresh_from_db()
    actions.agree_lesson(lesson, user=facilitator)
    actions.publish_lesson(LessonPage.objects.get(), audience_key=PUBLIC, user=facilitator)
    assert "Food Valley, Zeeland" in visitor.get(lesson.get_url()).content.decode()


@pytest.mark.parametrize("place", [None, "", "-1", "abc", "²", "9" * 30])
def test_a_place_that_is_none_takes_nothing(
    place: Any, foodvalley: Any, table_circle: Any, facilitator: Any, client_of: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    actions.add_source(lesson, kind=SourceKind.SESSION, region=foodvalley, year=2024, user=facilitator)
    data = {"version": fresh(lesson).latest_revision_id} | ({} if place is None else {"place": place})
    client_of(facilitator).post(f"/lessen/{lesson.pk}/herkomst/weg/", data)
    assert fresh(lesson).provenance.count() == 1
