"""What a table takes on comes back at its next session, until it is done or dropped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage, SessionReport
from lessons.models import Action
from regions.audience import PUBLIC
from regions.models import User
from tests.factories.learningtables import make_room, make_session, seat, write
from tests.factories.lessons import ActionFactory

ClientOf = Callable[[User], Client]


def record(client: Client, session: SessionPage, what: str, owner: User) -> Action:
    data = {"what": what, "owner": owner.pk, "due_on": "2035-01-01", "noticed_by": "Er is gebeld"}
    client.post(reverse("learningtables:record_action", args=[session.pk]), data)
    return Action.objects.get(what=what)


def test_two_sessions_of_the_same_table_show_the_loop(
    table: LearningTablePage, facilitator: User, participant: User, client_of: ClientOf, queries_of: Any
) -> None:
    first = make_session(table, user=facilitator, days=-20, title="De eerste keer")
    client, owner = client_of(facilitator), client_of(participant)
    client.cookies["taal"] = owner.cookies["taal"] = "en"
    for what in ("De school bellen", "De ouders vragen", "Een brief sturen"):
        record(client, first, what, participant)
    actions.hold_session(first, present=[facilitator, participant], user=facilitator)
    second = make_session(table, user=facilitator, days=7, title="De tweede keer")

    agenda = owner.get(second.url).content.decode()
    assert agenda.index("What we agreed before") < agenda.index("De school bellen") < agenda.index("Cases</h3>")
    assert "What became of it" not in agenda

    done, dropped, left = Action.objects.order_by("pk")
    owner.post(f"/lessen/acties/{done.pk}/", {"status": "done", "result": "Ze belde terug."})
    owner.post(f"/lessen/acties/{dropped.pk}/", {"status": "dropped", "result": "Het gezin is verhuisd."})
    record(client, second, "Iets van de tweede keer zelf", facilitator)
    agenda = owner.get(second.url).content.decode()
    before, after = agenda.split("What became of it since last time")
    assert (left.what in before, done.what in before, dropped.what in before) == (True, False, False)
    for said in (done.what, "Ze belde terug.", dropped.what, "Het gezin is verhuisd.", "Dropped"):
        assert said in after
    assert "Iets van de tweede keer zelf" not in agenda

    third = make_session(table, user=facilitator, days=20, title="De derde keer")
    agenda = owner.get(third.url).content.decode()
    assert (left.what in agenda, "Iets van de tweede keer zelf" in agenda) == (True, True)
    cost = queries_of(owner, second.url)
    ActionFactory.create_batch(12, circle=table.circle, owner=participant)
    assert queries_of(owner, second.url) == cost


@pytest.mark.once
def test_the_loop_is_not_for_readers_outside_the_table(
    table: LearningTablePage, facilitator: User, participant: User, outsider: User, client_of: ClientOf
) -> None:
    first = make_session(table, user=facilitator, days=-20)
    record(client_of(facilitator), first, "Geheime actie", participant)
    second = make_session(table, user=facilitator, days=7, audience_key=PUBLIC)
    for client in (client_of(outsider), Client()):
        answer = client.get(second.url)
        assert (answer.status_code, "Geheime actie" in answer.content.decode()) == (200, False)


def test_the_report_drafts_itself_and_leaves_what_people_wrote_behind(
    table: LearningTablePage,
    case: CaseStudyPage,
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: ClientOf,
) -> None:
    session = make_session(table, user=facilitator, cases=[case], days=0)
    room = make_room(session, user=facilitator, guests=["Oma Willemsen"], at=3)
    people = [seat(room, user) for user in (facilitator, participant, case_owner)]
    texts = [write(room, f"Ruwe tekst nummer {n}", by=person) for n, person in enumerate(people)]
    group = actions.make_group(room.current, title="Bel eerder", by=people[0], contributions=texts[:2])
    actions.open_vote(room.current, votes_each=2, by=people[0])
    for person in people[:2]:
        actions.vote(room.current, by=person, group=group, on=True)
    actions.close_vote(room.current, by=people[0])
    room = actions.go_on(room, seen=room.current_id, by=people[0])
    for score, person in zip((6, 8, 10), people, strict=True):
        write(room, "", by=person, score=score)
    actions.reveal(room, step=room.current, by=people[0])
    actions.save_minutes(session, session.agenda.get(), body="We zagen het patroon.", version="", user=participant)
    actions.save_minutes(session, None, body="Volgende keer in Ede.", version="", user=participant)
    record(client_of(facilitator), session, "De school bellen", participant)
    actions.hold_session(session, present=[facilitator, participant], user=facilitator)
    client_of(facilitator).post(reverse("learningtables:draft_report", args=[session.pk]))
    body = SessionReport.objects.get().body
    for said in ("We zagen het patroon.", "Volgende keer in Ede.", "Bel eerder", "De school bellen", str(participant)):
        assert said in body
    assert ("3 × advies" in body or "3 × advice" in body, "8,0" in body or "8.0" in body) == (True, True)
    assert ("Ruwe tekst" in body, "Willemsen" in body) == (False, False)
    SessionPage.objects.filter(pk=session.pk).update(audience_key=PUBLIC)
    SessionReport.objects.all().delete()
    wide = actions.draft_report(session, user=facilitator).body
    assert ("De school bellen" in wide, str(participant) in wide) == (True, False)
