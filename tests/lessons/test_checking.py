"""The privacy check stands between a lesson and whoever is not in its circle."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from lessons import actions
from lessons.models import LessonPage
from lessons.states import LessonStatus
from regions.audience import MEMBERS, PUBLIC
from regions.models import User
from regions.states import IllegalMove

pytestmark = pytest.mark.once

NAMED = "Bel de moeder van Jayden de Boer op 06-12345678 voordat het plan af is"
DOUBTFUL = "Begin met een kind van 9 jaar bij de school"


@pytest.fixture
def agreed(facilitator: User, foodvalley: Any, table_circle: Any) -> Any:
    def write(**texts: Any) -> LessonPage:
        fields = {"title": "Bel de ouders", "why": "Dat scheelde weken.", **texts}
        lesson = actions.write_lesson(
            region=foodvalley, audience_key=table_circle.audience_key, user=facilitator, **fields
        )
        return actions.agree_lesson(lesson, user=facilitator)

    return write


def publish(client: Any, lesson: LessonPage, **data: str) -> str:
    return str(client.post(f"/lessen/{lesson.pk}/publiceren/", data).content.decode())


def is_live(lesson: LessonPage) -> bool:
    return LessonPage.objects.get(pk=lesson.pk).live


@pytest.mark.parametrize("field", ["title", "summary", "why", "conditions", "sources", "tags"])
@pytest.mark.parametrize("audience", [PUBLIC, MEMBERS])
def test_a_number_that_leads_to_a_person_keeps_a_lesson_inside(
    agreed: Any, facilitator: User, client_of: Any, field: str, audience: str
) -> None:
    lesson = agreed(**{field: ["06-12345678"] if field == "tags" else NAMED})
    page = publish(client_of(facilitator), lesson, audience_key=audience, confirmed="on")
    assert ("06-12345678" in page, is_live(lesson)) == (True, False)
    with pytest.raises(IllegalMove) as refusal:
        actions.publish_lesson(lesson, audience_key=audience, user=facilitator)
    assert "06-12345678" not in str(refusal.value)


def test_within_its_circle_a_lesson_is_not_held_up(agreed: Any, facilitator: User, table_circle: Any) -> None:
    lesson = actions.publish_lesson(agreed(title=NAMED), audience_key=table_circle.audience_key, user=facilitator)
    assert is_live(lesson)


def test_the_workspace_says_where_it_stands_and_offers_no_button(
    agreed: Any, facilitator: User, client_of: Any
) -> None:
    lesson = agreed(why=NAMED)
    page = client_of(facilitator).get(f"/lessen/{lesson.pk}/").content.decode()
    assert ("<q" in page, "[telefoonnummer]" in page) == (True, True)
    assert (f"/lessen/{lesson.pk}/bewerken/" in page, f"/lessen/{lesson.pk}/publiceren/" in page) == (True, False)


def test_a_doubt_has_to_be_confirmed_and_its_kind_is_kept(agreed: Any, facilitator: User, client_of: Any) -> None:
    lesson, client = agreed(conditions=DOUBTFUL), client_of(facilitator)
    page = client.get(f"/lessen/{lesson.pk}/").content.decode()
    assert ("9 jaar" in page, "8-11 jaar" in page, 'name="confirmed"' in page) == (True, True, True)
    assert 'name="confirmed"' in publish(client, lesson, audience_key=PUBLIC)
    assert not is_live(lesson)
    publish(client, lesson, audience_key=PUBLIC, confirmed="on")
    assert is_live(lesson)
    entry = PageLogEntry.objects.get(action="lessons.publish_lesson")
    assert entry.data == {"audience": PUBLIC, "found": ["exact_age"]}


def test_a_lesson_that_names_nobody_asks_nothing_but_who_may_read_it(
    agreed: Any, facilitator: User, client_of: Any
) -> None:
    lesson, client = agreed(), client_of(facilitator)
    page = client.get(f"/lessen/{lesson.pk}/").content.decode()
    assert ('name="confirmed"' in page, 'name="audience_key"' in page, "checked" in page) == (False, True, False)
    publish(client, lesson)
    assert not is_live(lesson)


def test_what_is_published_cannot_be_changed_into_what_could_not_be(
    agreed: Any, facilitator: User, client_of: Any
) -> None:
    lesson = actions.publish_lesson(agreed(), audience_key=PUBLIC, user=facilitator)
    form = client_of(facilitator).get(f"/lessen/{lesson.pk}/bewerken/").context["form"]
    data = {name: value for name, value in form.initial.items() if isinstance(value, str | int)}
    sent = client_of(facilitator).post(f"/lessen/{lesson.pk}/bewerken/", {**data, "why": NAMED, "tags": ""})
    assert (sent.status_code, NAMED in sent.content.decode()) == (200, True)
    assert LessonPage.objects.get().why == "Dat scheelde weken."


def test_a_name_that_left_the_title_leaves_the_address(agreed: Any, facilitator: User) -> None:
    lesson = agreed(title=NAMED)
    assert "jayden" in lesson.slug
    lesson.title = "Bel eerst thuis"
    lesson = actions.change_lesson(lesson, version=lesson.latest_revision_id, user=facilitator)
    lesson = actions.publish_lesson(lesson, audience_key=PUBLIC, user=facilitator)
    address = lesson.get_url()
    assert ("jayden" in address, "bel-eerst-thuis" in address) == (False, True)
    lesson.title = "Bel thuis"
    assert actions.change_lesson(lesson, version=lesson.latest_revision_id, user=facilitator).get_url() == address


@pytest.mark.parametrize(("audience", "kept"), [(PUBLIC, False), ("circle", True)])
def test_the_admin_keeps_it_inside_too(agreed: Any, facilitator: User, audience: str, kept: bool) -> None:
    lesson = agreed()
    edit = LessonPage.get_edit_handler().get_form_class()
    blank = edit(instance=lesson, for_user=facilitator)
    data = {blank.add_prefix(name): blank.get_initial_for_field(field, name) for name, field in blank.fields.items()}
    total = {f"{blank.formsets['provenance'].prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    said = {"title": NAMED, "audience_key": lesson.audience_key if audience == "circle" else audience, "tags": ""}
    data = {name: "" if value is None else value for name, value in data.items()}
    form = edit({**data, **total, **said}, instance=lesson, for_user=facilitator)
    assert (form.is_valid(), "title" in form.errors) == (kept, not kept)


def test_publishing_in_the_admin_notes_what_was_found(agreed: Any, facilitator: User) -> None:
    lesson = agreed(why=DOUBTFUL)
    lesson.audience_key = PUBLIC
    actions.note_published(lesson, user=facilitator)
    assert LessonPage.objects.get().status == LessonStatus.PUBLISHED
    assert PageLogEntry.objects.get(action="lessons.publish_lesson").data["found"] == ["exact_age"]


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_admin_asks_before_it_publishes(agreed: Any, facilitator: User, confirmed: bool) -> None:
    lesson = agreed(conditions=DOUBTFUL)
    data = {**admin_data(lesson, facilitator), "audience_key": PUBLIC}
    kept = admin_form(lesson, facilitator, data)
    assert kept.is_valid(), "to keep a draft nothing is asked"
    publishing = admin_form(
        lesson, facilitator, {**data, "action-publish": "1", **({"confirmed": "on"} if confirmed else {})}
    )
    assert (publishing.is_valid(), set(publishing.errors)) == (
        confirmed,
        set() if confirmed else {"confirmed", "conditions"},
    )


def admin_form(lesson: LessonPage, user: User, data: dict[str, Any]) -> Any:
    return LessonPage.get_edit_handler().get_form_class()(data, instance=lesson, for_user=user)


def admin_data(lesson: LessonPage, user: User) -> dict[str, Any]:
    """What the admin's screen sends when nothing was changed."""
    blank = LessonPage.get_edit_handler().get_form_class()(instance=lesson, for_user=user)
    data = {blank.add_prefix(name): blank.get_initial_for_field(field, name) for name, field in blank.fields.items()}
    total = {f"{blank.formsets['provenance'].prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    return {**{name: value for name, value in data.items() if value not in (None, False)}, **total, "tags": ""}


@pytest.mark.parametrize("name", ["note", "result"])
def test_what_a_region_did_with_it_names_nobody_either(
    agreed: Any, facilitator: User, foodvalley: Any, foodvalley_coordinator: User, client_of: Any, name: str
) -> None:
    lesson = actions.publish_lesson(agreed(), audience_key=PUBLIC, user=facilitator)
    client = client_of(foodvalley_coordinator)
    said = {
        "region": foodvalley.pk,
        "status": "trying",
        "note": "Bij twee teams.",
        "date": "2026-01-15",
        "is_named": "yes",
    }
    page = client.post(reverse("lessons:uptake", args=[lesson.pk]), {**said, name: NAMED})
    assert (page.status_code, NAMED in page.content.decode(), lesson.uptakes.count()) == (200, True, 0)
    client.post(reverse("lessons:uptake", args=[lesson.pk]), said)
    assert lesson.uptakes.get().note == "Bij twee teams."


def test_why_it_was_retired_names_nobody_either(agreed: Any, facilitator: User, client_of: Any) -> None:
    lesson = actions.publish_lesson(agreed(), audience_key=PUBLIC, user=facilitator)
    page = client_of(facilitator).post(reverse("lessons:retire", args=[lesson.pk]), {"because": NAMED})
    assert (page.status_code, NAMED in page.content.decode()) == (200, True)
    assert LessonPage.objects.get().status == LessonStatus.PUBLISHED
    with pytest.raises(IllegalMove) as refusal:
        actions.retire_lesson(lesson, because=NAMED, user=facilitator)
    assert "06-12345678" not in str(refusal.value)
