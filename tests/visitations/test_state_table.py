"""Every stage x every person x every move, through the address that a form is sent to: allowed or refused as the table says."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse
from wagtail.models import PageLogEntry

from regions.actions import add_member
from regions.models import Circle, Membership, Region, User
from regions.states import CircleKind, MembershipStatus, Role
from tests.factories import visitations as made
from tests.factories.regions import CircleFactory, MembershipFactory, UserFactory
from visitations import actions
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = pytest.mark.once

# Who moves it where. What is not here is refused.
ALLOWED: dict[tuple[str, str], set[str]] = {
    ("scope", "committee"): {"chair", "secretary", "editor"},
    ("committee", "self_evaluation"): {"chair", "secretary", "editor"},
    ("self_evaluation", "documents"): {"chair", "secretary"},
    ("documents", "programme"): {"chair", "secretary"},
    ("programme", "visit"): {"chair", "secretary"},
    ("visit", "draft"): {"chair", "secretary"},
    ("draft", "fact_check"): {"chair", "secretary"},
    ("fact_check", "draft"): {"chair", "secretary"},
    ("fact_check", "final"): {"chair", "secretary"},
    ("final", "response"): {"chair", "secretary"},
    ("response", "published"): {"chair", "secretary", "host"},
    ("published", "review"): {"chair", "secretary", "editor"},
    ("review", "closed"): {"chair", "secretary", "editor"},
}
# How the others are refused: they do not find the door, or find it and may not. Who may move at this stage, but not there,
# gets the form back.
NO_SUCH_DOOR = {
    "outsider", "coordinator", "panel member", "undeclared", "recused", "objected to", "conflicted editor", "admin",
}  # fmt: skip
MAY_NOT = {
    "chair", "secretary", "member", "experience expert", "observer", "host", "of the visited party", "editor",
}  # fmt: skip
PERSONS = {"nobody"} | NO_SUCH_DOOR | MAY_NOT
# The seat at one of the two tables that a name stands for; the others have none.
SEATS = {
    "chair": [("chair", "active")],
    "secretary": [("secretary", "active")],
    "member": [("member", "active")],
    "experience expert": [("experience_expert", "active")],
    "observer": [("observer", "active")],
    "undeclared": [("member", "awaiting_declaration")],
    "recused": [("member", "recused")],
    "objected to": [("member", "recused")],
    "conflicted editor": [("member", "recused")],
    "host": [("host", "active")],
    "of the visited party": [("member", "active")],
}


@pytest.fixture
def persons(twente: Region, people: made.People, outsider: User, admin: User) -> dict[str, Any]:
    named = {name: getattr(people, name) for name in made.People.__dataclass_fields__}
    coordinator = UserFactory(home_region=twente)
    MembershipFactory(circle=twente.circle, user=coordinator, role=Role.COORDINATOR)
    new = {
        name: UserFactory()
        for name in ("panel member", "experience expert", "of the visited party", "conflicted editor", "objected to")
    }
    return {
        **named, **new, "coordinator": coordinator, "outsider": outsider, "admin": admin, "nobody": AnonymousUser()
    }  # fmt: skip


@pytest.fixture
def visitation(twente: Region, people: made.People, persons: dict[str, Any]) -> VisitationPage:
    """Walked to its end, so that whatever a stage asks is there; everybody has the seat that their name says."""
    visitation = made.visitation(twente, people, stage=Stage.REVIEW)
    made._prepare(visitation, people, Stage.CLOSED)
    seat_objected_to(visitation, persons["objected to"], people)
    seat(visitation.committee, persons["experience expert"], Role.EXPERIENCE_EXPERT)
    seat(visitation.visited_party, persons["of the visited party"], Role.MEMBER)
    panel = visitation.panel or CircleFactory(kind=CircleKind.PANEL, name="Panel")
    VisitationPage.objects.filter(pk=visitation.pk).update(panel=panel)
    seat(panel, persons["panel member"], Role.MEMBER)
    seat(people.editor.circles.get(), persons["conflicted editor"], Role.EDITOR)
    seat(visitation.committee, persons["conflicted editor"], Role.MEMBER, MembershipStatus.RECUSED)
    return visitation


def seat(circle: Circle, person: User, role: Role, status: MembershipStatus = MembershipStatus.ACTIVE) -> None:
    add_member(circle, member=person, role=role, user=None, status=status)


def seat_objected_to(visitation: VisitationPage, person: User, people: made.People) -> None:
    asked = actions.propose_member(visitation, person=person, role=Role.MEMBER, user=people.chair)
    actions.declare(asked, user=person)
    objection = actions.object_to_member(asked, reason="Hij schreef over ons.", user=people.host)
    actions.decide_on_objection(objection, decision="upheld", answer="Begrijpelijk.", user=people.chair)


def seats_held(visitation: VisitationPage, persons: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    held = Membership.objects.filter(circle__in=[visitation.committee_id, visitation.visited_party_id])
    found = {
        name: list(held.filter(user=person.pk).values_list("role", "status"))
        for name, person in persons.items()
        if person.pk
    }
    return {name: seats for name, seats in found.items() if seats}


def send(path: str, person: Any) -> int:
    """What the address answers to the form. Pages of refusal are not drawn: there are thousands."""
    request = RequestFactory().post(path, {"audience_key": "public"})
    request.user = person
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    match = resolve(path)
    try:
        return match.func(request, *match.args, **match.kwargs).status_code
    except Http404:
        return 404
    except PermissionDenied:
        return 403


def standing(visitation: VisitationPage) -> tuple[Any, ...]:
    stage = VisitationPage.objects.values_list("stage", flat=True).get(pk=visitation.pk)
    return stage, PageLogEntry.objects.count(), list(visitation.terms.values_list("pk", "done_on"))


def expected_answer(stage: str, to: str, person: str) -> int:
    if person == "nobody":
        return 302
    if person in NO_SUCH_DOOR:
        return 404
    movers = set().union(*(may for (frm, _to), may in ALLOWED.items() if frm == stage))
    return 200 if person in movers else 403


def test_every_stage_every_person_every_move(visitation: VisitationPage, persons: dict[str, Any]) -> None:
    assert set(persons) == PERSONS
    assert seats_held(visitation, persons) == SEATS
    seats = visitation.committee.memberships
    wrong: list[Any] = []
    for stage in Stage:
        VisitationPage.objects.filter(pk=visitation.pk).update(stage=stage)
        before = standing(visitation)
        for name, person in persons.items():
            # Who has yet to declare holds the committee up, and is asked here as one of the persons alone.
            waits = MembershipStatus.AWAITING_DECLARATION if name == "undeclared" else MembershipStatus.ENDED
            seats.filter(user=persons["undeclared"]).update(status=waits)
            allowed = [to for to in Stage if name in ALLOWED.get((stage, to), set())]
            refused = {to: attempt(visitation, to, person) for to in Stage if to not in allowed}
            wrong += [(stage, name, to, met) for to, met in refused.items() if met != expected_answer(stage, to, name)]
            wrong += [(stage, name, "changed")] if standing(visitation) != before else []
            wrong += [(stage, name, to) for to in allowed if not moves(visitation, to, person)]
    assert wrong == []


def attempt(visitation: VisitationPage, to: Stage, person: Any) -> int:
    return send(reverse("visitations:move", args=[visitation.pk, to]), person)


def moves(visitation: VisitationPage, to: Stage, person: Any) -> bool:
    """Whether it went there; then it is undone."""
    held = transaction.savepoint()
    met = attempt(visitation, to, person)
    stage = standing(visitation)[0]
    transaction.savepoint_rollback(held)
    return (met, stage) == (302, to)
