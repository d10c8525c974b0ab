"""A lesson's life, from the circle that drew it to the regions that take it up."""

from typing import Any

import pytest
from django.core import mail

from lessons import actions
from lessons.models import LessonPage, Uptake
from lessons.states import LessonStatus, SourceKind, UptakeStatus
from regions.audience import PUBLIC
from regions.states import IllegalMove
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = pytest.mark.once


# Of a form on what a region does: since when, and that it may be named.
ANSWERED = {"date": "2026-01-15", "is_named": "yes"}


@pytest.fixture
def draft(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return actions.write_lesson(
        region=foodvalley,
        title="Bel de ouders voordat het plan af is",
        why="GEHEIMWOORD uit het gesprek.",
        audience_key=table_circle.audience_key,
        themes=[ThemeFactory(name="Vertrouwen")],
        tags=["ouders"],
        provenance=[(SourceKind.SESSION, None, foodvalley, 2025)],
        user=facilitator,
    )


@pytest.fixture
def lesson(draft: LessonPage, facilitator: Any) -> LessonPage:
    actions.agree_lesson(draft, user=facilitator)
    return actions.publish_lesson(draft, audience_key=PUBLIC, user=facilitator)


def test_a_facilitator_writes_agrees_and_publishes(
    facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    theme = ThemeFactory()
    written = client.post(
        f"/lessen/nieuw/{table_circle.pk}/",
        {
            "title": "Bel eerst de school",
            "why": "Dat scheelde weken.",
            "direction": "change",
            "loop": "single",
            "certainty": "one_case",
            "lead_region": foodvalley.pk,
            "themes": [theme.pk],
            "tags": "School, overleg",
        },
    )
    lesson = LessonPage.objects.get()
    address = lesson.get_url()
    assert (written.url, lesson.live) == (f"/lessen/{lesson.pk}/", False)
    client.post(f"/lessen/{lesson.pk}/vaststellen/")
    client.post(f"/lessen/{lesson.pk}/publiceren/", {"audience_key": "public"})
    page = visitor.get(address).content.decode()
    assert ("Dat scheelde weken." in page, str(theme) in page, "overleg" in page) == (True, True, True)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("facilitator", 200),
        ("participant", 404),
        ("coordinator", 404),
        ("outsider", 404),
        ("editor", 404),
        ("admin", 404),
    ],
)
def test_a_draft_is_its_circles(request: Any, who: str, status: int, draft: LessonPage, client_of: Any) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(f"/lessen/{draft.pk}/").status_code == status
    assert client.get(draft.get_url()).status_code == 404
    assert "GEHEIMWOORD" not in client.get("/lessen/").content.decode()


def test_a_visitor_is_sent_to_sign_in(draft: LessonPage, visitor: Any) -> None:
    assert visitor.get(f"/lessen/{draft.pk}/").url == f"/account/login/?next=/lessen/{draft.pk}/"


def test_a_draft_cannot_be_published_before_it_is_agreed(draft: LessonPage, facilitator: Any) -> None:
    with pytest.raises(IllegalMove):
        actions.publish_lesson(draft, audience_key=PUBLIC, user=facilitator)


