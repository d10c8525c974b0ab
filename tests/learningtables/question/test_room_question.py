"""The central question in the room: its steps drive the reflection of the case, and each reader sees their own."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casestudies.models import Answer, CaseStudyPage, Reflection
from casestudies.states import ReflectionState
from learningtables import actions
from learningtables.models import LearningTablePage, Method, Room, SessionCase
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import SAID, answer_all, answer_data
from tests.factories.learningtables import make_room, make_session
from tests.learningtables.asking import asked, guest_of, page, path, step, to

ClientOf = Callable[[User], Client]


# --- asking ------------------------------------------------------------------------------------------------------


def test_the_leader_asks_and_chooses_by_name_or_not(
    room: Room, facilitator: User, participant: User, case_owner: User, client_of: ClientOf
) -> None:
    leader, send = client_of(facilitator), {"step": step(room, "Alleen").pk}
    form = leader.get(path(room)).context["room_question"]["ask_form"]
    assert form.initial == {}
    assert form["anonymous"].value() is None
    refused = leader.post(path(room, "vraag/"), {**send, "shown": step(room, "Alleen").pk})
    assert refused.status_code == 200
    assert list(refused.context["room_question"]["ask_form"].errors) == ["anonymous"]
    assert not list(refused.context["messages"])
    first, *others = re.findall(r"<input[^>]* name=.anonymous.[^>]*>", refused.content.decode())
    assert "autofocus" in first
    assert "autofocus" not in "".join(others)
    assert refused.context["is_fixed"]
    assert leader.get(path(room, "vraag/?stap=1")).url == path(room, "?stap=1")
    assert not Reflection.objects.exists()
    assert client_of(participant).get(path(room)).context["room_question"]["ask_form"] is None
    leader.post(path(room, "vraag/"), {**send, "anonymous": "no"})
    reflection = Reflection.objects.get()
    people = set(reflection.respondents.values_list("user", flat=True))
    assert len(people) == 4
    assert case_owner.pk not in people
    assert SessionCase.objects.get().reflection == reflection


@pytest.mark.parametrize("verb", [actions.reveal_answers, actions.end_second_round])
def test_who_took_over_does_not_open_answers(verb: Any, room: Room, participant: User) -> None:
    asked(room)
    seat = room.session.participants.get(user=participant)
    room = actions.hand_over(room, to=seat, by=room.facilitator)
    with pytest.raises(IllegalMove):
        verb(room, step=step(room, "Alleen"), by=seat)
    assert Reflection.objects.get().state == ReflectionState.ROUND_ONE


def test_only_the_leader_s_posts_count(room: Room, participant: User, client_of: ClientOf) -> None:
    client, send = client_of(participant), {"step": step(room, "Alleen").pk, "anonymous": "no"}
    client.post(path(room, "vraag/"), send)
    assert not Reflection.objects.exists()
    asked(room)
    client.post(path(room, "vraag/openen/"), send)
    guest_of(room).post(path(room, "vraag/openen/"), send)
    assert Reflection.objects.get().state == ReflectionState.ROUND_ONE


def test_a_second_asking_changes_nothing(room: Room) -> None:
    asked(room)
    with pytest.raises(IllegalMove):
        asked(room, anonymous=True)
    assert not Reflection.objects.get().anonymous


# --- answering ---------------------------------------------------------------------------------------------------


def test_by_name_one_answers_in_the_room_point_after_point(
    room: Room, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    reflection = asked(room)
    client = client_of(participant)
    for number in (1, 2):
        shown = client.get(path(room)).context["room_question"]
        assert shown["point"].title == f"Besluit {number}"
        assert [one["done"] for one in shown["points"]].count(True) == number - 1
        sent = client.post(shown["action"], answer_data(why=SAID))
        assert sent.url == f"{path(room)}#vraag"
    assert "form" not in client.get(path(room)).context["room_question"]
    assert Answer.objects.filter(user=participant).count() == 2
    seen = client_of(facilitator).get(path(room)).context["room_question"]
    assert (seen["given"], seen["asked"]) == (1, 4)
    assert reflection.respondents.get(user=participant).answered_round_one


def test_anonymously_the_key_stays_with_the_reflection(room: Room, participant: User, client_of: ClientOf) -> None:
    """One answers point after point at its own addresses, and is led back in the end; both rounds have one key."""
    reflection = asked(room, anonymous=True)
    client = client_of(participant)
    for title, number in (("Alleen", 1), ("Opnieuw", 2)):
        room = to(room, title)
        shown = client.get(path(room)).context["room_question"]
        assert "form" not in shown
        first, second = (one["url"] for one in shown["points"])
        assert client.post(first, answer_data(number)).url == second
        assert client.post(second, answer_data(number)).url == f"{path(room)}#vraag"
        if number == 1:
            for person in reflection.respondents.exclude(user=participant):
                answer_all(reflection, user=person.user)
            actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    (key,) = (one.value for name, one in client.cookies.items() if name.startswith("reflection-"))
    assert Answer.objects.filter(pair_key=key).count() == 4
    assert not Answer.objects.filter(user__isnull=False).exists()
    assert client.get(path(room)).context["room_question"]["has_answered"]
    assert key not in page(client, room)


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example", "javascript:alert(1)"])
@pytest.mark.once
def test_the_way_back_is_on_this_site(elsewhere: str, room: Room, participant: User, client_of: ClientOf) -> None:
    reflection = asked(room)
    shown = client_of(participant).get(f"/casussen/reflecties/{reflection.pk}/?next={elsewhere}")
    assert shown.context["way_back"] == ""


# --- opening, and round two --------------------------------------------------------------------------------------


def test_the_leader_opens_the_answers_when_somebody_has_answered(
    room: Room, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    reflection = asked(room)
    leader, send = client_of(facilitator), {"step": step(room, "Alleen").pk}
    refused = leader.post(path(room, "vraag/openen/"), send, follow=True)
    assert [str(one) for one in refused.context["messages"]]
    answer_all(reflection, user=participant, why=SAID)
    leader.post(path(room, "vraag/openen/"), send)
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.ROUND_TWO
    client = client_of(participant)
    for title, is_folded in (("Alleen", False), ("Samen openen", False), ("Opnieuw", True), ("Lessen", True)):
        shown = client.get(path(to(room, title))).context["room_results"]
        assert [len(one.first) for one in shown["results"]] == [1, 1]
        assert shown["is_folded"] == is_folded


def test_two_rounds_in_the_room_and_the_way_to_the_conclusions(
    room: Room, colleagues: list[User], facilitator: User, client_of: ClientOf
) -> None:
    reflection = asked(room)
    for person in colleagues:
        answer_all(reflection, user=person)
    actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    room = to(room, "Opnieuw")
    client = client_of(colleagues[0])
    shown = client.get(path(room)).context["room_question"]
    assert shown["first_answer"].user == colleagues[0]
    client.post(shown["action"], answer_data(2))
    leader = client_of(facilitator)
    leader.post(path(room, "vraag/beeindigen/"), {"step": step(room, "Opnieuw").pk})
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.CONCLUDING
    url = leader.get(path(room)).context["room_question"]["reflection_url"]
    conclusions = leader.get(url)
    assert conclusions.context["way_back"] == f"{path(room)}#vraag"
    closing = leader.post(f"/casussen/reflecties/{reflection.pk}/sluiten/{conclusions.context['keep_back']}")
    assert closing.url == url
    reflection.refresh_from_db()
    assert reflection.state == ReflectionState.CLOSED


def test_the_room_hears_of_answers(
    room: Room, participant: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    reflection = asked(room)
    before = Room.objects.get(pk=room.pk).version
    with django_capture_on_commit_callbacks(execute=True):
        answer_all(reflection, user=participant)
    assert Room.objects.get(pk=room.pk).version == before + 1


def test_the_case_is_at_hand_for_the_table_and_not_for_guests(
    room: Room, case: CaseStudyPage, participant: User, client_of: ClientOf
) -> None:
    guest, room = guest_of(room), to(room, "Wat we wisten")
    assert f'href="{case.get_url()}"' in page(client_of(participant), room)
    assert case.get_url() not in page(guest, room)


def test_without_a_case_the_step_asks_nothing(
    table: LearningTablePage, asking_method: Method, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    room = make_room(make_session(table, user=facilitator, method=asking_method), user=facilitator, at=2)
    shown = client_of(participant).get(path(room))
    assert shown.status_code == 200
    assert shown.context["room_question"]["case"] is None
    with pytest.raises(IllegalMove):
        asked(room)


@pytest.mark.once
def test_a_room_costs_as_much_with_many_answers(
    room: Room, colleagues: list[User], client_of: ClientOf, queries_of: Callable[[Client, str], int]
) -> None:
    reflection = asked(room)
    answer_all(reflection, user=colleagues[0])
    actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    client, address = client_of(colleagues[0]), path(to(room, "Samen openen"))
    few = queries_of(client, address)
    for person in colleagues:
        answer_all(reflection, user=person)
    assert queries_of(client, address) <= few
