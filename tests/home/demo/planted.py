"""A word in each hidden place of the demo, and who may come across it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casestudies import actions as casestudies
from casestudies.models import Answer, CaseStudyPage, Reflection
from casestudies.states import ReflectionState, Round
from home.demo.world import World
from learningtables import actions as learningtables
from lessons import actions as lessons
from lessons.models import LessonPage
from regions.actions import plan_parts, plans
from regions.audience import MEMBERS
from regions.models import RegionalPlan
from regions.states import Role
from visitations import actions as visitations
from visitations.models import Evidence, Response, VisitationPage, VisitationReportPage
from visitations.states import RemarkKind, Stage

TABLE = frozenset({"participant", "facilitator", "case-owner"})
COMMITTEE = frozenset({"chair", "committee"})
SIGNED_IN = TABLE | COMMITTEE | {"coordinator", "host", "editor", "adviser", "outsider", "admin"}


@dataclass
class Planted:
    """``readers`` maps each word to the persons of the demo who may read it; ``doors`` are addresses to knock on, and
    ``letters`` the mails that went out meanwhile."""

    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    doors: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    def word(self, place: str, readers: Iterable[str]) -> str:
        """Two words: one to search for, and one that only the text itself holds."""
        self.readers[f"{place}vondst"] = frozenset(readers)
        return f"{place}zoek {place}vondst"

    @property
    def searched(self) -> list[str]:
        return [word.removesuffix("vondst") + "zoek" for word in self.readers]

    def knock(self, name: str, *args: Any) -> None:
        self.doors.append(reverse(name, args=args))

    def page(self, page: Any) -> None:
        """Its address, and the admin's doors to it."""
        self.doors.append(page.url or "/")
        for view in ("edit", "history", "view_draft", "usage", "workflow_history"):
            self.knock(f"wagtailadmin_pages:{view}", page.pk)
        self.doors.append(f"/api/content/{page.pk}/")


def plant(world: World) -> Planted:
    planted = Planted()
    plant_case(world, planted)
    plant_answers(world, planted)
    plant_sessions(world, planted)
    plant_lessons(world, planted)
    plant_visitation(world, planted)
    plant_plan(world, planted)
    return planted


def plant_case(world: World, planted: Planted) -> None:
    """A case of the circle, and what came of it before anybody has judged."""
    case = world.page("case", "steeds-een-nieuw-gezicht")
    point = case.decision_points.first()
    word = planted.word("casus", TABLE)
    text: dict[str, dict[str, Any]] = {
        "start": {"title": f"Casus {word}"},
        "situation": {"situation": word},
        "perspectives": {"perspectives": [("parent", word)]},
        "timeline": {"events": [(1, word)]},
        "about": {"summary": word, "tags": [word]},
    }
    for part, fields in text.items():
        casestudies.edit_case_part(case, part=part, user=case.owner, **fields)
    casestudies.add_addendum(point, text=planted.word("aanvulling", TABLE), user=case.owner)
    casestudies.write_outcome(case, text=planted.word("afloop", ()), user=case.owner)
    casestudies.write_now(point, happened=planted.word("toennu", ()), known_now="Nu.", user=case.owner)
    planted.page(CaseStudyPage.objects.get(pk=case.pk))
    for name in ("workspace", "outcome", "write_decisions", "write_outcome", "versions", "writers"):
        planted.knock(f"casestudies:{name}", case.pk)
    for step in ("begin", "situatie", "perspectieven", "tijdlijn", "kenmerken"):
        planted.knock("casestudies:write", case.pk, step)
    planted.knock("casestudies:now", case.pk, point.pk)


def plant_answers(world: World, planted: Planted) -> None:
    """An answer in a round that is not revealed: its author's alone."""
    reflection = Reflection.objects.get(
        case=world.page("case", "steeds-een-nieuw-gezicht"), state=ReflectionState.ROUND_ONE
    )
    Answer.objects.filter(reflection=reflection, user=world.person("participant")).delete()
    point = reflection.case.decision_points.first()
    casestudies.answer(
        reflection,
        decision_point=point,
        round=Round.ONE,
        reasonable="doubtful",
        same_choice="different",
        confidence=2,
        why=planted.word("antwoord", {"participant"}),
        meaning="Anders doen.",
        user=world.person("participant"),
    )
    planted.knock("casestudies:reflection", reflection.pk)
    planted.knock("casestudies:answer", reflection.pk, point.pk)


