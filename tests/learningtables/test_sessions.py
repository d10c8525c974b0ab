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

from casestudies.models import CaseStudyPage, Reflection
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage
from learningtables.states import Rsvp, SessionState
from regions.audience import PUBLIC
from regions.models import Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_session
from tests.factories.lessons import ActionFactory
from tests.factories.regions import CircleFactory, MembershipFactory, UserFactory

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


def change(session: SessionPage, planning: Planning, **fields: Any) -> dict[str, Any]:
    return planning(version=session.latest_revision_id, **fields)


def test_who_saves_second_sees_both_and_decides(
    session: SessionPage, facilitator: User, planning: Planning, client_of: ClientOf
) -> None:
    url = reverse("learningtables:change_session", args=[session.pk])
    client = client_of(facilitator)
    client.post(url, change(session, planning, preparation="Van de eerste"))
    second = client.post(url, change(session, planning, preparation="Van de tweede"))
    assert second.status_code == 409
    assert dict(second.context["form"].standing).values() == {"Van de eerste"} or "Van de eerste" in str(
        second.context["form"].standing
    )
    assert "Van de tweede" in second.content.decode()
    session.refresh_from_db()
    assert session.preparation == "Van de eerste"
    version = second.context["form"]["version"].value()
    assert client.post(url, planning(version=version, preparation="Van de tweede")).status_code == 302
    session.refresh_from_db()
    assert session.preparation == "Van de tweede"


def test_a_new_time_asks_for_a_new_reply(
    session: SessionPage, facilitator: User, participant: User, planning: Planning, client_of: ClientOf
) -> None:
    actions.reply(session, rsvp=Rsvp.YES, user=participant)
    url = reverse("learningtables:change_session", args=[session.pk])
    client_of(facilitator).post(url, change(session, planning))
    assert session.participants.get(user=participant).rsvp == Rsvp.NO_REPLY


def test_a_case_with_a_reflection_stays_on_the_agenda(
    session: SessionPage, case: CaseStudyPage, facilitator: User, planning: Planning, client_of: ClientOf
) -> None:
    everybody = [one.user for one in session.participants.all()]
    session = actions.change_session(
        session, version=session.latest_revision_id, user=facilitator, cases=[case], participants=everybody
    )
    actions.open_case_reflection(session.agenda.get(), anonymous=False, user=facilitator)
    url = reverse("learningtables:change_session", args=[session.pk])
    answer = client_of(facilitator).post(url, change(session, planning))
    assert answer.context["form"].non_field_errors()
    assert session.agenda.count() == 1


def test_a_cancelled_session_says_so_and_stands_still(
    session: SessionPage, facilitator: User, participant: User, planning: Planning, client_of: ClientOf
) -> None:
    client = client_of(facilitator)
    client.post(reverse("learningtables:cancel", args=[session.pk]))
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED
    assert 'class="notice notice--critical' in client_of(participant).get(session.url).content.decode()
    url = reverse("learningtables:change_session", args=[session.pk])
    assert client.post(url, change(session, planning)).context["form"].non_field_errors()
    with pytest.raises(IllegalMove):
        actions.hold_session(session, present=[], user=facilitator)
    with pytest.raises(IllegalMove):
        actions.draft_report(session, user=facilitator)
    assert session.title in client_of(participant).get(session.table.url).content.decode()


def test_an_old_revision_brings_no_old_time_back(session: SessionPage, facilitator: User) -> None:
    old = session.get_latest_revision()
    cancelled = actions.cancel_session(session, user=facilitator)
    old.publish(skip_permission_checks=True)
    session.refresh_from_db()
    assert (session.state, session.sequence) == (SessionState.CANCELLED, cancelled.sequence)


