"""Answering the central question without leaving the room: what is refused comes back, who has answered is ready."""

from collections.abc import Callable

import pytest
from django.test import Client

from casestudies.models import Answer
from learningtables import actions
from learningtables.models import Room
from regions.models import User
from tests.factories.casestudies import SAID, answer_all, answer_data
from tests.learningtables.asking import asked, guest_of, page, path, step, to

ClientOf = Callable[[User], Client]


@pytest.mark.parametrize("at", ["Alleen", "Wat we wisten"])
def test_a_refused_answer_comes_back_in_the_room(at: str, room: Room, participant: User, client_of: ClientOf) -> None:
    """With all that was typed, at the step it was typed at; also when the room has gone elsewhere."""
    asked(room)
    room, client, asks = to(room, at), client_of(participant), step(room, "Alleen")
    action = client.get(f"{path(room)}?stap={asks.pk}").context["room_question"]["action"]
    refused = client.post(action, answer_data(same_choice="different", why=SAID))
    assert refused.status_code == 200
    assert refused.context["room"] == room
    assert refused.context["step"] == asks
    shown = refused.context["room_question"]
    assert list(shown["form"].errors) == ["meaning"]
    assert shown["form"]["why"].value() == SAID
    assert SAID in refused.content.decode()
    taken = client.post(shown["action"], answer_data(same_choice="different", why=SAID, meaning="Anders."))
    assert taken.url.startswith(path(room))
    assert Answer.objects.get(user=participant).why == SAID


def test_an_answer_that_comes_after_the_opening_is_not_lost(
    room: Room, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    reflection = asked(room)
    client = client_of(participant)
    action = client.get(path(room)).context["room_question"]["action"]
    answer_all(reflection, user=facilitator)
    actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    late = client.post(action, answer_data(why=SAID))
    assert late.context["room_question"]["form"].non_field_errors()
    assert SAID in late.content.decode()
    assert not Answer.objects.filter(user=participant).exists()


def test_only_who_is_asked_answers_in_the_room(
    room: Room, case_owner: User, participant: User, outsider: User, client_of: ClientOf
) -> None:
    asked(room)
    action = client_of(participant).get(path(room)).context["room_question"]["action"]
    for client in (client_of(case_owner), guest_of(room), client_of(outsider)):
        assert client.post(action, answer_data()).status_code == 404
    assert not Answer.objects.exists()


def test_who_has_answered_is_ready_and_nothing_else_counts(room: Room, participant: User, client_of: ClientOf) -> None:
    """One number at the question, on every screen: of those who are asked, not of those who are in the room."""
    reflection = asked(room)
    client = client_of(participant)
    client.post(path(room, "klaar/"), {"step": step(room, "Alleen").pk, "ready": "on"})
    for answered in (0, 1):
        for reader in (client, guest_of(room)):
            shown = reader.get(path(room))
            assert shown.context["answered"] == {"given": answered, "asked": 4}
            assert 'id="own-ready"' not in shown.content.decode()
        assert client.get(path(room)).context["room_question"]["has_answered"] == bool(answered)
        answer_all(reflection, user=participant)
    assert 'id="own-ready"' in page(client, to(room, "Samen openen"))
