"""Doors of a room that somebody tried: nothing is read, changed or lost by them."""

import datetime
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.checkout import check_outs
from learningtables.models import (
    Contribution,
    LearningTablePage,
    Method,
    Minutes,
    Phase,
    QuoteConsent,
    Room,
    SessionPage,
)
from learningtables.quoting import digest_of, latest_text
from learningtables.room_said import written
from lessons.models import LessonPage
from regions.models import Region, User
from regions.states import IllegalMove
from tests.factories.learningtables import make_room, make_session, make_table, seat, write
from tests.factories.regions import CircleFactory

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


@pytest.fixture
def room(session: SessionPage, facilitator: User) -> Room:
    room = make_room(session, user=facilitator, at=2)
    return actions.let_guests_in(room, by=room.facilitator)


def address(room: Room, verb: str = "") -> str:
    return f"/leertafels/sessies/{room.session_id}/kamer/{verb}"


def change(session: SessionPage, user: User, *, people: Iterable[User], cases: Iterable[CaseStudyPage] = ()) -> None:
    session = SessionPage.objects.get(pk=session.pk)
    actions.change_session(session, version=session.latest_revision_id, user=user, cases=cases, participants=people)


# --- what was said stays ---------------------------------------------------------------------------------------------


def test_who_goes_off_the_list_or_leaves_the_table_leaves_what_they_wrote(
    room: Room, table: LearningTablePage, facilitator: User, participant: User
) -> None:
    write(room, "Wie was erbij?", by=seat(room, participant))
    change(room.session, facilitator, people=[facilitator])
    actions.end_membership(table, table.people.get(user=participant), user=participant)
    assert Contribution.objects.filter(author__user=participant).count() == 1


def test_a_case_that_was_worked_on_stays_on_the_agenda(
    table: LearningTablePage, method: Method, case: CaseStudyPage, facilitator: User, participant: User
) -> None:
    session = make_session(table, user=facilitator, method=method, cases=[case])
    room = make_room(session, user=facilitator)
    actions.go_on(room, seen=0, by=room.facilitator)
    with pytest.raises(IllegalMove):
        change(session, facilitator, people=[facilitator, participant])
    other = make_session(table, user=facilitator, method=method, cases=[case], title="Met notulen")
    actions.save_minutes(other, other.agenda.get(), body="Er is veel gezegd.", version="", user=participant)
    with pytest.raises(IllegalMove):
        change(other, facilitator, people=[facilitator, participant])
    assert Minutes.objects.get().body == "Er is veel gezegd."


