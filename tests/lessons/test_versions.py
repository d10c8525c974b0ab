"""What a lesson said before can be read back by who could have read it, and taken out."""

from typing import Any

import pytest
from wagtail.models import PageLogEntry

from lessons import actions
from lessons.models import LessonPage, LessonVersion
from regions.audience import MEMBERS, PUBLIC
from tests.factories.lessons import LessonFactory
from tests.lessons.living import edit, fresh, make_lesson
from tests.lessons.test_checking import admin_data

pytestmark = pytest.mark.once


@pytest.fixture
def lesson(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle)


def numbers(lesson: LessonPage) -> list[int]:
    return sorted(lesson.versions.values_list("number", flat=True))


def test_changed_words_are_a_version_that_says_what_changed_and_why(
    lesson: LessonPage, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    edit(client, lesson, summary="Korter gezegd.")
    assert numbers(lesson) == [1]  # the words are the same
    silent = edit(client, fresh(lesson), why="Drie keer paste het plan niet.")
    assert (silent.status_code, "Drie keer" in silent.content.decode(), numbers(lesson)) == (200, True, [1])
    edit(client, fresh(lesson), why="Drie keer paste het plan niet.", what_changed="Een derde gezin kwam erbij.")
    assert numbers(lesson) == [1, 2]
    assert f"/lessen/{lesson.pk}/versies/" in visitor.get(lesson.get_url()).content.decode()
    versions = visitor.get(f"/lessen/{lesson.pk}/versies/").content.decode()
    for told in ("Een derde gezin kwam erbij.", "<del>", "Twee<span", "Drie<span"):
        assert told in versions
    first = visitor.get(f"/lessen/{lesson.pk}/versies/?versie=1").content.decode()
    assert ("Twee keer paste het plan niet." in first, "<del>" in first) == (True, False)


def test_what_members_read_is_not_opened_with_the_lesson(
    facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any, visitor: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle, why="GEHEIMWOORD voor wie is ingelogd.")
    LessonVersion.objects.filter(lesson=lesson).update(audience_key=MEMBERS)
    edit(client_of(facilitator), lesson, why="Voor iedereen.", what_changed="Nu voor iedereen.")
    at = f"/lessen/{lesson.pk}/versies/"
    for page in (at, f"{at}?versie=1", f"{at}?versie=2", lesson.get_url()):
        assert "GEHEIMWOORD" not in visitor.get(page).content.decode()
    assert "GEHEIMWOORD" in client_of(facilitator).get(at).content.decode()


def test_of_a_lesson_from_before_versions_what_it_said_is_kept(
    foodvalley: Any, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    lesson = LessonFactory(region=foodvalley, owner=facilitator, why="Zo was het.")
    edit(client_of(facilitator), lesson, why="Zo is het nu.", what_changed="Het is anders.")
    assert numbers(lesson) == [1, 2]
    assert "Zo was het." in visitor.get(f"/lessen/{lesson.pk}/versies/?versie=1").content.decode()


def test_the_words_of_an_earlier_version_go_out_for_good(
    lesson: LessonPage, facilitator: Any, coordinator: Any, client_of: Any, visitor: Any
) -> None:
    client = client_of(facilitator)
    edit(client, lesson, why="Nieuwe reden.", what_changed="De oude noemde te veel.")
    earlier, current = lesson.versions.get(number=1), lesson.versions.get(number=2)
    out = "/lessen/versies/{}/uithalen/"
    assert client_of(coordinator).post(out.format(earlier.pk)).status_code == 404
    client.post(out.format(current.pk))
    client.post(out.format(earlier.pk))
    earlier.refresh_from_db()
    current.refresh_from_db()
    assert (earlier.why, earlier.title, bool(earlier.withdrawn_at), current.withdrawn_at) == ("", "", True, None)
    for number in (1, 2):
        page = visitor.get(f"/lessen/{lesson.pk}/versies/?versie={number}").content.decode()
        assert ("Twee keer" in page, lesson.title in page) == (False, True)
    assert PageLogEntry.objects.filter(action="lessons.withdraw_version", page=lesson).count() == 1


def test_nothing_of_it_stays_in_the_admin_or_the_address(
    lesson: LessonPage, facilitator: Any, admin: Any, client_of: Any, visitor: Any
) -> None:
    client, old = client_of(facilitator), lesson.get_url()
    named = {"title": "Bel Jansje voordat het plan af is", "what_changed": "Duidelijker."}
    edit(client, lesson, **named)
    edit(client, fresh(lesson), summary="Jansje weet het.")
    edit(client, fresh(lesson), title="Bel eerst de school", summary="Kort.", what_changed="Zonder naam.")
    edit(client, fresh(lesson), conditions="Altijd.", what_changed="Ruimer.")
    for number in (1, 2):
        client.post(f"/lessen/versies/{lesson.versions.get(number=number).pk}/uithalen/")
    kept = [str(draft.content) + draft.object_str for draft in lesson.revisions.all()]
    trail = [f"{entry.label} {entry.data}" for entry in PageLogEntry.objects.filter(page=lesson)]
    assert [text for text in (*kept, *trail) if "Jansje" in text or "Bel de ouders" in text] == []
    now = fresh(lesson)
    assert (now.conditions, now.get_latest_revision_as_object().slug) == ("Altijd.", now.slug)
    assert now.slug.startswith("bel-eerst-de-school-")
    assert visitor.get(old).url == now.get_url() and visitor.get(now.get_url()).status_code == 200
    admin_client = client_of(admin)
    for page in ("history/", "edit/"):
        told = admin_client.get(f"/admin/pages/{lesson.pk}/{page}").content.decode()
        assert "Jansje" not in told and "Bel de ouders" not in told


def test_a_newer_draft_keeps_what_is_new_in_it_and_not_the_words(
    lesson: LessonPage, facilitator: Any, client_of: Any
) -> None:
    client = client_of(facilitator)
    named, plain = "Bel Jansje eerst", "Bel eerst"
    edit(client, lesson, title=named, why="Jansje zei het.\nTwee keer.", what_changed="Duidelijker.")
    edit(client, fresh(lesson), title=plain, why="Een ouder zei het.", what_changed="Zonder naam.")
    draft = fresh(lesson)
    draft.title, draft.why, draft.conditions = named, "Jansje zei het.\r\nTwee keer.", "Alleen als er een plan is."
    draft.save_revision(user=facilitator)
    client.post(f"/lessen/versies/{lesson.versions.get(number=2).pk}/uithalen/")
    kept = fresh(lesson).get_latest_revision_as_object()
    assert (kept.title, kept.why, kept.conditions) == (plain, "Een ouder zei het.", "Alleen als er een plan is.")
    assert fresh(lesson).draft_title == plain
    assert [
        text for draft in lesson.revisions.all() for text in draft.content.items() if "jansje" in str(text).lower()
    ] == []


def test_the_words_of_a_double_go_out_of_its_own_page_too(
    lesson: LessonPage, facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any
) -> None:
    double = make_lesson(facilitator, foodvalley, table_circle, title="Bel Jansje", why="Jansje wist het.")
    actions.merge_lessons(double, into=lesson, user=facilitator)
    drafts = lesson.revisions.count()
    words = lesson.versions.get(merged_from=double)
    client_of(facilitator).post(f"/lessen/versies/{words.pk}/uithalen/")
    gone = fresh(double)
    assert (gone.title, gone.why, gone.slug.startswith("bel-de-ouders")) == (lesson.title, lesson.why, True)
    assert not [one for one in gone.revisions.all() if "Jansje" in f"{one.content} {one.object_str}"]
    assert not [one for one in PageLogEntry.objects.filter(page=double) if "Jansje" in f"{one.label} {one.data}"]
    assert (fresh(lesson).why, lesson.revisions.count()) == (lesson.why, drafts)


def test_what_only_a_circle_reads_keeps_no_version(facilitator: Any, foodvalley: Any, table_circle: Any) -> None:
    lesson = actions.write_lesson(
        region=foodvalley, title="Vraag het", why="Eerste.", audience_key=table_circle.audience_key, user=facilitator
    )
    lesson.why = "Tweede."
    actions.change_lesson(lesson, version=None, user=facilitator)
    actions.agree_lesson(lesson, user=facilitator)
    actions.publish_lesson(lesson, audience_key=PUBLIC, user=facilitator)
    assert [version.why for version in lesson.versions.all()] == ["Tweede."]


def test_the_admin_asks_what_changed_too(lesson: LessonPage, facilitator: Any, admin: Any, client_of: Any) -> None:
    client, address = client_of(admin), f"/admin/pages/{lesson.pk}/edit/"
    data = {**admin_data(lesson, admin), "why": "Drie keer.", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    silent = client.post(address, {**data, "action-publish": "1"})
    assert ("what_changed" in silent.context["form"].errors, numbers(lesson)) == (True, [1])
    named = client.post(address, {**data, "action-publish": "1", "what_changed": "Bel 06-12345678 maar."})
    assert "what_changed" in named.context["form"].errors
    said = client.post(address, {**data, "action-publish": "1", "what_changed": "Een derde gezin."})
    assert (said.status_code, lesson.versions.get(number=2).what_changed) == (302, "Een derde gezin.")