def plant_sessions(world: World, planted: Planted) -> None:
    """A session of the circle with its preparation, and a report still in draft."""
    table, facilitator = world.page("table", "vallei-complex"), world.person("facilitator")
    word = planted.word("sessie", TABLE)
    starts_at = timezone.now() + datetime.timedelta(days=9)
    session = learningtables.plan_session(
        table,
        title=f"Sessie {word}",
        summary=word,
        preparation=word,
        place="Gemeentehuis",  # stands in the calendar that goes with the invitation
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
        method=world.method("leertafel"),
        user=facilitator,
    )
    report = learningtables.draft_report(session, user=facilitator)
    body = planted.word("verslag", {"facilitator"})
    learningtables.save_report(report, body=body, version=report.version, user=facilitator)
    lessons.agree_action(
        circle=table.circle,
        page=None,
        what=planted.word("actie", TABLE),
        owner=world.person("participant"),
        due_on=timezone.localdate(),
        user=facilitator,
    )
    planted.page(session)
    for name in ("change_session", "attendance", "calendar", "report"):
        planted.knock(f"learningtables:{name}", session.pk)
    planted.knock("learningtables:members", table.pk)
    planted.knock("regions:circle", table.circle_id)


def plant_lessons(world: World, planted: Planted) -> None:
    """A lesson of the circle, one for who is signed in, and one still in draft."""
    table, facilitator = world.page("table", "vallei-complex"), world.person("facilitator")
    places = {"kringles": (table.circle.audience_key, TABLE), "ledenles": (MEMBERS, SIGNED_IN), "conceptles": ("", ())}
    for place, (key, readers) in places.items():
        word = planted.word(place, readers or {"facilitator"})
        lesson = lessons.write_lesson(
            region=world.region("food-valley"),
            title=f"Les {word}",
            summary=word,
            why=word,
            tags=[word],
            audience_key=table.circle.audience_key,
            user=facilitator,
        )
        if key:
            lessons.agree_lesson(lesson, user=facilitator)
            lessons.publish_lesson(lesson, audience_key=key, user=facilitator)
        planted.page(LessonPage.objects.get(pk=lesson.pk))
        for name in ("lesson", "edit", "uptake"):
            planted.knock(f"lessons:{name}", lesson.pk)


def plant_plan(world: World, planted: Planted) -> None:
    """What is written in a plan of action since it was approved, and a version of it: those in the region's circle read it."""
    plan = RegionalPlan.objects.get(region__slug="twente")
    leads, word = world.speaker_for(plan.region), planted.word("regioplan", {"host"})
    details = {"title": plan.title, "from_year": plan.from_year, "until_year": plan.until_year}
    plans.change_plan(plan, **details, clients_included=word, version=None, user=leads)
    plan_parts.write_plan_part(plan, None, heading=word, text=word, version="", user=leads)
    plans.add_plan_writer(plan, organisation=None, name=word, perspective="parent", user=leads)
    kept = plans.keep_plan_version(plan, what_changed=word, user=leads)
    slug = plan.region.slug
    planted.doors += [
        f"/regios/{slug}/",
        f"/regios/{slug}/plan/",
        f"/api/regions/{slug}/plan/",
        "/landelijk/?formaat=json",
    ]
    for name in ("plan", "plan_desk", "plan_versions", "change_plan", "keep_plan_version", "approve_plan"):
        planted.knock(f"regions:{name}", slug, plan.pk)
    planted.knock("regions:plan_version", slug, plan.pk, kept.number)


def plant_visitation(world: World, planted: Planted) -> None:
    """What the committee works with before the report is out; and somebody on it who has not declared their ties."""
    visitation: VisitationPage = world.page("visitation", "twente")
    chair, host = world.person("chair"), world.person("host")
    visitations.propose_member(visitation, person=world.person("outsider"), role=Role.MEMBER, user=world.editor)
    Evidence.objects.filter(visitation=visitation).update(
        title=planted.word("stuk", COMMITTEE), notes=planted.word("notitie", COMMITTEE)
    )
    finding = visitation.findings.first()
    visitation.findings.update(statement=planted.word("bevinding", COMMITTEE | {"host"}))
    visitation.recommendations.update(text=planted.word("advies", COMMITTEE | {"host"}))
    visitations.remark(
        finding, kind=RemarkKind.DISAGREEMENT, text=planted.word("opmerking", COMMITTEE | {"host"}), user=host
    )
    report = VisitationReportPage.objects.child_of(visitation).get()
    working = report.get_latest_revision_as_object()
    working.title = f"Rapport {planted.word('rapport', COMMITTEE | {'host'})}"
    working.introduction = working.conclusion = planted.word("conclusie", COMMITTEE | {"host"})
    working.save_revision(user=chair)
    planted.page(report)
    planted.page(visitation)
    for name in ("committee", "declare", "workspace", "report_edit", "preview", "fact_check", "responses", "follow_up"):
        planted.knock(f"visitations:{name}", visitation.pk)
    waiting = VisitationPage.objects.get(stage=Stage.RESPONSE)
    Response.objects.filter(recommendation__visitation=waiting).update(plan=planted.word("reactie", ()))
    planted.knock("visitations:responses", waiting.pk)