def test_a_case_that_went_back_to_its_owners_is_not_taken_off_by_who_cannot_see_it(
    table: LearningTablePage, method: Method, case: CaseStudyPage, facilitator: User, client_of: ClientOf
) -> None:
    session = make_session(table, user=facilitator, method=method, cases=[case])
    elsewhere = CircleFactory(kind="learning_table", name="Andere kring")
    CaseStudyPage.objects.filter(pk=case.pk).update(audience_key=elsewhere.audience_key)
    path, client = f"/leertafels/sessies/{session.pk}/wijzigen/", client_of(facilitator)
    form = client.get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")} | {
        "place": "Elders"
    }
    sent |= {"begins": "13:30", "ends": "15:30", "day": form.initial["day"].isoformat(), "method": method.pk}
    sent |= {"participants": [person.pk for person in form.initial["participants"]], "cases": []}
    answer = client.post(path, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    session.refresh_from_db()
    assert (session.place, session.agenda.count()) == ("Elders", 1)


def test_another_text_under_the_same_number_is_not_said_to_be_kept(
    room: Room, participant: User, client_of: ClientOf
) -> None:
    """Back in the browser, the old form filled in anew: the text is still there, and goes through the second time."""
    client, uid = client_of(participant), uuid.uuid4()
    sent = {"step": room.current_id, "uid": uid}
    client.post(address(room, "schrijven/"), {**sent, "body": "De eerste vraag"})
    form = client.post(address(room, "schrijven/"), {**sent, "body": "De tweede vraag"}).context["form"]
    assert (form["body"].value(), form["uid"].value() == str(uid)) == ("De tweede vraag", False)
    client.post(address(room, "schrijven/"), {**sent, "uid": form["uid"].value(), "body": "De tweede vraag"})
    assert Contribution.objects.count() == 2


def test_a_group_goes_with_the_last_text_in_it(room: Room, facilitator: User, participant: User) -> None:
    """Its name says what was taken back, and would have come into the report."""
    text = write(room, "Over mijn collega", by=seat(room, participant))
    actions.reveal(room, step=room.current, by=room.facilitator)
    actions.make_group(room.current, title="Over een collega", contributions=[text], by=seat(room, facilitator))
    actions.withdraw(text, by=seat(room, participant))
    assert "collega" not in str(dict(written(room.session)))


# --- numbers -----------------------------------------------------------------------------------------------------------


def test_nobody_s_number_is_known_by_the_difference(
    table: LearningTablePage, colleagues: list[User], facilitator: User, client_of: ClientOf
) -> None:
    """Whatever the method says: the numbers of a check-out open all at once, and then stay as they are."""
    method = Method(slug="kort", name="Kort", purpose="Om te eindigen.")
    method.phases = [Phase(title="Uitchecken", minutes=5, sort_order=0, input_kind="check_out")]
    method.save()
    room = make_room(make_session(table, user=facilitator, method=method), user=facilitator, at=1)
    shown = []
    for score, person in enumerate(colleagues[:3], 5):
        write(room, "", by=seat(room, person), score=score)
        shown.append("<progress" in client_of(facilitator).get(address(room, "stand/")).json()["stage"])
    assert not any(shown)
    actions.reveal(room, step=room.current, by=room.facilitator)
    stage = client_of(facilitator).get(address(room, "stand/")).json()["stage"]
    assert "<progress" in stage
    with pytest.raises(IllegalMove):
        write(room, "", by=seat(room, colleagues[3]), score=1)
    with pytest.raises(IllegalMove):
        actions.withdraw(Contribution.objects.first(), by=seat(room, colleagues[0]))
    assert client_of(facilitator).get(address(room, "stand/")).json()["stage"] == stage


def test_one_number_at_a_second_check_out_is_not_added_to_the_others(
    table: LearningTablePage, colleagues: list[User], facilitator: User
) -> None:
    phase = {"minutes": 5, "input_kind": "check_out"}
    method = Method(slug="twee", name="Twee", purpose="Om te eindigen.")
    method.phases = [Phase(title=f"Uit {n}", sort_order=n, **phase) for n in range(2)]
    method.save()
    room = make_room(make_session(table, user=facilitator, method=method), user=facilitator, at=1)
    for person in colleagues[:3]:
        write(room, "", by=seat(room, person), score=8)
    room = actions.go_on(room, seen=room.current_id, by=room.facilitator)
    write(room, "", by=seat(room, colleagues[0]), score=1)
    actions.close_room(room, by=room.facilitator)
    assert [(one.people, one.scores) for one in check_outs([room.session])] == [(3, [8, 8, 8])]


def quoting(room: Room, *, by: User, of: User) -> LessonPage:
    """A draft of ``by`` with words of ``of``."""
    text = write(room, "Wie belt eerst de school?", by=seat(room, of))
    actions.reveal(room, step=room.current, by=room.facilitator)
    words = {"title": "Bel eerst de school", "why": text.body, "summary": "", "conditions": ""}
    region = room.session.lead_region
    return actions.quote_in_lesson(seat(room, by), contributions=[text], region=region, user=by, **words)


def test_a_lesson_that_quotes_is_not_copied(
    room: Room, admin: User, participant: User, facilitator: User, client_of: ClientOf
) -> None:
    """Nobody was asked about a copy."""
    lesson = quoting(room, by=facilitator, of=participant)
    LessonPage.objects.filter(pk=lesson.pk).update(audience_key="public")
    client = client_of(admin)
    path = reverse("wagtailadmin_pages:copy", args=[lesson.pk])
    sent = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": lesson.get_parent().pk}
    client.post(path, {**sent, "publish_copies": "on", "copy_subpages": ""})
    assert LessonPage.objects.count() == 1


# --- who leads, and where ----------------------------------------------------------------------------------------------


def test_who_led_and_left_the_table_does_not_keep_the_door(
    room: Room, table: LearningTablePage, participant: User, client_of: ClientOf
) -> None:
    """Also where the session's page is read by every member."""
    room = actions.hand_over(room, to=seat(room, participant), by=room.facilitator)
    actions.end_membership(table, table.people.get(user=participant), user=participant)
    SessionPage.objects.filter(pk=room.session_id).update(audience_key="members")
    code, client = room.code, client_of(participant)
    assert [client.get(address(room, "gasten/")).status_code for _n in range(2)] == [403, 403]
    assert client.post(address(room, "gasten/code/")).status_code == 403
    with pytest.raises(IllegalMove):
        actions.let_nobody_in(room, by=seat(room, participant))
    room.refresh_from_db()
    assert room.code == code


def test_a_cancelled_session_closes_its_room(room: Room, facilitator: User, participant: User) -> None:
    guest = Client()
    guest.post("/leertafels/gast/", {"code": str(room.code), "name": "Wouter", "uid": uuid.uuid4()})
    assert guest.get(address(room)).status_code == 200
    actions.cancel_session(room.session, user=facilitator)
    with pytest.raises(IllegalMove):
        write(room, "Wie was erbij?", by=seat(room, participant))
    assert guest.get(address(room)).status_code == 302


def test_a_session_is_not_moved_to_another_table(room: Room, foodvalley: Region, facilitator: User) -> None:
    """Its people would read what was written at this one."""
    circle = CircleFactory(kind="learning_table", name="Leertafel Wonen")
    other = make_table(region=foodvalley, circle=circle, owner=facilitator, title="Leertafel Wonen")
    assert not room.session.can_move_to(other)
    assert room.session.can_move_to(room.session.get_parent())


def test_who_left_the_table_has_no_link_to_the_call_and_no_reply(
    room: Room, table: LearningTablePage, participant: User, client_of: ClientOf
) -> None:
    """They stay on the list of a session they were at; its page may be read by every member."""
    actions.end_membership(table, table.people.get(user=participant), user=participant)
    SessionPage.objects.filter(pk=room.session_id).update(audience_key="members", link="https://bellen.example/")
    client, session = client_of(participant), f"/leertafels/sessies/{room.session_id}/"
    assert client.get(f"{session}agenda.ics").status_code == 404
    assert client.post(f"{session}antwoord/", {"rsvp": "no"}).status_code == 403


def test_a_projector_shows_nobody_s_own_vote(
    room: Room, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    text = write(room, "Wie was erbij?", by=seat(room, participant))
    actions.reveal(room, step=room.current, by=room.facilitator)
    actions.open_vote(room.current, votes_each=2, by=room.facilitator)
    actions.vote(room.current, by=room.facilitator, on=True, contribution=text)
    client = client_of(facilitator)
    page = client.get(address(room), {"scherm": "groot"}).content.decode()
    state = client.get(address(room, "stand/"), {"scherm": "groot"}).json()["stage"]
    own = client.get(address(room, "stand/")).json()["stage"]
    assert ['aria-pressed="true"' in shown for shown in (page, state, own)] == [False, False, True]
    assert "stand/?scherm=groot" in page


def test_an_answer_about_words_is_not_in_the_lesson_s_own_log(room: Room, participant: User, facilitator: User) -> None:
    """Whoever works on the lesson elsewhere reads that, and learns nothing of who wrote what."""
    lesson = quoting(room, by=facilitator, of=participant)
    consent = QuoteConsent.objects.get(lesson=lesson)
    actions.answer_consent(consent, agreed=True, digest=digest_of(latest_text(lesson)), user=participant)
    assert not PageLogEntry.objects.filter(user=participant, page=lesson.pk).exists()


def test_the_room_does_not_name_a_case_that_went_back_to_its_owners(
    asking_room: Room, facilitator: User, client_of: ClientOf
) -> None:
    case = asking_room.session.agenda.get().case
    leads = client_of(facilitator)
    assert case.title in leads.get(address(asking_room)).content.decode()
    elsewhere = CircleFactory(kind="learning_table", name="Andere kring")
    CaseStudyPage.objects.filter(pk=case.pk).update(audience_key=elsewhere.audience_key)
    assert case.title not in leads.get(address(asking_room)).content.decode()


# --- nonsense ----------------------------------------------------------------------------------------------------------


def test_a_number_that_is_no_number_is_no_fault(room: Room, participant: User, client_of: ClientOf) -> None:
    client, endless = client_of(participant), "9" * 5000
    for verb, sent in (("schrijven/", {"step": endless}), ("klaar/", {"step": room.current_id, "shown": endless})):
        assert client.post(address(room, verb), sent).status_code < 500
    assert client.get(address(room), {"stap": "9" * 4400}).status_code == 200
    assert client.get(address(room, "stand/"), {"stap": "2\r\nSet-Cookie: a=b"}).status_code == 200


def test_a_clock_that_is_asked_for_nonsense_goes_on(room: Room, facilitator: User, client_of: ClientOf) -> None:
    client = client_of(facilitator)
    before = room.current.runs_until
    nonsense: list[dict[str, Any]] = [{"do": "extend", "seen": room.current_id, "minutes": n} for n in (-5, 0, 10**9)]
    moments = ("2035-01-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59", "2036-03-30T02:30", "gisteren")
    nonsense += [{"do": "spread", "step": room.current_id, "until": until} for until in moments]
    assert {client.post(address(room, "leiden/"), sent).status_code for sent in nonsense} == {302}
    room.current.refresh_from_db()
    assert abs(room.current.runs_until - before) < datetime.timedelta(seconds=1)
    assert room.current.runs_until > timezone.now()
    assert room.current.open_until is None
    assert client.get(address(room)).status_code == 200
