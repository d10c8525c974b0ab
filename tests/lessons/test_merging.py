"""Two lessons that say the same become one: nothing that hangs on either is lost, and nothing stands twice."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageLogEntry

from lessons import actions
from lessons.models import Bookmark, Comment, Follow, LessonPage, Theme, ThemePick, Uptake
from lessons.states import LessonStatus, RetireReason, SourceKind, UptakeReason, UptakeStatus
from regions.audience import MEMBERS
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import ActionFactory, ThemeFactory
from tests.lessons.living import edit, fresh, in_days, make_lesson

pytestmark = pytest.mark.once


@pytest.fixture
def stays(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle, title="Bel de ouders vooraf", themes=[ThemeFactory()])


@pytest.fixture
def goes(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return make_lesson(
        facilitator,
        foodvalley,
        table_circle,
        title="Bel ouders voordat het plan af is",
        themes=[ThemeFactory(name="Vertrouwen")],
        tags=["ouders"],
        provenance=[(SourceKind.SESSION, None, foodvalley, 2024)],
    )


def merge(client: Any, stays: LessonPage, goes: LessonPage) -> Any:
    return client.post(f"/lessen/{goes.pk}/samenvoegen/?met={stays.pk}", {"stays": stays.pk, "sure": "on"})


def test_everything_stands_at_the_one_that_stays_once(
    stays: LessonPage,
    goes: LessonPage,
    facilitator: Any,
    participant: Any,
    coordinator: Any,
    zeeland: Any,
    twente: Any,
    host: Any,
    table_circle: Any,
    client_of: Any,
    visitor: Any,
) -> None:
    client = client_of(facilitator)
    edit(client, goes, why="Drie keer.", what_changed="Eén erbij.")
    for lesson, region, status in (
        (stays, zeeland, "trying"),
        (goes, zeeland, "adopted"),
        (goes, twente, "recognised"),
    ):
        actions.report_uptake(fresh(lesson), region=region, status=UptakeStatus(status), user=coordinator)
    actions.contradict(goes, region=twente, because="Geen telefoon.", is_named=True, user=host)
    picked = Theme.objects.create(name="Bellen", slug="bellen")
    for lesson in (stays, goes):
        Follow.objects.create(user=participant, page=lesson)
        ThemePick.objects.create(theme=picked, page=lesson)
    Bookmark.objects.create(user=participant, page=goes)
    Comment.objects.create(page=goes, author=participant, text="Herkenbaar")
    ActionFactory(page=goes, circle=table_circle, owner=participant, due_on=in_days(5))

    shown = client.get(f"/lessen/{goes.pk}/samenvoegen/").content.decode()
    assert f"?met={stays.pk}" in client.get(f"/lessen/{goes.pk}/samenvoegen/?woorden=vooraf").content.decode(), shown
    side = client.get(f"/lessen/{goes.pk}/samenvoegen/?met={stays.pk}").content.decode()
    assert (stays.title in side, goes.title in side) == (True, True)
    unsure = client.post(f"/lessen/{goes.pk}/samenvoegen/?met={stays.pk}", {"stays": stays.pk})
    assert (unsure.status_code, fresh(goes).status) == (200, LessonStatus.PUBLISHED)
    merge(client, stays, goes)

    one = fresh(stays)
    current = {uptake.region: uptake.status for uptake in one.uptakes.current()}
    assert current == {zeeland: UptakeStatus.ADOPTED, twente: UptakeStatus.RECOGNISED}
    assert [(uptake.status, uptake.first_of) for uptake in one.uptakes.filter(superseded=True)] == [("trying", None)]
    assert Uptake.objects.filter(first_of=goes).count() == 2
    for related in (one.follows, one.bookmarks, one.comments, one.actions, one.contradictions, one.provenance):
        assert related.count() == 1
    assert (ThemePick.objects.filter(page=one).count(), list(one.tags.names())) == (1, ["ouders"])
    assert {theme.name for theme in one.themes.all()} >= {"Vertrouwen"}
    own, merged = one.versions.own(), one.versions.filter(merged_from=goes)
    assert ([version.number for version in own], merged.count(), one.title) == ([1], 2, stays.title)
    assert (fresh(goes).status, fresh(goes).retired_for) == (LessonStatus.RETIRED, RetireReason.DOUBLE)
    assert PageLogEntry.objects.filter(action="lessons.merge_lessons", page=one).count() == 1
    leads = visitor.get(goes.get_url())
    assert (leads.status_code, leads.url) == (301, one.get_url())
    assert visitor.get(one.get_url()).context["version"].number == 1


def test_who_may_not_read_the_one_that_stays_is_not_led_there(
    stays: LessonPage, goes: LessonPage, facilitator: Any, client_of: Any, visitor: Any
) -> None:
    merge(client_of(facilitator), stays, goes)
    LessonPage.objects.filter(pk=stays.pk).update(audience_key=MEMBERS)
    page = visitor.get(goes.get_url())
    assert (page.status_code, stays.title in page.content.decode()) == (200, False)


def test_verdicts_of_tables_go_along_once(
    stays: LessonPage, goes: LessonPage, facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    sessions = [make_session(table, user=facilitator) for _ in range(2)]
    model = stays.verdicts.model
    for session, lesson in ((sessions[0], stays), (sessions[0], goes), (sessions[1], goes)):
        model.objects.create(session=session, lesson=lesson, verdict="used", given_by=facilitator)
    merge(client_of(facilitator), stays, goes)
    assert {verdict.session_id for verdict in stays.verdicts.all()} == {session.pk for session in sessions}
    assert stays.verdicts.count() == 2


def test_what_cannot_become_one_stays_two(
    stays: LessonPage, goes: LessonPage, facilitator: Any, coordinator: Any, client_of: Any
) -> None:
    assert merge(client_of(coordinator), stays, goes).status_code in {403, 404}
    assert merge(client_of(facilitator), goes, goes).status_code == 404
    actions.ask_again(goes, user=facilitator)
    refused = merge(client_of(facilitator), stays, goes)
    assert (refused.status_code, fresh(goes).status) == (200, LessonStatus.UNDER_REVIEW)


def test_one_that_was_retired_meanwhile_is_said_to_be_so(
    stays: LessonPage, goes: LessonPage, facilitator: Any, client_of: Any
) -> None:
    actions.retire_lesson(goes, because="Achterhaald.", user=facilitator)
    page = client_of(facilitator).post(
        f"/lessen/{stays.pk}/samenvoegen/?met={goes.pk}", {"stays": stays.pk, "sure": "on"}
    )
    assert (page.status_code, page.context["other"], len(list(page.context["messages"]))) == (200, None, 1)
    assert fresh(stays).status == LessonStatus.PUBLISHED


def test_a_merge_names_nobody(
    facilitator: Any, foodvalley: Any, table_circle: Any, coordinator: Any, zeeland: Any, visitor: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    double = make_lesson(facilitator, foodvalley, table_circle, title="Bel ze eerst")

    def say(one: Any, **said: Any) -> None:
        actions.report_uptake(one, region=zeeland, user=coordinator, **said)

    say(double, status=UptakeStatus.TRYING, note="Bij ons werkte dit niet.", is_named=True)
    actions.contradict(double, region=zeeland, because="Te weinig mensen.", is_named=True, user=coordinator)
    say(double, status=UptakeStatus.STOPPED, reason=UptakeReason.CAPACITY, is_named=False)  # its last word: not named
    say(lesson, status=UptakeStatus.RECOGNISED, is_named=True)
    assert "Bij ons werkte dit niet." not in visitor.get(double.get_url()).content.decode()
    assert double.contradictions.all().named_for(AnonymousUser()) == set()
    actions.merge_lessons(fresh(double), into=fresh(lesson), user=facilitator)
    page = visitor.get(lesson.get_url())
    named = [row.note for row in [*page.context["uptakes"], *page.context["history"]] if row.region == zeeland]
    assert "Bij ons werkte dit niet." not in named
    assert lesson.contradictions.all().named_for(AnonymousUser()) == set()
