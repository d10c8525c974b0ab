"""Hidden means not served, in the room too: before the reveal to anybody, to guests and in what goes to all at once never."""

from collections.abc import Callable

import pytest
from django.test import Client

from casestudies.models import CaseStudyPage
from learningtables import actions, room_view
from learningtables.models import Room
from regions.models import User
from tests.factories.casestudies import NOW, OUTCOME, SAID, answer_all, answer_data
from tests.learningtables.asking import asked, guest_of, page, path, step, to

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


def test_before_the_reveal_nobody_reads_a_word(
    room: Room, colleagues: list[User], case_owner: User, client_of: ClientOf
) -> None:
    reflection = asked(room)
    for person in colleagues[1:]:
        answer_all(reflection, user=person, why=SAID)
    readers = [client_of(colleagues[0]), client_of(case_owner), guest_of(room)]
    for client in readers:
        for more in ("", "stand/", f"?stap={step(room, 'Samen openen').pk}", f"stand/?stap={step(room, 'Opnieuw').pk}"):
            shown = page(client, room, more)
            assert SAID not in shown
            if client is not readers[1]:
                assert OUTCOME not in shown
                assert NOW not in shown
            assert "room-results" not in shown


def test_what_goes_to_everybody_at_once_holds_no_answer(room: Room, colleagues: list[User]) -> None:
    reflection = asked(room)
    for person in colleagues:
        answer_all(reflection, user=person, why=SAID)
    actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    for title in ("Alleen", "Samen openen", "Lessen"):
        at = step(room, title)
        shared = room_view.render_stage(room, at) + room_view.render_blank_own(room, at)
        assert SAID not in shared
        assert "room-results" not in shared


def test_guests_see_how_many_and_no_more(room: Room, colleagues: list[User], case: CaseStudyPage) -> None:
    guest, reflection = guest_of(room), asked(room)
    answer_all(reflection, user=colleagues[0], why=SAID)
    shown = guest.get(path(room))
    assert (shown.context["room_question"]["given"], shown.context["room_question"]["asked"]) == (1, 4)
    assert "form" not in shown.context["room_question"]
    for person in colleagues[1:]:
        answer_all(reflection, user=person, why=SAID)
    actions.reveal_answers(room, step=step(room, "Alleen"), by=room.facilitator)
    for title in ("Alleen", "Samen openen", "Opnieuw", "Lessen"):
        seen = page(guest, to(room, title))
        assert not any(word in seen for word in (SAID, OUTCOME, NOW, case.title, "Besluit 1"))
    answer = f"/casussen/reflecties/{reflection.pk}/beslispunten/{case.decision_points.first().pk}/"
    assert guest.post(answer, answer_data()).status_code == 302
    assert reflection.answers.count() == 8