def test_two_people_at_once_lose_nothing(draft: LessonPage, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    form = client.get(f"/lessen/{draft.pk}/bewerken/").context["form"]
    data = {
        "title": "Mijn zin",
        "why": "Mijn reden",
        "direction": "change",
        "loop": "single",
        "certainty": "one_case",
        "lead_region": draft.lead_region_id,
        "version": form.initial["version"],
    }
    assert client.post(f"/lessen/{draft.pk}/bewerken/", {**data, "title": "Hun zin"}).status_code == 302
    conflict = client.post(f"/lessen/{draft.pk}/bewerken/", data)
    assert (conflict.status_code, "Mijn zin" in conflict.content.decode()) == (409, True)
    assert "Hun zin" in conflict.content.decode()
    assert LessonPage.objects.get().title == "Hun zin"
    again = {**data, "version": conflict.context["form"]["version"].value()}
    assert client.post(f"/lessen/{draft.pk}/bewerken/", again).status_code == 302
    assert LessonPage.objects.get().title == "Mijn zin"


def test_retiring_says_why_and_leads_on(lesson: LessonPage, facilitator: Any, foodvalley: Any, client_of: Any) -> None:
    successor = LessonFactory(region=foodvalley, title="Bel en schrijf")
    client = client_of(facilitator)
    client.post(
        f"/lessen/{lesson.pk}/intrekken/",
        {"retired_for": "superseded", "because": "Het bleek beter", "replaced_by": successor.pk},
    )
    page = client.get(lesson.get_url()).content.decode()
    assert ("Het bleek beter" in page, successor.get_url() in page) == (True, True)


def test_an_older_revision_brings_no_old_life_back(lesson: LessonPage, facilitator: Any, foodvalley: Any) -> None:
    old, successor = lesson.latest_revision_id, LessonFactory(region=foodvalley)
    actions.retire_lesson(lesson, because="Achterhaald", replaced_by=successor, user=facilitator)
    lesson.revisions.get(pk=old).publish(user=facilitator, skip_permission_checks=True)
    again = LessonPage.objects.get(pk=lesson.pk)
    assert (again.status, again.retired_because) == (LessonStatus.RETIRED, "Achterhaald")
    assert again.replaced_by == successor


def test_publishing_in_the_admin_moves_the_life_cycle(draft: LessonPage, facilitator: Any) -> None:
    actions.note_published(draft, user=facilitator)
    assert LessonPage.objects.get().status == LessonStatus.PUBLISHED


def test_a_coordinator_says_what_the_region_does(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any, visitor: Any
) -> None:
    data = {**ANSWERED, "region": zeeland.pk, "status": "trying", "note": "We beginnen in twee gemeenten."}
    assert client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", data).url == lesson.get_url()
    page = visitor.get(lesson.get_url()).content.decode()
    assert ("We beginnen in twee gemeenten." in page, "Zeeland" in page) == (True, True)


def test_an_earlier_word_of_a_region_stays_as_history(lesson: LessonPage, coordinator: Any, zeeland: Any) -> None:
    for status in (UptakeStatus.TRYING, UptakeStatus.ADOPTED):
        actions.report_uptake(lesson, region=zeeland, status=status, user=coordinator)
    assert list(Uptake.objects.order_by("pk").values_list("status", "superseded")) == [
        ("trying", True),
        ("adopted", False),
    ]


def test_a_no_asks_for_a_reason_and_the_owner_hears_of_it(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(coordinator)
    data = {**ANSWERED, "region": zeeland.pk, "status": "not_for_us", "note": "Past niet op een eiland."}
    refused = client.post(f"/lessen/{lesson.pk}/opvolgen/", data)
    assert (refused.status_code, "Past niet op een eiland." in refused.content.decode()) == (200, True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/lessen/{lesson.pk}/opvolgen/", {**data, "reason": "context"})
    assert [(message.to, "eiland" in message.body) for message in mail.outbox] == [([lesson.owner.email], False)]


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 200), ("participant", 403), ("outsider", 403), ("editor", 403), ("admin", 403)]
)
def test_only_coordinators_speak_for_a_region(
    request: Any, who: str, status: int, lesson: LessonPage, client_of: Any
) -> None:
    assert client_of(request.getfixturevalue(who)).get(f"/lessen/{lesson.pk}/opvolgen/").status_code == status


def test_a_coordinator_cannot_speak_for_another_region(
    lesson: LessonPage, coordinator: Any, twente: Any, client_of: Any
) -> None:
    client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", {**ANSWERED, "region": twente.pk, "status": "trying"})
    assert Uptake.objects.count() == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_speaks_both_languages(lesson: LessonPage, visitor: Any, language: str) -> None:
    visitor.cookies["taal"] = language
    page = visitor.get(lesson.get_url())
    assert (page.status_code, f'<html lang="{language}"' in page.content.decode()) == (200, True)


def test_lists_and_pages_cost_the_same_with_one_row_and_thirty(
    lesson: LessonPage, foodvalley: Any, twente: Any, visitor: Any, make_region: Any, queries_of: Any
) -> None:
    paths = ["/lessen/", lesson.get_url()]
    few = [queries_of(visitor, path) for path in paths]
    for number in range(30):
        LessonFactory(region=foodvalley, themes=[ThemeFactory()], tags=[f"woord {number}"])
        region = make_region(f"Streek {number}", f"streek-{number}")
        Uptake.objects.create(lesson=lesson, region=region, status="trying", date="2026-01-01")
    assert [queries_of(visitor, path) for path in paths] == few


def test_a_list_narrows_by_theme_with_its_children(foodvalley: Any, visitor: Any) -> None:
    main = ThemeFactory(slug="passende-hulp")
    LessonFactory(region=foodvalley, title="Onder het thema", themes=[ThemeFactory(parent=main)])
    LessonFactory(region=foodvalley, title="Elders")
    page = visitor.get("/lessen/?thema=passende-hulp&regio=bestaat-niet").content.decode()
    assert ("Onder het thema" in page, "Elders" in page) == (True, False)
