"""Lessons from elsewhere on the page of a session that is prepared, and what becomes of the table's word on them."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.matching import matching_lessons
from learningtables.models import LearningTablePage, LessonVerdict, SessionPage
from learningtables.states import Verdict
from lessons.models import LessonPage, Theme
from lessons.states import LessonStatus
from regions.audience import circle_key
from regions.models import Region, User
from tests.factories.learningtables import make_session
from tests.factories.lessons import LessonFactory, ThemeFactory

ClientOf = Callable[[User], Client]


@pytest.fixture
def theme(db: None) -> Theme:
    return ThemeFactory(name="Wachttijden", slug="wachttijden")


@pytest.fixture
def session(table: LearningTablePage, theme: Theme, case: CaseStudyPage, facilitator: User) -> SessionPage:
    return make_session(table, user=facilitator, cases=[case], themes=[theme], tags=["wachtlijst"])


@pytest.fixture
def lessons(theme: Theme, foodvalley: Region, twente: Region, zeeland: Region, coordinator: User) -> list[LessonPage]:
    """Best first."""
    return [
        LessonFactory(region=zeeland, themes=[theme], tags=["wachtlijst"], title="Beide", owner=coordinator),
        LessonFactory(region=twente, themes=[theme], title="Thema, elders", date=datetime.date(2026, 1, 2)),
        LessonFactory(region=zeeland, themes=[theme], title="Thema, elders, ouder", date=datetime.date(2026, 1, 1)),
        LessonFactory(region=foodvalley, themes=[theme], title="Thema, eigen regio", date=datetime.date(2026, 2, 1)),
        LessonFactory(region=zeeland, tags=["wachtlijst"], title="Alleen de tag"),
    ]


def shown(session: SessionPage, user: User) -> list[str]:
    cases = [item.case for item in session.agenda_for(user)]
    return [match.lesson.title for match in matching_lessons(session, user=user, cases=cases).shown]


def judge(session: SessionPage, lesson: LessonPage) -> str:
    return reverse("learningtables:judge", args=[session.pk, lesson.pk])


def test_three_at_most_the_best_first_and_another_region_before_one_s_own(
    session: SessionPage, lessons: list[LessonPage], participant: User, outsider: User, client_of: ClientOf
) -> None:
    assert shown(session, participant) == ["Beide", "Thema, elders", "Thema, elders, ouder"]
    page = client_of(participant).get(session.url).content.decode()
    assert all(judge(session, lesson) in page for lesson in lessons[:3])
    assert not any(judge(session, lesson) in page for lesson in lessons[3:])
    session.audience_key = "public"
    session.save()
    assert 'id="lessen"' not in client_of(outsider).get(session.url).content.decode()
    assert client_of(outsider).get(judge(session, lessons[0])).status_code == 403


def test_never_one_that_is_retired_a_draft_or_somebody_else_s(
    session: SessionPage, theme: Theme, zeeland: Region, participant: User, client_of: ClientOf
) -> None:
    hidden = [
        LessonFactory(region=zeeland, themes=[theme], status=LessonStatus.RETIRED),
        LessonFactory(region=zeeland, themes=[theme], draft=True),
        LessonFactory(region=zeeland, themes=[theme], audience_key=circle_key(zeeland.circle_id)),
    ]
    assert shown(session, participant) == []
    assert [client_of(participant).get(judge(session, one)).status_code for one in hidden] == [404, 404, 404]


def test_two_clicks_tell_the_owner_who_reads_it_on_the_lesson_s_screen(
    session: SessionPage,
    lessons: list[LessonPage],
    participant: User,
    facilitator: User,
    coordinator: User,
    editor: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    lesson, url = lessons[0], judge(session, lessons[0])
    form = client_of(participant).get(url, {"oordeel": "contradicts"}).context["form"]
    assert form["verdict"].value() == "contradicts"
    mail.outbox.clear()
    filled = {"verdict": "contradicts", "note": "Hier werkt bellen niet.", "version": form["version"].value()}
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client_of(participant).post(url, filled) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    said = LessonVerdict.objects.get()
    assert (said.verdict, said.note, said.given_by) == (Verdict.CONTRADICTS, "Hier werkt bellen niet.", participant)
    (message,) = mail.outbox
    door = reverse("lessons:lesson", args=[lesson.pk])
    assert (message.to, door in message.body) == ([coordinator.email], True)
    assert not any(hidden in message.message().as_string() for hidden in ("bellen niet", lesson.title, session.title))
    for address in (door, lesson.url):
        page = client_of(coordinator).get(address).content.decode()
        feedback = page[page.index('id="tafels"') :]
        assert "Food Valley" in feedback
        assert "Hier werkt bellen niet." in feedback
        assert not any(one in page for one in (str(participant), session.table.title, session.title))
    assert [client_of(user).get(lesson.url).context["feedback"] for user in (facilitator, editor)] == [None, None]
    assert "bellen niet" not in str(list(ModelLogEntry.objects.values_list("label", "data")))


def test_what_is_not_relevant_here_makes_room_for_another_and_can_be_taken_back(
    session: SessionPage, lessons: list[LessonPage], participant: User, facilitator: User
) -> None:
    first = actions.judge_lesson(session, lessons[0], verdict=Verdict.NOT_RELEVANT, user=participant)
    actions.judge_lesson(session, lessons[2], verdict=Verdict.USED, user=facilitator)
    assert shown(session, participant) == ["Thema, elders, ouder", "Thema, elders", "Thema, eigen regio"]
    actions.judge_lesson(session, lessons[0], verdict=Verdict.USED, user=facilitator)
    assert shown(session, participant)[:2] == ["Beide", "Thema, elders, ouder"]
    first.refresh_from_db()
    assert (LessonVerdict.objects.count(), first.verdict) == (2, Verdict.USED)


def test_two_who_say_something_else_meet(
    session: SessionPage, lessons: list[LessonPage], participant: User, facilitator: User, client_of: ClientOf
) -> None:
    url = judge(session, lessons[0])
    version = client_of(participant).get(url).context["form"]["version"].value()
    client_of(facilitator).post(url, {"verdict": "used", "note": "Doen we al.", "version": version})
    answer = client_of(participant).post(url, {"verdict": "not_relevant", "note": "", "version": version})
    assert answer.status_code == 409
    assert "Doen we al." in answer.content.decode()
    again = {"verdict": "not_relevant", "note": "", "version": answer.context["form"]["version"].value()}
    assert client_of(participant).post(url, again).status_code == 302
    assert LessonVerdict.objects.get().verdict == Verdict.NOT_RELEVANT


def test_what_leads_to_a_person_is_refused_and_a_session_that_is_off_needs_nothing(
    session: SessionPage, lessons: list[LessonPage], participant: User, facilitator: User, client_of: ClientOf
) -> None:
    url, note = judge(session, lessons[0]), "Bel 06 12345678 of mail anna@voorbeeld.nl."
    answer = client_of(participant).post(url, {"verdict": "used", "note": note, "version": ""})
    assert answer.context["form"].non_field_errors()
    actions.cancel_session(session, user=facilitator)
    answer = client_of(participant).post(url, {"verdict": "used", "note": "", "version": ""})
    assert answer.context["form"].non_field_errors()
    assert not LessonVerdict.objects.exists()


@pytest.mark.once
def test_more_lessons_and_verdicts_cost_no_more_queries(
    session: SessionPage,
    lessons: list[LessonPage],
    theme: Theme,
    zeeland: Region,
    participant: User,
    coordinator: User,
    client_of: ClientOf,
    queries_of: Callable[[Client, str], int],
) -> None:
    preparing, owner = client_of(participant), client_of(coordinator)
    actions.judge_lesson(session, lessons[0], verdict=Verdict.USED, user=participant)
    few = [queries_of(preparing, session.url), queries_of(owner, lessons[0].url)]
    for one in [LessonFactory(region=zeeland, themes=[theme]) for _n in range(4)]:
        actions.judge_lesson(session, one, verdict=Verdict.NOT_RELEVANT, user=participant)
    for days in (10, 11):
        other = make_session(session.table, user=session.owner, days=days)
        actions.judge_lesson(other, lessons[0], verdict=Verdict.CONTRADICTS, user=participant)
    assert [queries_of(preparing, session.url), queries_of(owner, lessons[0].url)] == few
    (said,) = lessons[0].verdicts.last_of_each_table()
    assert said.verdict == Verdict.CONTRADICTS
