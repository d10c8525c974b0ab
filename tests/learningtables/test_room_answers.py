"""What is sent from the room: by a script, which gets JSON, and by a plain form, which gets the page again."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from learningtables import actions
from learningtables.models import Contribution, ContributionGroup, Room, SessionPage, Vote
from regions.models import User
from tests.factories.learningtables import make_room, seat, write

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    return make_room(session, user=facilitator, at=2)


@pytest.fixture
def leads(room: Room, client_of: ClientOf, facilitator: User) -> Client:
    return client_of(facilitator)


@pytest.fixture
def sits(room: Room, client_of: ClientOf, participant: User) -> Client:
    return client_of(participant)


@pytest.fixture
def revealed(room: Room, participant: User, case_owner: User) -> Room:
    """With three texts."""
    for user, text in ((participant, "Een"), (case_owner, "Twee"), (participant, "Drie")):
        write(room, text, by=seat(room, user))
    return actions.reveal(room, step=room.current, by=room.facilitator)


def address(room: Room, door: str = "") -> str:
    return f"/leertafels/sessies/{room.session_id}/kamer/{door}"


def at(room: Room) -> str:
    return str(Room.objects.get(pk=room.pk).current)


def test_a_stale_screen_moves_nothing_and_is_shown_how_it_stands(room: Room, leads: Client) -> None:
    sent = {"do": "next", "seen": room.current_id}
    assert leads.post(address(room, "leiden/"), sent).url == address(room)
    again = leads.post(address(room, "leiden/"), sent, headers=SCRIPT)
    assert (again.status_code, again.json()["state"]["step"]) == (409, Room.objects.get().current_id)
    plain = leads.post(address(room, "leiden/"), sent, follow=True)
    assert [message.level_tag for message in plain.context["messages"]] == ["info"]
    assert at(room) == "Advies"


def test_who_does_not_lead_moves_nothing(room: Room, sits: Client) -> None:
    for sent in (
        {"do": "next", "seen": room.current_id},
        {"do": "reveal", "step": room.current_id},
        {"do": "hand_over", "to": room.facilitator_id},
    ):
        answer = sits.post(address(room, "leiden/"), sent, headers=SCRIPT)
        assert answer.status_code == 400
        assert answer.json()["message"]
    assert at(room) == "Vragen"


SOON = timezone.now() + datetime.timedelta(days=5)


@pytest.mark.parametrize(
    ("sent", "comes_to"),
    [
        ({"do": "back"}, "Openen"),
        ({"do": "jump", "step": 3}, "Uitchecken"),
        ({"do": "pause"}, "Vragen"),
        ({"do": "resume"}, "Vragen"),
        ({"do": "extend", "minutes": 5}, "Vragen"),
        ({"do": "spread", "step": 1, "until": f"{SOON:%Y-%m-%d}T12:00"}, "Vragen"),
        ({"do": "spread", "step": 1}, "Vragen"),
        ({"do": "reveal", "step": 1}, "Vragen"),
    ],
)
def test_each_button_does_what_it_says(room: Room, leads: Client, sent: dict[str, Any], comes_to: str) -> None:
    steps = list(room.steps.all())
    named = {"step": steps[sent["step"]].pk} if "step" in sent else {}
    answer = leads.post(address(room, "leiden/"), {"seen": room.current_id, **sent, **named}, headers=SCRIPT)
    assert answer.status_code == 200
    assert at(room) == comes_to


@pytest.mark.parametrize(
    "sent", [{}, {"do": "dance"}, {"do": "next"}, {"do": "jump", "seen": 0}, {"do": "extend", "seen": "x"}]
)
def test_a_button_that_lacks_something_says_so(room: Room, leads: Client, sent: dict[str, Any]) -> None:
    answer = leads.post(address(room, "leiden/"), sent, headers=SCRIPT)
    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)


def test_leading_is_handed_over(room: Room, leads: Client, participant: User) -> None:
    leads.post(address(room, "leiden/"), {"do": "hand_over", "to": seat(room, participant).pk})
    assert Room.objects.get().facilitator.user == participant


def test_what_is_sent_twice_is_kept_once(room: Room, sits: Client) -> None:
    sent = {"step": room.current_id, "uid": uuid.uuid4(), "body": "Wie belde er?"}
    answers = [sits.post(address(room, "schrijven/"), sent, headers=SCRIPT) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Wie belde er?" in answers[1].json()["state"]["own"]
    assert Contribution.objects.count() == 1


def test_what_is_refused_is_still_in_the_form(room: Room, sits: Client) -> None:
    step = room.current
    actions.go_on(room, seen=step.pk, by=room.facilitator)
    sent = {"step": step.pk, "uid": uuid.uuid4(), "body": "Te laat getypt."}
    plain = sits.post(address(room, "schrijven/"), sent)
    assert plain.status_code == 200
    assert "Te laat getypt." in plain.content.decode()
    script = sits.post(address(room, "schrijven/"), sent, headers=SCRIPT)
    assert (script.status_code, bool(script.json()["message"])) == (400, True)
    assert not Contribution.objects.exists()


def test_one_s_own_text_is_changed_and_taken_back_and_another_s_is_not(room: Room, sits: Client, leads: Client) -> None:
    sits.post(address(room, "schrijven/"), {"step": room.current_id, "uid": uuid.uuid4(), "body": "Eerst."})
    text = Contribution.objects.get()
    change = {"step": room.current_id, "contribution": text.pk, "body": "Daarna."}
    refused = leads.post(address(room, "schrijven/"), {**change, "uid": uuid.uuid4()}, headers=SCRIPT)
    assert refused.status_code == 400
    sits.post(address(room, "schrijven/"), {**change, "uid": uuid.uuid4()})
    text.refresh_from_db()
    assert text.body == "Daarna."
    assert leads.post(address(room, f"terugnemen/{text.pk}/")).status_code == 404
    sits.post(address(room, f"terugnemen/{text.pk}/"))
    assert not Contribution.objects.standing().exists()


def test_ready_is_said_and_unsaid(room: Room, sits: Client) -> None:
    for ready, count in (("on", 1), ("on", 1), ("off", 0)):
        sits.post(address(room, "klaar/"), {"step": room.current_id, "ready": ready})
        assert room.current.ready.count() == count


def test_texts_are_put_together_by_plain_forms(revealed: Room, sits: Client) -> None:
    step, door = revealed.current_id, address(revealed, "groep/")
    one, two, three = Contribution.objects.all()
    sits.post(door, {"do": "make", "step": step, "title": "School", "contributions": [one.pk, two.pk]})
    group = ContributionGroup.objects.get()
    said = sits.post(door, {"do": "put", "step": step, "contribution": three.pk, "group": group.pk}, headers=SCRIPT)
    assert "School" in said.json()["message"]
    sits.post(door, {"do": "put", "step": step, "contribution": one.pk, "group": ""})
    sits.post(door, {"do": "rename", "step": step, "group": group.pk, "title": "De school"})
    group.refresh_from_db()
    assert (group.title, set(group.contributions.all())) == ("De school", {two, three})


def test_what_is_hidden_is_not_put_together(room: Room, sits: Client, case_owner: User) -> None:
    text = write(room, "Wie belde er?", by=seat(room, case_owner))
    sent = {"do": "make", "step": room.current_id, "title": "Groep", "contributions": [text.pk]}
    answer = sits.post(address(room, "groep/"), sent, headers=SCRIPT)
    assert answer.status_code == 400
    assert "Wie belde er?" not in answer.content.decode()


def test_votes_are_nobody_s_until_they_are_counted(revealed: Room, sits: Client, leads: Client) -> None:
    step = revealed.current_id
    one, two, three = Contribution.objects.all()
    leads.post(address(revealed, "leiden/"), {"do": "open_vote", "step": step, "votes_each": 2})
    for text in (one, two, three):
        answer = sits.post(
            address(revealed, "stem/"), {"step": step, "contribution": text.pk, "on": "on"}, headers=SCRIPT
        )
    assert answer.status_code == 400
    assert Vote.objects.count() == 2
    own, other = (client.get(address(revealed, "stand/")).json()["stage"] for client in (sits, leads))
    assert (own.count('aria-pressed="true"'), other.count('aria-pressed="true"')) == (2, 0)
    assert 'class="votes"' not in own + other
    leads.post(address(revealed, "leiden/"), {"do": "close_vote", "step": step})
    assert sits.get(address(revealed, "stand/")).json()["stage"].count('class="votes"') == 3


def test_check_out_scores_are_shown_together_and_only_when_there_are_enough(
    room: Room, leads: Client, facilitator: User, participant: User, case_owner: User
) -> None:
    last = room.steps.last()
    room = actions.jump(room, step=last, seen=room.current_id or 0, by=room.facilitator)
    scores = {facilitator: 7, participant: 8, case_owner: 8}
    for user, score in list(scores.items())[:2]:
        write(room, "Goed", by=seat(room, user), score=score, step=last)
    actions.reveal(room, step=last, by=room.facilitator)
    assert "<progress" not in leads.get(address(room, "stand/")).json()["stage"]
    write(room, "Mooi", by=seat(room, case_owner), score=8, step=last)
    stage = leads.get(address(room, "stand/")).json()["stage"]
    assert '<progress max="2" value="2"' in stage
    assert "Mooi" not in stage


def test_who_was_promised_that_nobody_reads_it_is_asked_again_once_it_is_open(room: Room, sits: Client) -> None:
    typed = {"step": room.current_id, "uid": uuid.uuid4(), "body": "Alleen voor mij, dacht ik", "hidden": "True"}
    actions.reveal(room, step=room.current, by=room.facilitator)
    refused = sits.post(f"{address(room)}schrijven/", typed)
    assert refused.status_code == 200
    assert not Contribution.objects.exists()
    form = refused.context["form"]
    assert (form["body"].value(), form["hidden"].value()) == (typed["body"], "False")
    sits.post(f"{address(room)}schrijven/", {**typed, "uid": form["uid"].value(), "hidden": "False"})
    assert Contribution.objects.get().body == typed["body"]
