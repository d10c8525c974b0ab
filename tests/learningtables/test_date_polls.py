"""A date found together: asked, answered in sight of all, reminded of, and ended by a session or without."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from learningtables import actions
from learningtables.models import DatePoll, DateReply, LearningTablePage, SessionPage
from learningtables.states import Fits
from regions.models import User
from regions.states import IllegalMove
from tests.factories.regions import MembershipFactory, person

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


@pytest.fixture
def poll(table: LearningTablePage, facilitator: User, participant: User, case_owner: User) -> DatePoll:
    """Three afternoons from next week on."""
    moments = []
    for days in (7, 8, 9):
        day = timezone.localdate() + datetime.timedelta(days=days)
        begins = timezone.make_aware(datetime.datetime.combine(day, datetime.time(13, 30)))
        moments.append((begins, begins + datetime.timedelta(hours=2)))
    return actions.propose_moments(table, title="Terugkijken", moments=moments, user=facilitator)


def reply(poll: DatePoll, *fits: Fits) -> dict[str, str]:
    return {f"moment_{option.pk}": value for option, value in zip(poll.options.all(), fits, strict=True)}


def url_of(poll: DatePoll, name: str = "poll") -> str:
    return reverse(f"learningtables:{name}", args=[poll.pk])


def proposal(**fields: str) -> dict[str, str]:
    moments = {"day_1": "2035-03-13", "begins_1": "10:00", "day_2": "2035-03-15", "begins_2": "13:30"}
    return {"title": "Terugkijken", "minutes": "90", **moments, **fields}


def test_a_facilitator_proposes_and_everybody_else_gets_a_link(
    table: LearningTablePage,
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client, url = client_of(facilitator), reverse("learningtables:propose", args=[table.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, proposal())
        again = client.post(url, proposal())
    assert again.context["form"].non_field_errors()
    poll = DatePoll.objects.get()
    lasts = {option.ends_at - option.starts_at for option in poll.options.all()}
    assert (poll.options.count(), lasts) == (2, {datetime.timedelta(minutes=90)})
    assert {message.to[0] for message in mail.outbox} == {participant.email, case_owner.email}
    assert url_of(poll) in mail.outbox[0].body
    assert poll.title not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day_2": "", "begins_2": ""}, "day_2"),
        ({"day_3": "2035-03-16"}, "begins_3"),
        ({"day_2": "2035-03-13", "begins_2": "10:00"}, "day_2"),
        ({"day_1": "2020-01-01"}, "day_1"),
        ({"minutes": "5"}, "minutes"),
    ],
)
def test_what_is_wrong_with_a_proposal(
    wrong: dict[str, str], field: str, table: LearningTablePage, facilitator: User, client_of: ClientOf
) -> None:
    page = client_of(facilitator).post(reverse("learningtables:propose", args=[table.pk]), proposal(**wrong))
    assert field in page.context["form"].errors


def test_replies_are_seen_by_all_and_can_be_changed(
    poll: DatePoll, facilitator: User, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    mine = client_of(participant)
    assert mine.post(url_of(poll), reply(poll, Fits.NO, Fits.IF_NEED_BE, Fits.YES)).status_code == 302
    mine.post(url_of(poll), reply(poll, Fits.NO, Fits.YES, Fits.YES))
    client_of(case_owner).post(url_of(poll), reply(poll, Fits.YES, Fits.IF_NEED_BE, Fits.YES))
    assert DateReply.objects.count() == 6
    page = client_of(facilitator).get(url_of(poll))
    assert [row["is_best"] for row in page.context["rows"]] == [False, False, True]
    assert [names for _label, names in page.context["rows"][1]["said"]] == [[str(participant)], [str(case_owner)]]
    assert [seat.user for seat in page.context["awaited"]] == [facilitator]


def test_half_a_reply_is_not_taken(poll: DatePoll, participant: User, client_of: ClientOf) -> None:
    data = reply(poll, Fits.YES, Fits.YES, Fits.YES)
    data.popitem()
    page = client_of(participant).post(url_of(poll), data)
    assert len(page.context["form"].errors) == 1
    assert not DateReply.objects.exists()
    with pytest.raises(IllegalMove):
        actions.reply_to_poll(poll, fits={}, user=participant)


def test_only_who_has_not_replied_is_reminded_and_once_a_day(
    poll: DatePoll,
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    for one in (participant, facilitator):
        client_of(one).post(url_of(poll), reply(poll, Fits.YES, Fits.YES, Fits.YES))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(facilitator).post(url_of(poll, "remind_poll"))
        client_of(facilitator).post(url_of(poll, "remind_poll"))
    assert [message.to for message in mail.outbox] == [[case_owner.email]]


def test_the_moment_that_was_picked_fills_in_the_plan_and_ends_the_poll(
    poll: DatePoll, facilitator: User, planning: Any, client_of: ClientOf
) -> None:
    client = client_of(facilitator)
    option = poll.options.all()[1]
    url = f"{reverse('learningtables:plan', args=[poll.table_id])}?moment={option.pk}"
    form = client.get(url).context["form"]
    begins = timezone.localtime(option.starts_at)
    assert [form[name].value() for name in ("title", "day", "begins")] == [
        "Terugkijken",
        begins.date(),
        begins.time(),
    ]
    data = planning(day=str(begins.date()), moment=option.pk)
    assert client.post(url, data).status_code == 302
    session = SessionPage.objects.get()
    assert (session.starts_at, session.date_poll) == (option.starts_at, poll)
    poll.refresh_from_db()
    assert not poll.is_open
    # A second click, and a colleague with the same screen: the session is there once.
    assert client.post(url, data).context["form"].non_field_errors()
    assert SessionPage.objects.count() == 1
    assert client.get(url).context["form"]["moment"].value() is None
    assert session.url in client.get(url_of(poll)).content.decode()


def test_a_closed_poll_takes_nothing_more(
    poll: DatePoll, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    client = client_of(facilitator)
    assert client.get(url_of(poll, "close_poll")).status_code == 200
    client.post(url_of(poll, "close_poll"))
    client.post(url_of(poll, "close_poll"))
    poll.refresh_from_db()
    assert (poll.is_open, poll.session) == (False, None)
    late = client_of(participant).post(url_of(poll), reply(poll, Fits.YES, Fits.YES, Fits.YES))
    assert late.context["form"].non_field_errors()
    client.post(url_of(poll, "remind_poll"))
    assert not DateReply.objects.exists()
    done = ModelLogEntry.objects.for_instance(poll).values_list("action", flat=True)
    assert sorted(done) == ["learningtables.close_poll", "learningtables.propose_moments"]


def test_a_moment_of_another_table_fills_in_nothing(
    poll: DatePoll, foodvalley: Any, facilitator: User, client_of: ClientOf
) -> None:
    other = actions.found_table(region=foodvalley, title="Andere tafel", purpose="Iets anders.", user=facilitator)
    option = poll.options.earliest("pk")
    url = f"{reverse('learningtables:plan', args=[other.pk])}?moment={option.pk}"
    assert client_of(facilitator).get(url).context["form"]["moment"].value() is None


@pytest.mark.parametrize("who", ["foodvalley_coordinator", "coordinator", "editor", "outsider", "admin"])
def test_nobody_else_knows_of_a_poll(
    who: str, request: pytest.FixtureRequest, poll: DatePoll, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(url_of(poll)).status_code == 404
    assert client.post(url_of(poll), reply(poll, Fits.YES, Fits.YES, Fits.YES)).status_code == 404
    for name in ("remind_poll", "close_poll"):
        assert client.post(url_of(poll, name)).status_code == 404
    assert url_of(poll) not in client.get(poll.table.url).content.decode()


def test_a_participant_replies_and_does_no_more(
    poll: DatePoll, participant: User, visitor: Client, client_of: ClientOf
) -> None:
    client = client_of(participant)
    assert url_of(poll) in client.get(poll.table.url).content.decode()
    for name in ("remind_poll", "close_poll"):
        assert client.post(url_of(poll, name)).status_code == 403
    assert client.get(reverse("learningtables:propose", args=[poll.table_id])).status_code == 403
    assert visitor.get(url_of(poll)).status_code == 302


def test_a_poll_waits_on_the_home_page_until_the_reply(
    poll: DatePoll, participant: User, outsider: User, client_of: ClientOf
) -> None:
    def waiting(client: Client) -> list[str]:
        return [one.title for one in client.get("/").context["waiting"]]

    client = client_of(participant)
    assert waiting(client) == ["Terugkijken"]
    assert waiting(client_of(outsider)) == []
    client.post(url_of(poll), reply(poll, Fits.YES, Fits.NO, Fits.NO))
    assert waiting(client) == []


def test_the_number_of_queries_does_not_grow(
    poll: DatePoll, facilitator: User, participant: User, client_of: ClientOf, queries_of: Any
) -> None:
    client = client_of(facilitator)
    fits = {option.pk: Fits.YES for option in poll.options.all()}
    actions.reply_to_poll(poll, fits=fits, user=participant)
    one = queries_of(client, url_of(poll))
    for number in range(3):
        colleague = person(f"colleague-{number}")
        MembershipFactory(circle=poll.table.circle, user=colleague)
        actions.reply_to_poll(poll, fits=fits, user=colleague)
    MembershipFactory(circle=poll.table.circle, user=person("silent"))
    assert queries_of(client, url_of(poll)) == one
