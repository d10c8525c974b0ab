"""Planning, changing and cancelling a session, its page and the replies to it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage
from regions.audience import PUBLIC
from regions.models import Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_session
from tests.factories.lessons import ActionFactory
from tests.factories.regions import CircleFactory, MembershipFactory

ClientOf = Callable[[User], Client]
Planning = Callable[..., dict[str, Any]]


def plan_url(table: LearningTablePage) -> str:
    return reverse("learningtables:plan", args=[table.pk])


def test_a_facilitator_plans_a_session(
    table: LearningTablePage,
    case: CaseStudyPage,
    facilitator: User,
    participant: User,
    planning: Planning,
    client_of: ClientOf,
) -> None:
    answer = client_of(facilitator).post(plan_url(table), planning(cases=[case.pk]))
    session = SessionPage.objects.get()
    assert answer.url == session.url
    assert session.get_parent().pk == table.pk
    assert timezone.localtime(session.starts_at).isoformat() == "2035-03-14T13:30:00+01:00"
    assert session.date == datetime.date(2035, 3, 14)
    assert session.audience_key == table.circle.audience_key
    assert [item.case for item in session.agenda.all()] == [case]
    assert {one.user for one in session.participants.all()} == {facilitator, participant}
    assert PageLogEntry.objects.filter(page=session.pk, action="learningtables.plan_session", user=facilitator).exists()


def test_everybody_at_the_table_is_ticked_beforehand(
    table: LearningTablePage, facilitator: User, participant: User, case: CaseStudyPage, client_of: ClientOf
) -> None:
    ended = MembershipFactory(circle=table.circle, status="ended").user
    form = client_of(facilitator).get(f"{plan_url(table)}?casus={case.pk}").context["form"]
    ticked = {option.data["value"].instance for option in form["participants"] if option.data["selected"]}
    assert ticked == {facilitator, participant, case.owner}
    assert ended not in ticked
    assert [option.data["value"].value for option in form["cases"] if option.data["selected"]] == [case.pk]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": "13:00"}, "ends"),
        ({"place": "", "link": ""}, "place"),
        ({"day": "morgen"}, "day"),
        ({"method": ""}, "method"),
        ({"participants": []}, "participants"),
        ({"link": "geen adres"}, "link"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    wrong: dict[str, Any],
    field: str,
    table: LearningTablePage,
    facilitator: User,
    planning: Planning,
    client_of: ClientOf,
) -> None:
    answer = client_of(facilitator).post(plan_url(table), planning(preparation="Neem je agenda mee", **wrong))
    assert list(answer.context["form"].errors) == [field]
    assert "Neem je agenda mee" in answer.content.decode()
    assert not SessionPage.objects.exists()


def test_a_link_is_enough(table: LearningTablePage, facilitator: User, planning: Planning, client_of: ClientOf) -> None:
    client_of(facilitator).post(plan_url(table), planning(place="", link="https://overleg.example/tafel"))
    assert SessionPage.objects.get().link == "https://overleg.example/tafel"


def test_cases_that_cannot_be_chosen_are_named_with_the_reason(
    table: LearningTablePage,
    case: CaseStudyPage,
    foodvalley: Region,
    facilitator: User,
    case_owner: User,
    planning: Planning,
    client_of: ClientOf,
) -> None:
    other = CircleFactory()
    MembershipFactory(circle=other, user=facilitator)
    MembershipFactory(circle=other, user=case_owner)
    unlocked = make_case(region=foodvalley, circle=table.circle, owner=case_owner, shared=True, title="Nog open")
    elsewhere = make_case(
        region=foodvalley, circle=other, owner=case_owner, locked=True, shared=True, title="Van elders"
    )
    draft = make_case(region=foodvalley, circle=table.circle, owner=facilitator, locked=True, title="Nog van mij")
    unseen = make_case(region=foodvalley, circle=table.circle, owner=case_owner, locked=True, title="Nog van haar")
    client = client_of(facilitator)
    form = client.get(plan_url(table)).context["form"]
    assert [option.data["value"].instance for option in form["cases"]] == [case]
    assert {one for one, _reason in form.unavailable()} == {unlocked, elsewhere, draft}
    for refused in (unlocked, elsewhere, draft, unseen):
        answer = client.post(plan_url(table), planning(cases=[refused.pk]))
        assert list(answer.context["form"].errors) == ["cases"]


def test_the_action_refuses_what_the_form_would(
    table: LearningTablePage, foodvalley: Region, facilitator: User, case_owner: User, outsider: User
) -> None:
    unlocked = make_case(region=foodvalley, circle=table.circle, owner=case_owner, shared=True)
    other = CircleFactory()
    MembershipFactory(circle=other, user=case_owner)
    closed = make_case(region=foodvalley, circle=other, owner=case_owner, locked=True, shared=True)
    for wrong in ({"cases": [unlocked]}, {"cases": [closed]}, {"participants": [outsider]}, {"place": ""}):
        with pytest.raises(IllegalMove):
            make_session(table, user=facilitator, **wrong)
    assert not SessionPage.objects.exists()


# --- the page -----------------------------------------------------------------------------------------


def test_the_page_for_who_sits_at_the_table(
    session: SessionPage, case: CaseStudyPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    everybody = [one.user for one in session.participants.all()]
    actions.change_session(
        session, version=session.latest_revision_id, user=facilitator, cases=[case], participants=everybody
    )
    ActionFactory(circle=session.table.circle, owner=participant, what="De school eerder bellen")
    page = client_of(participant).get(session.url).content.decode()
    for text in (case.title, "De school eerder bellen", "Proefmethode", "Openen", str(facilitator), session.place):
        assert text in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("facilitator", 200),
        ("participant", 200),
        ("case_owner", 200),
        ("outsider", 404),
        ("foodvalley_coordinator", 404),
        ("coordinator", 404),
        ("editor", 404),
        ("admin", 404),
    ],
)
def test_who_reads_a_session(
    who: str, status: int, request: pytest.FixtureRequest, session: SessionPage, client_of: ClientOf
) -> None:
    assert client_of(request.getfixturevalue(who)).get(session.url).status_code == status


SCREENS = ["change_session", "cancel", "attendance"]


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("facilitator", 200), ("participant", 403), ("outsider", 404), ("editor", 404), ("admin", 404)],
)
def test_who_runs_a_session(
    name: str, who: str, status: int, request: pytest.FixtureRequest, session: SessionPage, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse(f"learningtables:{name}", args=[session.pk])).status_code == status


def test_a_wider_audience_shows_neither_people_nor_closed_cases(
    session: SessionPage,
    case: CaseStudyPage,
    participant: User,
    facilitator: User,
    visitor: Client,
    client_of: ClientOf,
) -> None:
    everybody = [one.user for one in session.participants.all()]
    session = actions.change_session(
        session,
        version=session.latest_revision_id,
        user=facilitator,
        cases=[case],
        participants=everybody,
        link="https://overleg.example/geheim",
    )
    session.audience_key = PUBLIC
    session.save()
    ActionFactory(circle=session.table.circle, owner=participant, what="De school eerder bellen")
    page = visitor.get(session.url).content.decode()
    assert session.title in page
    for hidden in (case.title, str(participant), str(facilitator), "De school eerder bellen", "overleg.example/geheim"):
        assert hidden not in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_screens_render_in_both_languages(
    language: str,
    table: LearningTablePage,
    session: SessionPage,
    facilitator: User,
    foodvalley_coordinator: User,
    client_of: ClientOf,
) -> None:
    actions.draft_report(session, user=facilitator)
    names = [("list", []), ("sessions", []), ("methods", []), ("method", [session.method.slug])]
    names += [(name, [table.pk]) for name in ("plan", "members", "invite", "change_table")]
    names += [(name, [session.pk]) for name in ("change_session", "cancel", "attendance", "report")]
    urls = [reverse(f"learningtables:{name}", args=args) for name, args in names]
    client = client_of(facilitator)
    client.cookies["taal"] = language
    for url in [*urls, table.url, session.url]:
        page = client.get(url)
        assert page.status_code == 200, url
        assert f'<html lang="{language}"' in page.content.decode()
    founder = client_of(foodvalley_coordinator)
    founder.cookies["taal"] = language
    assert founder.get(reverse("learningtables:found")).status_code == 200


def test_the_number_of_queries_of_the_page_does_not_grow(
    session: SessionPage, foodvalley: Region, facilitator: User, case_owner: User, client_of: ClientOf
) -> None:
    table, client = session.table, client_of(facilitator)

    def grow(rows: int) -> None:
        people = [MembershipFactory(circle=table.circle).user for _ in range(rows)]
        cases = [
            make_case(region=foodvalley, circle=table.circle, owner=case_owner, locked=True, shared=True, title=f"C{n}")
            for n in range(rows)
        ]
        now = SessionPage.objects.get(pk=session.pk)
        everybody = [one.user for one in now.participants.all()] + people
        agenda = [item.case for item in now.agenda.all()] + cases
        actions.change_session(
            now, version=now.latest_revision_id, user=facilitator, cases=agenda, participants=everybody
        )
        for person in people:
            ActionFactory(circle=table.circle, owner=person)

    grow(1)
    client.get(session.url)
    with CaptureQueriesContext(connection) as few:
        client.get(session.url)
    grow(29)
    with CaptureQueriesContext(connection) as many:
        client.get(session.url)
    assert len(many) == len(few)


def test_upcoming_sessions_are_those_the_reader_may_see(
    session: SessionPage,
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    outsider: User,
    client_of: ClientOf,
) -> None:
    make_session(table, user=facilitator, held=True, title="Was al")
    soon = make_session(table, user=facilitator, days=2, title="Al gauw")
    url = reverse("learningtables:sessions")
    assert [page.title for page in client_of(participant).get(url).context["pages"]] == [soon.title, session.title]
    assert client_of(outsider).get(url).context["pages"] == []


# --- changing and cancelling -----------------------------------------------------------------------------
