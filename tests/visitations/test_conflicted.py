"""An editor who sits at one of the tables of a visitation is no editor there: conflicted means absent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from home import rights
from home.models import HomePage
from regions.actions import add_member, set_membership_status
from regions.models import Region, User
from regions.states import MembershipStatus, Role
from tests.factories import visitations as made
from tests.factories.regions import UserFactory
from visitations import actions
from visitations.models import VisitationPage
from visitations.states import Stage, TieKind

pytestmark = pytest.mark.once

# How the editor sits: at which table, in which role, and how the seat stands.
SEATS = {
    "asked": ("committee", Role.MEMBER, MembershipStatus.AWAITING_DECLARATION),
    "recused": ("committee", Role.MEMBER, MembershipStatus.RECUSED),
    "declared": ("committee", Role.MEMBER, MembershipStatus.ACTIVE),
    "visited": ("visited_party", Role.MEMBER, MembershipStatus.ACTIVE),
    "hosting": ("visited_party", Role.HOST, MembershipStatus.ACTIVE),
}
DOORS = ("committee", "propose", "add_host", "terms", "move", "decide_tie")
ABSENT = dict.fromkeys(DOORS, 404)
SEATED = dict.fromkeys(DOORS, 403) | {"committee": 200}  # reads as one of the table it sits at, and does nothing more
MET = {
    "asked": ABSENT,
    "recused": ABSENT,
    "declared": SEATED,
    "visited": SEATED,
    "hosting": SEATED | {"add_host": 200},  # a host adds contacts, editor or not
    "no seat": dict.fromkeys(DOORS, 200),
    "ended": dict.fromkeys(DOORS, 200),
}


@pytest.fixture
def visitation(visitation_at: Any, people: made.People) -> VisitationPage:
    """The chair has declared a tie, which waits for an editor."""
    visitation = visitation_at(Stage.COMMITTEE)
    chair = made.seat(visitation, people.chair)
    actions.declare(chair, ties=[TieKind.EARLIER_VISIT], explanation="In 2019.", user=people.chair)
    return visitation


@pytest.fixture
def seat_editor(visitation: VisitationPage, editor: User) -> Callable[[str], None]:
    def take(name: str) -> None:
        table, role, status = SEATS[name]
        add_member(getattr(visitation, table), member=editor, role=role, user=None, status=status)

    return take


def addresses(visitation: VisitationPage, people: made.People) -> dict[str, str]:
    more = {"move": (Stage.SELF_EVALUATION,), "decide_tie": (made.seat(visitation, people.chair).pk,)}
    return {door: reverse(f"visitations:{door}", args=[visitation.pk, *more.get(door, ())]) for door in DOORS}


@pytest.mark.parametrize("seat", ["no seat", *SEATS])
def test_what_an_editor_meets(
    seat: str, visitation: VisitationPage, people: made.People, seat_editor: Any, client_of: Any
) -> None:
    if seat in SEATS:
        seat_editor(seat)
    client = client_of(people.editor)
    met = {door: client.get(path).status_code for door, path in addresses(visitation, people).items()}
    assert met == MET[seat]


@pytest.mark.parametrize("seat", SEATS)
def test_nothing_that_is_sent_is_done(
    seat: str, visitation: VisitationPage, people: made.People, seat_editor: Any, client_of: Any
) -> None:
    seat_editor(seat)
    client, guest, chair = client_of(people.editor), UserFactory(), made.seat(visitation, people.chair)
    paths = addresses(visitation, people)
    sent = {
        "propose": {"person": guest.pk, "role": "member"},
        "decide_tie": {"decision": "accepted", "reason": "Dat mag."},
        "move": {},
        "terms": {f"term_{stage}": timezone.localdate() for stage in Stage},
    }
    answers = {door: client.post(paths[door], data).status_code for door, data in sent.items()}
    withdraw = reverse("visitations:withdraw", args=[visitation.pk, chair.pk])
    assert {**answers, "withdraw": client.post(withdraw).status_code} == {
        **{door: MET[seat][door] for door in sent},
        "withdraw": MET[seat]["propose"],
    }
    visitation.refresh_from_db()
    chair.refresh_from_db()
    assert (visitation.stage, chair.status) == (Stage.COMMITTEE, MembershipStatus.AWAITING_DECLARATION)
    assert not visitation.committee.memberships.filter(user=guest).exists()


def test_who_left_the_table_is_an_editor_again(
    visitation: VisitationPage, people: made.People, seat_editor: Any, client_of: Any
) -> None:
    seat_editor("declared")
    set_membership_status(made.seat(visitation, people.editor), status=MembershipStatus.ENDED, user=None)
    client = client_of(people.editor)
    met = {door: client.get(path).status_code for door, path in addresses(visitation, people).items()}
    assert met == MET["ended"]


def test_the_page_shows_a_recused_editor_their_declaration_alone(
    visitation: VisitationPage, people: made.People, seat_editor: Any, client_of: Any
) -> None:
    client = client_of(people.editor)
    assert client.get(visitation.get_url()).context["moves"]
    seat_editor("recused")
    context = client.get(visitation.get_url()).context
    declare = reverse("visitations:declare", args=[visitation.pk])
    assert ([url for url, _label in context["doors"]], context["moves"]) == ([declare], [])


@pytest.mark.parametrize("seat", SEATS)
def test_the_page_around_it_is_not_theirs_to_edit(
    seat: str, visitation: VisitationPage, people: made.People, seat_editor: Any, client_of: Any
) -> None:
    national = people.editor.circles.get()
    rights.give_national_rights(national, home=HomePage.objects.get())
    national.refresh_from_db()
    add_member(national, member=people.editor, role=Role.EDITOR, user=None)
    client, path = client_of(people.editor), reverse("wagtailadmin_pages:edit", args=[visitation.pk])
    assert client.get(path).status_code == 200
    seat_editor(seat)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("seat", ["declared", "visited"])
def test_they_invite_nobody_to_the_table_they_sit_at(
    seat: str, visitation: VisitationPage, people: made.People, seat_editor: Any, client_of: Any
) -> None:
    seat_editor(seat)
    client, circle = client_of(people.editor), getattr(visitation, SEATS[seat][0])
    path = reverse("regions:circle", args=[circle.pk])
    page = client.get(path)
    assert (page.status_code, page.context["leading"]) == (200, False)
    assert client.post(path, {"email": "nieuw@example.org", "role": "member"}).status_code == 403
    assert not circle.invitations.exists()


def test_only_editors_without_a_seat_are_asked_to_decide(
    visitation_at: Any, people: made.People, django_capture_on_commit_callbacks: Any
) -> None:
    visitation = visitation_at(Stage.COMMITTEE)
    other = UserFactory()
    add_member(people.editor.circles.get(), member=other, role=Role.EDITOR, user=None)
    add_member(visitation.visited_party, member=people.editor, role=Role.HOST, user=None)
    with django_capture_on_commit_callbacks(execute=True):
        chair = made.seat(visitation, people.chair)
        actions.declare(chair, ties=[TieKind.FAMILY], explanation="Mijn zus werkt er.", user=people.chair)
    assert [message.to for message in mail.outbox] == [[other.email]]


def test_an_editor_who_takes_a_seat_is_led_to_the_page(
    twente: Region, visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    client: Client = client_of(people.editor)
    path = reverse("visitations:propose", args=[visitation.pk])
    proposed = client.post(path, {"person": people.editor.pk, "role": "member"})
    started = client.post(
        reverse("visitations:start"),
        {
            "region": twente.pk,
            "title": "Onder eigen voorzitterschap",
            "question": "Hoe gaat het?",
            "framework": visitation.framework_id,
            "chair": people.editor.pk,
            "host": people.host.pk,
            "audience_key": "public",
            "starts_on": "2026-01-05",
        },
    )
    own = VisitationPage.objects.get(title="Onder eigen voorzitterschap")
    assert (proposed["location"], started["location"]) == (visitation.get_url(), own.get_url())
    assert client.get(own.get_url()).status_code == 200


def test_when_every_editor_is_conflicted_the_secretary_decides_and_the_log_says_so(
    visitation_at: Any, people: made.People, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    visitation = visitation_at(Stage.DRAFT)
    secretary, chair = client_of(people.secretary), made.seat(visitation, people.chair)
    path = reverse("visitations:decide_tie", args=[visitation.pk, chair.pk])
    assert secretary.get(path).status_code == 403
    add_member(visitation.visited_party, member=people.editor, role=Role.HOST, user=None)
    with django_capture_on_commit_callbacks(execute=True):
        actions.declare(chair, ties=[TieKind.FAMILY], explanation="Mijn zus werkt er.", user=people.chair)
    assert [message.to for message in mail.outbox][-1] == [people.secretary.email]
    assert "secretar" in secretary.get(path).content.decode()
    secretary.post(path, {"decision": "accepted", "reason": "Zij werkt in een ander team."})
    chair.refresh_from_db()
    assert chair.status == MembershipStatus.ACTIVE
    entry = PageLogEntry.objects.filter(action="visitations.decide_on_tie", page=visitation.pk).latest("timestamp")
    assert (entry.user, entry.data["instead_of_editors"]) == (people.secretary, True)
