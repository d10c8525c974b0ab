"""The committee: objected to, and installed."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from regions.models import User
from regions.states import IllegalMove, MembershipStatus, Role
from tests.factories import visitations as made
from tests.factories.regions import UserFactory
from tests.visitations.seats import address, pass_term, recipients
from visitations import actions
from visitations.models import MemberObjection, VisitationPage
from visitations.states import ObjectionDecision, Stage, TieKind

pytestmark = pytest.mark.once

ENGLISH = {"accept-language": "en"}


# --- objections ---


def test_the_visited_party_objects_and_the_member_is_absent_from_then_on(
    forming: VisitationPage, people: made.People, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    seat = made.seat(forming, people.member)
    actions.declare(seat, user=people.member)
    host, chair, member = map(client_of, (people.host, people.chair, people.member))
    assert member.get(address("workspace", forming)).status_code == 200
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert host.post(address("object", forming, seat), {"reason": ""}).status_code == 200
        assert host.post(address("object", forming, seat), {"reason": "Hij schreef over ons."}).status_code == 302
    assert recipients() == [people.chair.email]
    screen = address("committee", forming)
    assert "Hij schreef over ons." in chair.get(screen).content.decode()
    assert "Hij schreef over ons." not in member.get(screen).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        decided = {"decision": "upheld", "answer": "Dat begrijpen wij."}
        assert chair.post(address("decide_objection", forming, seat), decided).status_code == 302
    body = "".join(message.body + message.subject for message in mail.outbox)
    assert recipients() == sorted([people.host.email, people.member.email])
    assert not any(told in body for told in (forming.title, "begrijpen", "schreef", str(forming.lead_region)))
    assert made.seat(forming, people.member).status == MembershipStatus.RECUSED
    assert "Dat begrijpen wij." in host.get(screen).content.decode()
    met = {name: member.get(address(name, forming)).status_code for name in ("workspace", "committee", "declare")}
    assert met == {"workspace": 404, "committee": 404, "declare": 200}
    assert "Dat begrijpen wij." not in member.get(address("declare", forming)).content.decode()
    # A word of the member's own does not undo it.
    with pytest.raises(IllegalMove):
        actions.declare(seat, ties=[TieKind.FAMILY], explanation="Toch nog.", user=people.member)


def test_dismissed_the_member_stays(forming: VisitationPage, people: made.People) -> None:
    seat = made.seat(forming, people.member)
    objection = actions.object_to_member(seat, reason="Liever niet.", user=people.host)
    with pytest.raises(IllegalMove):
        actions.decide_on_objection(objection, decision=ObjectionDecision.DISMISSED, answer=" ", user=people.chair)
    actions.decide_on_objection(objection, decision=ObjectionDecision.DISMISSED, answer="Geen band.", user=people.chair)
    actions.declare(seat, user=people.member)
    assert made.seat(forming, people.member).status == MembershipStatus.ACTIVE
    for again in (
        lambda: actions.object_to_member(seat, reason="Toch.", user=people.host),
        lambda: actions.decide_on_objection(objection, decision="upheld", answer="Toch.", user=people.chair),
    ):
        with pytest.raises(IllegalMove):
            again()
    assert MemberObjection.objects.get().decision == ObjectionDecision.DISMISSED


@pytest.mark.parametrize(
    ("about", "decides"),
    [("member", {"chair", "editor"}), ("secretary", {"chair", "editor"}), ("chair", {"editor"})],
)
def test_who_decides_on_an_objection(
    about: str, decides: set[str], forming: VisitationPage, people: made.People, client_of: Any
) -> None:
    seat = made.seat(forming, getattr(people, about))
    actions.object_to_member(seat, reason="Te dichtbij.", user=people.host)
    path = address("decide_objection", forming, seat)
    persons = ("chair", "secretary", "member", "host", "editor")
    met = {name: client_of(getattr(people, name)).get(path).status_code for name in persons}
    assert {name for name, status in met.items() if status == 200} == decides


@pytest.mark.parametrize(
    ("when", "met"), [("in time", 200), ("last day", 200), ("too late", 403), ("waived", 403), ("asked again", 200)]
)
def test_an_objection_has_a_term(
    when: str, met: int, forming: VisitationPage, people: made.People, client_of: Any
) -> None:
    host, seat = client_of(people.host), made.seat(forming, people.member)
    if when in {"last day", "too late"}:
        pass_term(forming, 14 if when == "last day" else 15)
    if when in {"waived", "asked again"}:
        assert host.post(address("waive", forming)).status_code == 302
    if when == "asked again":  # a seat that is proposed later can be objected to as well
        seat = actions.propose_member(forming, person=UserFactory(), role=Role.MEMBER, user=people.chair)
    path = address("object", forming, seat)
    assert host.get(path).status_code == met
    assert host.post(path, {"reason": "Te dichtbij."}).status_code == (302 if met == 200 else 403)
    assert MemberObjection.objects.count() == (met == 200)


def test_only_contacts_of_the_visited_party_object(
    forming: VisitationPage, people: made.People, client_of: Any
) -> None:
    seat = made.seat(forming, people.member)
    colleague = UserFactory()
    forming.visited_party.memberships.create(user=colleague, role=Role.MEMBER)
    persons = {"colleague": colleague, "chair": people.chair, "editor": people.editor, "member": people.member}
    met = {
        name: client_of(person).post(address("object", forming, seat)).status_code for name, person in persons.items()
    }
    assert met == {"colleague": 403, "chair": 404, "editor": 404, "member": 404}
    waived = {name: client_of(person).post(address("waive", forming)).status_code for name, person in persons.items()}
    assert waived == met
    assert not MemberObjection.objects.exists()


def test_the_visited_party_sees_who_was_asked_and_nothing_of_a_tie_that_waits(
    forming: VisitationPage, people: made.People, client_of: Any
) -> None:
    seat = made.seat(forming, people.member)
    host, path = client_of(people.host), address("committee", forming)
    asked = host.get(path, headers=ENGLISH).content.decode()
    assert str(people.member) in asked
    actions.declare(seat, ties=[TieKind.FAMILY], explanation="Mijn zus.", user=people.member)
    waiting = host.get(path, headers=ENGLISH).content.decode()
    assert str(people.member) in waiting
    assert not any(told in waiting for told in ("Family", "Mijn zus", "To be decided"))


def test_the_visited_party_hears_that_it_may_object_and_not_to_whom(
    forming: VisitationPage, people: made.People, django_capture_on_commit_callbacks: Any
) -> None:
    asked = UserFactory(last_name="Vreemdeling")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.propose_member(forming, person=asked, role=Role.MEMBER, user=people.chair)
    to_host = [message for message in mail.outbox if message.to == [people.host.email]]
    assert len(to_host) == 1
    assert address("committee", forming) in to_host[0].body
    assert not any(word in to_host[0].subject + to_host[0].body for word in ("Vreemdeling", forming.title))


# --- installation ---


def test_installed_when_all_declared_and_the_visited_party_had_its_say(
    forming: VisitationPage, people: made.People, client_of: Any
) -> None:
    chair, seat = client_of(people.chair), made.seat(forming, people.member)

    def missing() -> list[str]:
        return chair.get(address("committee", forming), headers=ENGLISH).context["missing"]

    def install() -> Any:
        chair.post(address("install", forming))
        forming.refresh_from_db()
        return forming.installed_on

    assert len(missing()) == 2  # a member who has not declared, and the term
    assert install() is None
    actions.declare(seat, user=people.member)
    objection = actions.object_to_member(seat, reason="Te dichtbij.", user=people.host)
    pass_term(forming)
    assert missing() == ["An objection of the visited party has no decision yet."]
    assert install() is None
    with pytest.raises(IllegalMove):
        actions.move_on(forming, to=Stage.SELF_EVALUATION, user=people.chair)
    actions.decide_on_objection(objection, decision="dismissed", answer="Geen band.", user=people.chair)
    assert missing() == []
    with pytest.raises(IllegalMove):
        actions.move_on(forming, to=Stage.SELF_EVALUATION, user=people.chair)
    assert install() == timezone.localdate()
    assert actions.move_on(forming, to=Stage.SELF_EVALUATION, user=people.chair).stage == Stage.SELF_EVALUATION


def test_who_installs(forming: VisitationPage, people: made.People, outsider: User, client_of: Any) -> None:
    actions.declare(made.seat(forming, people.member), user=people.member)
    actions.waive_objections(forming, user=people.host)
    refused = {"member": people.member, "secretary": people.secretary, "host": people.host, "outsider": outsider}
    path = address("install", forming)
    met = {name: client_of(person).post(path).status_code for name, person in refused.items()}
    forming.refresh_from_db()
    assert (met, forming.installed_on) == ({"member": 403, "secretary": 403, "host": 403, "outsider": 404}, None)
    assert client_of(people.editor).post(path).status_code == 302
    forming.refresh_from_db()
    assert forming.installed_on == timezone.localdate()
