"""Visitations, each walked through its stages up to the one it is in."""

import datetime
from typing import Any

from regions.models import User
from regions.states import Role
from visitations import actions
from visitations.models import Evidence, FactCheckRemark, Finding, Recommendation, VisitationPage, VisitationReportPage
from visitations.states import TERM_DAYS, Stage, TieDecision, TieKind

from . import committees, reports, visits
from .clock import at, day
from .judgements import Judgements
from .texts import read
from .world import World

ORDER = list(Stage)
CURRENT_STAGE_ENDS_IN = 12
UNDECLARED_FROM = ORDER.index(Stage.COMMITTEE)


def lay(world: World) -> None:
    for row in read("visitations", "visitation"):
        if world.page("visitation", row["key"]) is None:
            visitation = Walk(world, row).go()
            world.remember("visitation", row["key"], visitation)
            report = VisitationReportPage.objects.child_of(visitation).first()
            if report is not None:
                world.remember("report", row["key"], report)


def terms(started: int, stage: str) -> dict[str, datetime.date]:
    """Stages behind lie in proportion between the start and now; what is to come follows the usual clock."""
    here = TERM_DAYS[stage]
    ends = -20 if stage == Stage.CLOSED else CURRENT_STAGE_ENDS_IN
    stretch = (ends - started) / here
    return {
        one: day(started + round(days * stretch)) if days <= here else day(ends + days - here)
        for one, days in TERM_DAYS.items()
    }