# --- replies and attendance ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rsvp", ["yes", "maybe", "no"])
def test_a_participant_replies(rsvp: str, session: SessionPage, participant: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:reply", args=[session.pk])
    answer = client_of(participant).post(url, {"rsvp": rsvp})
    assert answer.url == session.url
    assert session.participants.get(user=participant).rsvp == rsvp


def test_a_reply_that_does_not_exist_is_refused(session: SessionPage, participant: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:reply", args=[session.pk])
    assert client_of(participant).post(url, {"rsvp": "misschien"}).status_code == 400


def test_who_is_not_on_the_list_does_not_reply(session: SessionPage, client_of: ClientOf, outsider: User) -> None:
    late = MembershipFactory(circle=session.table.circle).user
    url = reverse("learningtables:reply", args=[session.pk])
    assert client_of(late).post(url, {"rsvp": "yes"}).status_code == 403
    assert client_of(outsider).post(url, {"rsvp": "yes"}).status_code == 404


def test_a_past_session_takes_no_replies(table: LearningTablePage, facilitator: User, client_of: ClientOf) -> None:
    session = make_session(table, user=facilitator, days=-3)
    url = reverse("learningtables:reply", args=[session.pk])
    client_of(facilitator).post(url, {"rsvp": "yes"})
    assert session.participants.get(user=facilitator).rsvp == Rsvp.NO_REPLY
    assert url not in client_of(facilitator).get(session.url).content.decode()


def test_holding_a_session_records_who_was_there(
    table: LearningTablePage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    session = make_session(table, user=facilitator, days=-1)
    url = reverse("learningtables:attendance", args=[session.pk])
    client = client_of(facilitator)
    client.post(url, {"present": [participant.pk]})
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    assert [one.user for one in session.participants.filter(attended=True)] == [participant]
    client.post(url, {"present": [facilitator.pk]})
    assert [one.user for one in session.participants.filter(attended=True)] == [facilitator]


def test_a_session_to_come_is_not_held_yet(session: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:attendance", args=[session.pk])
    answer = client_of(facilitator).post(url, {"present": [facilitator.pk]})
    assert answer.context["form"].non_field_errors()
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


# --- the central question -----------------------------------------------------------------------------------


@pytest.fixture
def item(session: SessionPage, case: CaseStudyPage, facilitator: User) -> Any:
    people = [one.user for one in session.participants.all()]
    changed = actions.change_session(
        session, version=session.latest_revision_id, user=facilitator, cases=[case], participants=people
    )
    return changed.agenda.get()


def test_the_facilitator_opens_the_reflection(
    item: Any, session: SessionPage, facilitator: User, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    client = client_of(facilitator)
    form = client.get(url).context["form"]
    ticked = {option.data["value"].instance for option in form["respondents"] if option.data["selected"]}
    assert ticked == {facilitator, participant}  # not the case owner, who knows how it ended
    answer = client.post(url, {"anonymous": "no", "respondents": [participant.pk]})
    reflection = Reflection.objects.get()
    assert answer.url == reverse("casestudies:reflection", args=[reflection.pk])
    item.refresh_from_db()
    assert (item.reflection, reflection.anonymous, reflection.case) == (reflection, False, item.case)
    assert [one.user for one in reflection.respondents.all()] == [participant]
    assert answer.url in client_of(case_owner).get(session.url).content.decode()


def test_a_reflection_is_opened_once(item: Any, session: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    actions.open_case_reflection(item, anonymous=False, user=facilitator)
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    answer = client_of(facilitator).post(url, {"anonymous": "no", "respondents": [facilitator.pk]})
    assert answer.context["form"].non_field_errors()
    assert Reflection.objects.count() == 1


def test_too_few_for_anonymity_is_said_and_the_choice_stays(
    item: Any, session: SessionPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    answer = client_of(facilitator).post(url, {"anonymous": "yes", "respondents": [facilitator.pk, participant.pk]})
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["anonymous"].value() == "yes"


@pytest.mark.parametrize(("who", "status"), [("participant", 403), ("outsider", 404), ("admin", 404)])
def test_only_the_facilitator_opens_a_reflection(
    who: str, status: int, item: Any, session: SessionPage, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    url = reverse("learningtables:open_reflection", args=[session.pk, item.pk])
    assert client_of(request.getfixturevalue(who)).post(url, {"anonymous": "no"}).status_code == status


def test_the_door_asks_to_sign_in(
    session: SessionPage, participant: User, client_of: ClientOf, visitor: Client
) -> None:
    url = reverse("learningtables:session", args=[session.pk])
    assert visitor.get(url).url.startswith(reverse("account_login"))
    assert client_of(participant).get(url).url == session.url
    assert client_of(UserFactory()).get(url).status_code == 404
