"""Ways in for guests that somebody tried: into another's name, another's seat, or with what was left on the device."""

import uuid

import pytest
from django.conf import settings
from django.test import Client

from learningtables import actions
from learningtables.models import LearningTablePage, Method, Room
from regions.models import User
from tests.factories.learningtables import make_room, make_session
from tests.learningtables.knocking import DOOR, address, knock

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "name",
    [
        "Wou\u200bter Bos",
        "\uff37outer Bos",
        "\u202eWouter Bos",
        "W\u00adouter Bos",
        "Wouter\u3164 Bos",
        "W\u043euter Bos",  # a Cyrillic o
        "WOUTER \u0392\u039fS",  # a Greek B and O
        "Wouter B0s",
        "\u0461\u043eut\u0435r B\u043e\u0455",
    ],
)
def test_no_guest_looks_like_another(room: Room, name: str) -> None:
    assert knock(Client(), str(room.code), "Wouter Bos").status_code == 302
    assert knock(Client(), str(room.code), name).status_code == 200


def test_no_guest_goes_by_the_name_of_somebody_at_the_table(
    table: LearningTablePage, method: Method, facilitator: User, participant: User
) -> None:
    """Who is not expected may still come in."""
    session = make_session(table, user=facilitator, method=method, participants=[facilitator])
    room = make_room(session, user=facilitator, at=1)
    room = actions.let_guests_in(room, by=room.facilitator)
    for name in (str(participant), str(participant).replace("a", "\u0430")):
        assert knock(Client(), str(room.code), name).status_code == 200
    assert knock(Client(), str(room.code), "Wouter Bas").status_code == 302


def test_a_form_that_came_back_lets_into_another_session(
    room: Room, table: LearningTablePage, facilitator: User
) -> None:
    other = make_room(make_session(table, user=facilitator, title="De volgende"), user=facilitator, at=1)
    other = actions.let_guests_in(other, by=other.facilitator)
    client, uid = Client(), uuid.uuid4()
    assert [knock(client, str(one.code), uid=uid).status_code for one in (room, other)] == [302, 302]
    assert [client.get(address(one)).status_code for one in (room, other)] == [200, 200]


def test_a_seat_is_under_a_key_and_a_token_that_were_not_there_before(room: Room) -> None:
    """A key that somebody else laid in the browser opens nothing; an old page of who sat here before sends nothing."""
    client = Client(enforce_csrf_checks=True)
    laid = client.session
    laid.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = laid.session_key

    def token() -> str:
        client.get(DOOR)
        return client.cookies[settings.CSRF_COOKIE_NAME].value

    def enter(name: str) -> int:
        sent = {"code": str(room.code), "name": name, "uid": uuid.uuid4(), "csrfmiddlewaretoken": token()}
        return client.post(DOOR, sent).status_code

    assert enter("Wouter") == 302
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = laid.session_key
    assert other.get(address(room)).status_code == 302
    old = token()
    assert enter("Anna") == 302
    sent = {"step": room.current_id, "uid": uuid.uuid4(), "body": "Van Wouter", "csrfmiddlewaretoken": old}
    assert client.post(address(room, "schrijven/"), sent).status_code == 403
    assert client.post(address(room, "schrijven/"), {**sent, "csrfmiddlewaretoken": token()}).status_code == 302
