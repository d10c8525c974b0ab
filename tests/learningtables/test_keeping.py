"""What was written at a session is not deleted along with its page, nor with its writer, by whatever way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from wagtail.models import Page

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import Contribution, LearningTablePage, Room, SessionPage
from regions.models import User
from tests.factories.learningtables import make_report, make_room, make_session, seat, write

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


@pytest.fixture
def keeper(facilitator: User, client_of: ClientOf) -> Client:
    """Of somebody of the table, who may delete any page."""
    facilitator.is_superuser = facilitator.is_staff = True
    facilitator.save()
    client = client_of(facilitator)
    client.cookies["taal"] = "en"
    return client


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    return make_room(session, user=facilitator, guests=["Wouter"], at=3)


def contribution(room: Room, user: User) -> None:
    write(room, "Bel de school eerst.", by=seat(room, user))


def taken_back(room: Room, user: User) -> None:
    text = write(room, "Bel de school eerst.", by=seat(room, user))
    actions.withdraw(text, by=seat(room, user))


def minutes(room: Room, user: User) -> None:
    actions.save_minutes(room.session, item=None, body="Wij belden.", version=None, user=user)


def report(room: Room, user: User) -> None:
    make_report(room.session, user=user)


@pytest.mark.parametrize("written", [contribution, taken_back, minutes, report])
def test_a_session_with_words_is_unpublished_and_not_deleted(
    written: Callable[[Room, User], None], room: Room, facilitator: User, keeper: Client
) -> None:
    """Nor is its table, nor what lies above that; one by one or many at a time."""
    written(room, facilitator)
    session, table = room.session, room.session.table
    for page in (session, table, Page.objects.parent_of(table).get()):
        refused = keeper.post(f"/admin/pages/{page.pk}/delete/", follow=True)
        assert "People wrote at this session" in refused.content.decode()
    assert (
        f"/admin/pages/{session.pk}/unpublish/"
        in keeper.get(f"/admin/pages/{session.pk}/delete/", follow=True).content.decode()
    )
    many = keeper.post(f"/admin/bulk/wagtailcore/page/delete/?id={session.pk}", follow=True)
    assert "People wrote at this session" in many.content.decode()
    with pytest.raises(ProtectedError):
        SessionPage.objects.get(pk=session.pk).delete()
    assert SessionPage.objects.filter(pk=session.pk, live=True).exists()
    keeper.post(f"/admin/pages/{session.pk}/unpublish/")
    assert keeper.get(session.url).status_code == 404
    assert SessionPage.objects.filter(pk=session.pk, live=False).exists()


def test_a_session_where_nothing_was_written_can_go(room: Room, keeper: Client) -> None:
    keeper.post(f"/admin/pages/{room.session_id}/delete/")
    assert not SessionPage.objects.exists()
    assert not Room.objects.exists()


def test_a_case_on_an_agenda_stays(
    table: LearningTablePage, case: CaseStudyPage, facilitator: User, keeper: Client
) -> None:
    make_session(table, user=facilitator, cases=[case])
    refused = keeper.post(f"/admin/pages/{case.pk}/delete/", follow=True)
    assert "on the agenda of a session" in refused.content.decode()
    many = keeper.post(f"/admin/bulk/wagtailcore/page/delete/?id={case.pk}", follow=True)
    assert "on the agenda of a session" in many.content.decode()
    assert CaseStudyPage.objects.filter(pk=case.pk).exists()


def test_a_writer_is_not_deleted_from_under_their_words(room: Room, participant: User, keeper: Client) -> None:
    """But deactivated: they no longer come in, and what they wrote keeps their name."""
    contribution(room, participant)
    one_by_one, many = f"/admin/users/delete/{participant.pk}/", f"/admin/bulk/regions/user/delete/?id={participant.pk}"
    for way in (one_by_one, many):
        refused: Any = keeper.post(way, follow=True)
        assert "is not deleted" in refused.content.decode()
        assert refused.redirect_chain[0][0] == f"/admin/users/edit/{participant.pk}/"
    with pytest.raises(ProtectedError):
        User.objects.get(pk=participant.pk).delete()
    assert Contribution.objects.get().author.user == participant


def test_nobody_waits_for_who_was_deactivated(
    session: SessionPage, participant: User, facilitator: User, mailoutbox: list[Any]
) -> None:
    """They are neither expected nor told, and stand on the list of who was asked."""
    User.objects.filter(pk=participant.pk).update(is_active=False)
    mailoutbox.clear()
    actions.cancel_session(session, user=facilitator)
    assert participant.email not in {address for mail in mailoutbox for address in mail.to}
    assert participant.pk not in set(session.table.people.values_list("user", flat=True))
    assert session.participants.filter(user=participant).exists()
