"""Visitations as people make them: built through the actions, so that a stage is never reached without what it asks."""

import datetime
from dataclasses import dataclass, field
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from regions.actions import accept_invitation
from regions.models import Region, User
from regions.states import MembershipStatus, Role
from tests.factories.regions import UserFactory
from tests.laying import laid
from visitations import actions, models
from visitations.states import (
    EvidenceKind,
    FindingKind,
    Position,
    ProgrammeKind,
    Progress,
    RemarkDecision,
    RemarkKind,
    Stage,
    TieDecision,
    TieKind,
)


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = models.Framework
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Kader {n}")
    slug = factory.Sequence(lambda n: f"kader-{n}")

    @factory.post_generation
    def criteria(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, name in enumerate(extracted or ["Passende hulp", "Samenwerking", "Leren"]):
            models.Criterion.objects.create(
                framework=self, sort_order=order, name=name, question=f"Hoe staat het met {name}?"
            )


@dataclass
class People:
    """Everybody around one visitation, each with a seat of their own kind."""

    editor: User
    chair: User
    host: User
    secretary: User = field(default_factory=UserFactory)
    member: User = field(default_factory=UserFactory)
    undeclared: User = field(default_factory=UserFactory)
    recused: User = field(default_factory=UserFactory)
    observer: User = field(default_factory=UserFactory)


def seat(visitation: models.VisitationPage, person: User) -> Any:
    return visitation.committee.memberships.exclude(status=MembershipStatus.ENDED).get(user=person)


@laid
def start(region: Region, people: People, **fields: Any) -> models.VisitationPage:
    """Just started: the chair has not declared yet."""
    defaults: dict[str, Any] = {
        "title": "Visitatie wachttijden",
        "question": "Hoe komt passende hulp sneller bij gezinnen?",
        "chair": people.chair,
        "hosts": [people.host],
        "starts_on": timezone.localdate() - datetime.timedelta(days=20),
        "user": people.editor,
    }
    if "framework" not in fields:
        defaults["framework"] = FrameworkFactory()
    return actions.start_visitation(region, **{**defaults, **fields})


def install_committee(visitation: models.VisitationPage, people: People) -> None:
    """Chair, secretary, member and observer have declared; one is recused; ``undeclared`` is asked but says nothing."""
    actions.declare(seat(visitation, people.chair), user=people.chair)
    for person, role in [
        (people.secretary, Role.SECRETARY),
        (people.member, Role.MEMBER),
        (people.observer, Role.OBSERVER),
        (people.recused, Role.MEMBER),
    ]:
        actions.propose_member(visitation, person=person, role=role, user=people.chair)
    for person in (people.secretary, people.member, people.observer):
        actions.declare(seat(visitation, person), user=person)
    tie = actions.declare(
        seat(visitation, people.recused), ties=[TieKind.CONTRACT], explanation="Nog", user=people.recused
    )
    actions.decide_on_tie(tie, decision=TieDecision.RECUSED, reason="Te dichtbij", user=people.chair)
    if visitation.stage == Stage.COMMITTEE:
        actions.waive_objections(visitation, user=people.host)
        actions.install_committee(visitation, user=people.chair)


def self_evaluate(visitation: models.VisitationPage, people: People, *, score: int | None = 3) -> None:
    """Every criterion, and handed in."""
    for criterion in visitation.framework.criteria.all():
        actions.self_evaluate(visitation, criterion, score=score, text="Dat gaat goed.", user=people.host)
    actions.hand_in_self_evaluation(visitation, user=people.host)


def judge_alone(visitation: models.VisitationPage, *judges: User, score: int | None = 2, text: str = "") -> None:
    for criterion in visitation.framework.criteria.all():
        for judge in judges:
            actions.judge_alone(visitation, criterion, score=score, text=text, user=judge)


def judge(visitation: models.VisitationPage, people: People, *, score: int | None = 2) -> None:
    """Everybody alone, then opened, then together."""
    judge_alone(visitation, people.chair, people.secretary, people.member, score=score)
    actions.open_judgements(visitation, user=people.chair)
    for criterion in visitation.framework.criteria.all():
        actions.judge_together(visitation, criterion, score=score, text="Dat zagen wij.", user=people.chair)


def seat_on_panel(visitation: models.VisitationPage, people: People, *panellists: User) -> None:
    """Invited by the chair, and come in."""
    for person in panellists:
        invitation = actions.invite_to_panel(visitation, email=person.email, user=people.chair)
        accept_invitation(invitation, user=person)


def plan_interview(visitation: models.VisitationPage, people: People, **fields: Any) -> models.ProgrammeItem:
    begins = timezone.now() + datetime.timedelta(days=20)
    defaults: dict[str, Any] = {
        "kind": ProgrammeKind.INTERVIEW,
        "title": "Gesprek met ouders",
        "group": "Ouders",
        "starts_at": begins,
        "ends_at": begins + datetime.timedelta(hours=1),
    }
    return actions.plan_item(visitation, user=people.secretary, **{**defaults, **fields})


def write_finding(
    visitation: models.VisitationPage, people: People, *, statement: str = "Gezinnen wachten lang."
) -> Any:
    """A finding on two pieces of evidence, with a recommendation."""
    evidence = [
        actions.add_evidence(
            visitation,
            kind=kind,
            title=f"Gesprek {kind}",
            group="Ouders",
            notes="Zij wachtten elf maanden.",
            user=people.member,
        )
        for kind in (EvidenceKind.INTERVIEW, EvidenceKind.DOCUMENT)
    ]
    finding = actions.write_finding(
        visitation,
        criterion=visitation.framework.criteria.first(),
        kind=FindingKind.CONCERN,
        statement=statement,
        evidence=evidence,
        user=people.member,
    )
    actions.write_recommendation(
        visitation, text="Bel ieder gezin elke maand.", addressee="Regio", findings=[finding], user=people.member
    )
    return finding


def write_report(visitation: models.VisitationPage, people: People, **fields: Any) -> Any:
    defaults = {
        "title": "Rapport wachttijden",
        "introduction": "Wij bezochten de regio.",
        "conclusion": "Het kan sneller.",
    }
    return actions.save_report(visitation, user=people.secretary, **{**defaults, **fields})


def bring_to(visitation: models.VisitationPage, people: People, stage: Stage) -> models.VisitationPage:
    """From its start to ``stage``, doing on the way what each stage asks."""
    order = list(Stage)
    for to in order[order.index(Stage(visitation.stage)) + 1 : order.index(stage) + 1]:
        _prepare(visitation, people, to)
        actions.move_on(visitation, to=to, user=people.chair)
        if to == Stage.SELF_EVALUATION:
            ask_undeclared(visitation, people)
    return visitation


def ask_undeclared(visitation: models.VisitationPage, people: People) -> None:
    actions.propose_member(visitation, person=people.undeclared, role=Role.MEMBER, user=people.chair)


def make_ready_for_fact_check(visitation: models.VisitationPage, people: People) -> None:
    if visitation.judgements_opened_on is None:
        judge(visitation, people)
    if not models.VisitationReportPage.objects.child_of(visitation).exists():
        write_report(visitation, people)


def check_facts(visitation: models.VisitationPage, people: People) -> None:
    """One remark, adopted."""
    made = actions.remark(
        visitation.findings.first(), kind=RemarkKind.FACTUAL_ERROR, text="Het zijn negen maanden.", user=people.host
    )
    actions.hand_in_remarks(visitation, user=people.host)
    actions.decide_remark(made, decision=RemarkDecision.ADOPTED, reason="Klopt.", user=people.chair)


def respond_to_all(visitation: models.VisitationPage, people: People) -> None:
    for recommendation in visitation.recommendations.all():
        actions.respond(
            recommendation, position=Position.ACCEPTED, plan="Wij bellen.", owner="Lokaal team", user=people.host
        )


def finish_all(visitation: models.VisitationPage, people: People) -> None:
    done = {"progress": Progress.DONE, "note": "Gedaan.", "evidence": "Het besluit van mei."}
    for recommendation in visitation.recommendations.all():
        actions.review_progress(recommendation, user=people.host, **done)


def evaluate_once(visitation: models.VisitationPage, people: People) -> None:
    if visitation.self_evaluated_on is None:
        self_evaluate(visitation, people)


# What each stage asks of the one before it.
PREPARED_BY: dict[str, Any] = {
    Stage.SELF_EVALUATION: install_committee,
    Stage.DOCUMENTS: evaluate_once,
    Stage.VISIT: plan_interview,
    Stage.DRAFT: write_finding,
    Stage.FACT_CHECK: make_ready_for_fact_check,
    Stage.FINAL: check_facts,
    Stage.PUBLISHED: respond_to_all,
    Stage.CLOSED: finish_all,
}


def _prepare(visitation: models.VisitationPage, people: People, to: Stage) -> None:
    if (prepare := PREPARED_BY.get(to)) is not None:
        prepare(visitation, people)


@laid
def visitation(region: Region, people: People, *, stage: Stage = Stage.SCOPE, **fields: Any) -> models.VisitationPage:
    return bring_to(start(region, people, **fields), people, stage)