class Walk:
    """One visitation from its start to ``row["stage"]``."""

    def __init__(self, world: World, row: dict[str, Any]) -> None:
        self.world = world
        self.row = row
        self.terms = terms(row["started"], row["stage"])
        self.members = row.get("member", [])
        self.chair = world.person(next(one["person"] for one in self.members if one["role"] == Role.CHAIR))
        self.host = world.person(row["hosts"][0])

    def go(self) -> VisitationPage:
        with at(self.row["started"]):
            visitation = self._start()
        for stage in ORDER[: ORDER.index(self.row["stage"]) + 1]:
            self._work(visitation, stage)
        for late in self._undeclared() if self._is_past(Stage.COMMITTEE) else []:
            self._propose(visitation, late)
        return VisitationPage.objects.get(pk=visitation.pk)

    def _start(self) -> VisitationPage:
        row, world = self.row, self.world
        return actions.start_visitation(
            world.region(row["region"]),
            title=row["title"],
            summary=row["summary"],
            question=row["question"],
            framework=world.framework(row["framework"]),
            chair=self.chair,
            hosts=world.people(row["hosts"]),
            starts_on=day(row["started"]),
            organisation=world.organisation(row.get("organisation", "")),
            terms=self.terms,
            themes=world.themes(row["themes"]),
            tags=row["tags"],
            audience_key=row["audience"],
            user=world.editor,
        )

    def _work(self, visitation: VisitationPage, stage: str) -> None:
        """What is done in a stage, and the step to it from the stage before, on the last day of that one."""
        at_stage = ORDER.index(stage)
        done_before = (self.terms[ORDER[at_stage - 1]] - day(0)).days if at_stage else self.row["started"]
        with at(done_before):
            if stage == Stage.SELF_EVALUATION:
                actions.install_committee(visitation, user=self.world.editor)
            if at_stage:
                actions.move_on(
                    visitation,
                    to=Stage(stage),
                    user=self.chair,
                    on=day(done_before),
                    audience_key=self.row["audience"],
                )
                visitation.refresh_from_db()
            work = getattr(self, f"_in_{stage}", None)
            if work is not None:
                work(visitation)
            committees.go_on(visitation, key=self.row["key"], stage=stage, world=self.world)

    def _is_past(self, stage: Stage) -> bool:
        return ORDER.index(self.row["stage"]) > ORDER.index(stage)

    # --- what happens in each stage ---

    def _in_committee(self, visitation: VisitationPage) -> None:
        early = [one for one in self.members if one.get("tie") or not self._is_past(Stage.COMMITTEE)]
        for member in early:
            if member["role"] != Role.CHAIR:
                self._propose(visitation, member)
            if member.get("tie"):
                self._declare(visitation, member)
        committees.hear_visited_party(visitation, key=self.row["key"], host=self.host, world=self.world)

    def _undeclared(self) -> list[dict[str, Any]]:
        return [one for one in self.members if not one.get("tie") and one["role"] != Role.CHAIR]

    def _propose(self, visitation: VisitationPage, member: dict[str, Any]) -> None:
        person = self.world.person(member["person"])
        actions.propose_member(visitation, person=person, role=Role(member["role"]), user=self.world.editor)

    def _declare(self, visitation: VisitationPage, member: dict[str, Any]) -> None:
        person = self.world.person(member["person"])
        seat = visitation.committee.memberships.get(user=person)
        ties = [TieKind(member["tie"])] if member["tie"] != "none" else []
        declaration = actions.declare(seat, ties=ties, explanation=member.get("explanation", ""), user=person)
        if declaration.decision == TieDecision.PENDING:
            decision = TieDecision(member.get("decision", TieDecision.ACCEPTED))
            actions.decide_on_tie(declaration, decision=decision, reason=member["reason"], user=self.world.editor)

    def _in_self_evaluation(self, visitation: VisitationPage) -> None:
        judgements = Judgements(self.world, self.row["key"], visitation)
        judgements.self_evaluate(host=self.host, hand_in=self._is_past(Stage.SELF_EVALUATION))
        judgements.ask_panel(chair=self.chair)

    def _in_documents(self, visitation: VisitationPage) -> None:
        due_on = self.terms[Stage.DOCUMENTS]
        visits.ask_for_documents(visitation, due_on=due_on, by=self.chair, host=self.host)

    def _in_programme(self, visitation: VisitationPage) -> None:
        days_from_now = (self.terms[Stage.VISIT] - day(0)).days
        visits.plan_visit(visitation, first_day=days_from_now - 1, by=self.chair)

    def _in_visit(self, visitation: VisitationPage) -> None:
        for row in self.row.get("evidence", ()):
            texts = {name: row.get(name, "") for name in ("title", "group", "notes")}
            actions.add_evidence(visitation, kind=row["kind"], user=self.chair, **texts)

    def _in_draft(self, visitation: VisitationPage) -> None:
        Judgements(self.world, self.row["key"], visitation).judge(chair=self.chair)
        evidence = {row["key"]: row["title"] for row in self.row.get("evidence", ())}
        criteria = list(visitation.framework.criteria.all())
        for row in sorted(self.row.get("finding", ()), key=lambda one: one["number"]):
            actions.write_finding(
                visitation,
                criterion=criteria[(row["criterion"] - 1) % len(criteria)],
                kind=row["kind"],
                statement=row["statement"],
                one_source_because=row.get("one_source_because", ""),
                evidence=Evidence.objects.filter(
                    visitation=visitation, title__in=[evidence[key] for key in row.get("evidence", ())]
                ),
                user=self.chair,
            )
        for row in sorted(self.row.get("recommendation", ()), key=lambda one: one["number"]):
            actions.write_recommendation(
                visitation,
                text=row["text"],
                addressee=row["addressee"],
                weight=row.get("weight", "advice"),
                findings=Finding.objects.filter(visitation=visitation, number__in=row["findings"]),
                user=self.chair,
            )
        self._write_report(visitation)

    def _write_report(self, visitation: VisitationPage) -> None:
        row = self.row
        actions.save_report(
            visitation,
            title=f"Rapport {row['title'][:1].lower()}{row['title'][1:]}",
            summary=row.get("report_summary", row["summary"]),
            introduction=row.get("introduction", ""),
            conclusion=row.get("conclusion", ""),
            themes=self.world.themes(row["themes"]),
            tags=row["tags"],
            user=self.chair,
        )
        reports.lay_parts(visitation, row["key"], user=self.chair)

    def _in_fact_check(self, visitation: VisitationPage) -> None:
        rows = self.row.get("remark", ())
        made = [(row, self._remark(visitation, row)) for row in rows]
        passages = reports.of(self.row["key"]).get("remark", ())
        on_passages = [(row, reports.remark(visitation, row, user=self.host)) for row in passages]
        if self._is_past(Stage.FACT_CHECK):
            actions.hand_in_remarks(visitation, user=self.host)
        for row, remark in made:
            if row.get("decision"):
                self._decide(row, remark)
        for row, remark in on_passages:
            if row.get("decision"):
                reports.decide(row, remark, user=self.chair)

    def _remark(self, visitation: VisitationPage, row: dict[str, Any]) -> FactCheckRemark:
        finding = Finding.objects.get(visitation=visitation, number=row["finding"])
        return actions.remark(finding, kind=row["kind"], text=row["text"], user=self.host)

    def _decide(self, row: dict[str, Any], remark: FactCheckRemark) -> None:
        corrected = next((one.get("corrected") for one in self.row["finding"] if one["number"] == row["finding"]), None)
        statement = corrected if row["decision"] != "rejected" else None
        actions.decide_remark(
            remark, decision=row["decision"], reason=row["reason"], statement=statement, user=self.chair
        )

    def _in_response(self, visitation: VisitationPage) -> None:
        for row, recommendation in self._recommendations(visitation):
            if row.get("position"):
                actions.respond(
                    recommendation,
                    position=row["position"],
                    plan=row["plan"],
                    owner=row["owner"],
                    due_on=day(row["due"]) if "due" in row else None,
                    user=self.host,
                )

    def _in_review(self, visitation: VisitationPage) -> None:
        for row, recommendation in self._recommendations(visitation):
            if row.get("progress"):
                note = row["progress_note"]
                actions.review_progress(
                    recommendation,
                    progress=row["progress"],
                    note=note,
                    evidence=row.get("progress_evidence", "Het verslag van het regionaal overleg."),
                    user=self._reviewer(),
                )

    def _reviewer(self) -> User:
        return self.host

    def _recommendations(self, visitation: VisitationPage) -> list[tuple[dict[str, Any], Recommendation]]:
        laid = {one.number: one for one in Recommendation.objects.filter(visitation=visitation)}
        return [(row, laid[row["number"]]) for row in self.row.get("recommendation", ())]
