"""Sent from a screen that was opened before something changed: who was recused meanwhile, what moved on, what was sent before."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from regions.actions import set_membership_status
from regions.states import MembershipStatus
from tests.factories import visitations as made
from tests.factories.regions import UserFactory
from visitations import actions
from visitations.calendar import entries_of
from visitations.models import Assessment, Evidence
from visitations.scores import panel_result
from visitations.states import Stage, TieDecision, TieKind, Voice

pytestmark = pytest.mark.once


def recuse(visitation: Any, people: made.People) -> None:
    seat = made.seat(visitation, people.member)
    tie = actions.declare(seat, ties=[TieKind.FAMILY], explanation="Mijn zus.", user=people.member)
    actions.decide_on_tie(tie, decision=TieDecision.RECUSED, reason="Te dichtbij.", user=people.chair)


def test_who_is_recused_while_writing_adds_nothing_and_is_not_counted(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation, member = visitation_at(Stage.VISIT), client_of(people.member)
    criterion = visitation.framework.criteria.first()
    made.judge_alone(visitation, people.member)
    sent = {
        reverse("visitations:evidence_add", args=[visitation.pk]): {"kind": "document", "title": "Verslag"},
        reverse("visitations:judge_alone", args=[visitation.pk, criterion.pk]): {"score": "4", "text": "Goed."},
        reverse("visitations:judgements_open", args=[visitation.pk]): {},
    }
    assert [member.get(address).status_code for address in sent] == [200, 200, 403]
    chair = client_of(people.chair)
    judging = reverse("visitations:judging", args=[visitation.pk])
    assert (len(chair.get(judging).context["judges"]), chair.get(judging).context["done"]) == (3, 1)
    recuse(visitation, people)
    assert [member.post(address, data).status_code for address, data in sent.items()] == [404, 404, 404]
    assert (len(chair.get(judging).context["judges"]), chair.get(judging).context["done"]) == (2, 0)
    assert not Evidence.objects.exists()
    assert set(Assessment.objects.filter(voice=Voice.MEMBER).values_list("score", flat=True)) == {2}
    assert entries_of(people.member) == []


def test_what_is_sent_twice_or_too_late_is_done_once_or_not(
    visitation_at: Any, people: made.People, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    visitation, host, chair = visitation_at(Stage.SELF_EVALUATION), client_of(people.host), client_of(people.chair)
    hand_in = reverse("visitations:self_evaluation_hand_in", args=[visitation.pk])
    for criterion in visitation.framework.criteria.all():
        actions.self_evaluate(visitation, criterion, score=3, text="Dat gaat goed.", user=people.host)
    write = reverse("visitations:self_evaluate", args=[visitation.pk, criterion.pk])
    attach = reverse("visitations:self_evaluation_attach", args=[visitation.pk, criterion.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert host.post(hand_in, {}).status_code == 302
        assert [host.post(address, {"score": "4", "text": "Beter."}).status_code for address in (hand_in, write, attach)] == [
            403, 403, 403,
        ]  # fmt: skip
    once = sorted(person.email for person in (people.chair, people.secretary, people.member))
    assert sorted(address for message in mail.outbox for address in message.to) == once
    assert set(visitation.assessments.values_list("score", "text")) == {(3, "Dat gaat goed.")}
    onward = reverse("visitations:move", args=[visitation.pk, Stage.DOCUMENTS])
    assert [chair.post(onward, {}).status_code for _ in range(2)] == [302, 200]
    visitation.refresh_from_db()
    assert visitation.stage == Stage.DOCUMENTS


def test_a_voice_of_the_panel_cannot_be_told_from_before_and_after(visitation_at: Any, people: made.People) -> None:
    """Nothing is heard while a seat may still come or go; and when it is heard, no seat that ends takes an answer out."""
    visitation, panel = visitation_at(Stage.VISIT), UserFactory.create_batch(4)
    made.seat_on_panel(visitation, people, *panel)
    for person, score in zip(panel, (1, 1, 1, 4), strict=True):
        for criterion in visitation.framework.criteria.all():
            actions.answer_on_panel(visitation, criterion, score=score, user=person)
    assert panel_result(visitation) == {}
    made.bring_to(visitation, people, Stage.DRAFT)
    heard = {one: sorted(row.score for row in rows) for one, rows in panel_result(visitation).items()}
    assert set(map(tuple, heard.values())) == {(1, 1, 1, 4)}
    for seat in visitation.panel.memberships.all():
        set_membership_status(seat, status=MembershipStatus.ENDED, user=None)
    assert {one: sorted(row.score for row in rows) for one, rows in panel_result(visitation).items()} == heard
