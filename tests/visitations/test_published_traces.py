"""What went before a report was published leaves no trace in it: no number, no gap, no address, nothing in the PDF."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from regions.models import User
from regions.states import Role
from tests.factories import visitations as made
from tests.factories.regions import UserFactory
from tests.visitations.serving import Served, differing, served
from visitations import actions
from visitations.models import VisitationPage
from visitations.states import Stage, TieDecision, TieKind, Voice

pytestmark = pytest.mark.once


@pytest.fixture
def visitation(visitation_at: Callable[..., VisitationPage], people: made.People) -> VisitationPage:
    visitation = visitation_at(Stage.VISIT)
    made.seat_on_panel(visitation, people, UserFactory())
    return visitation


def test_a_published_report_and_its_pdf_are_the_same_with_and_without_what_was_taken_out(
    visitation: VisitationPage, people: made.People, visitor: Client
) -> None:
    """One visitation, published in two worlds: in the second a finding and a recommendation went again, somebody who dissented
    was recused, and of the panel fewer answered than are heard."""
    former = UserFactory()
    actions.propose_member(visitation, person=former, role=Role.MEMBER, user=people.chair)
    actions.declare(made.seat(visitation, former), user=former)
    worlds = [
        published_in_a_world(visitation, people, visitor, former=former, hidden=hidden) for hidden in (False, True)
    ]
    assert [address for address, answer in worlds[0].items() if answer[0] != 200] == []
    assert differing(*worlds) == []
    assert [len(answer[2]) for answer in worlds[0].values()] == [len(answer[2]) for answer in worlds[1].values()]


def published_in_a_world(
    visitation: VisitationPage, people: made.People, visitor: Client, *, former: User, hidden: bool
) -> Served:
    with transaction.atomic():
        visitation = VisitationPage.objects.get(pk=visitation.pk)
        if hidden:
            leave_and_take_out(visitation, people, panellist=visitation.panel.memberships.first().user)
        made.judge_alone(visitation, former)
        made.judge(visitation, people)
        if hidden:
            judgement = visitation.assessments.filter(voice=Voice.COMMITTEE).first()
            actions.dissent(judgement, text="Zilverdistel", user=former)
        tie = actions.declare(
            made.seat(visitation, former), ties=[TieKind.FAMILY], explanation="Mijn zus.", user=former
        )
        actions.decide_on_tie(tie, decision=TieDecision.RECUSED, reason="Te dichtbij.", user=people.chair)
        made.bring_to(visitation, people, Stage.PUBLISHED)
        screens = [reverse(f"visitations:{name}", args=[visitation.pk]) for name in ("changes", "report_pdf")]
        answers = served(visitor, [visitation.get_url(), f"{visitation.get_url()}rapport/", *screens, "/visitaties/"])
        transaction.set_rollback(True)
    return answers


def leave_and_take_out(visitation: VisitationPage, people: made.People, *, panellist: User) -> None:
    gone = made.write_finding(visitation, people, statement="Zilverdistel")
    actions.write_recommendation(visitation, text="Vuurpijltje", addressee="Regio", findings=[gone], user=people.member)
    for recommendation in visitation.recommendations.all():
        actions.remove_recommendation(recommendation, user=people.chair)
    actions.remove_finding(gone, user=people.chair)
    for criterion in visitation.framework.criteria.all():
        actions.answer_on_panel(visitation, criterion, score=1, text="Zilverdistel", user=panellist)
