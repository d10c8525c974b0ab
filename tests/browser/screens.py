"""Every kind of screen of the site, in the demo's world, with somebody who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from casestudies.models import CaseStudyPage, Reflection
from casestudies.states import ReflectionState
from home.demo.world import address_of
from learningtables.actions import jump, let_guests_in, open_room
from learningtables.models import LearningTablePage, LessonVerdict, QuoteConsent, SessionCase, SessionPage, Step
from learningtables.states import InputKind, ReportState, SessionState, Voting
from lessons.models import Action, LessonPage
from lessons.states import LessonStatus
from regions.models import Circle, Membership, User
from regions.states import LEADING_ROLES, MembershipStatus, Role
from visitations.models import VisitationPage, VisitationReportPage
from visitations.states import PUBLISHED_STAGES, RemarkDecision, Stage


@dataclass(frozen=True)
class Screen:
    """``person`` is None for a visitor; ``status`` is what the site answers."""

    path: str
    person: User | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} as {self.person or 'a visitor'}"


def screens() -> Iterator[Screen]:
    yield from for_everyone()
    yield from one_s_own()
    yield from of_cases()
    for state in ReflectionState:
        yield from of_reflection(Reflection.objects.filter(state=state, anonymous=False).earliest("pk"))
    yield from of_tables()
    yield from of_the_question()
    yield from of_lessons()
    yield from of_visitations()


def named(key: str) -> User:
    return User.objects.get(email=address_of(key))


def seated(circle: Circle, *roles: Role) -> User:
    """Somebody with such a role in the circle."""
    seat = circle.memberships.reading().filter(role__in=roles or Role).select_related("user").earliest("pk")
    return seat.user


def leader(circle: Circle) -> User:
    return seated(circle, *LEADING_ROLES)


def doors(app: str, person: User | None, *names: str, args: tuple[Any, ...] = ()) -> Iterator[Screen]:
    for name in names:
        yield Screen(reverse(f"{app}:{name}", args=args), person)


def for_everyone() -> Iterator[Screen]:
    for path in ("/", "/regios/", "/regios/food-valley/", "/over-leertafel/", "/toegankelijkheid/", "/privacy/"):
        yield Screen(path)
    for path in ("/leertafels/", "/casussen/", "/visitaties/", "/lessen/", "/lessen/?regio=twente&jaar=1900"):
        yield Screen(path)
    for path in ("/zoeken/", "/zoeken/?q=wachtlijst&soort=lesson", "/zoeken/?q=nergenstevinden"):
        yield Screen(path)
    for path in ("/account/login/", "/account/password/reset/", "/account/signup/"):
        yield Screen(path)
    yield Screen("/uitnodiging/bestaat-niet/", status=410)
    yield Screen("/leertafels/methoden/")
    yield Screen("/leertafels/methoden/leertafel/")
    yield Screen("/leertafels/methoden/leertafel/kaarten/")
    yield Screen("/nergens/", status=404)
    yield Screen("/stijlgids/", named("outsider"), status=403)


def one_s_own() -> Iterator[Screen]:
    participant = named("participant")
    for path in ("/", "/account/", "/account/2fa/", "/account/password/change/", "/account/email/", "/account/logout/"):
        yield Screen(path, participant)
    yield Screen("/", named("outsider"))
    yield Screen("/stijlgids/", named("editor"))
    seat = participant.memberships.reading().filter(role=Role.PARTICIPANT).earliest("pk")
    yield from doors("regions", leader(seat.circle), "circle", args=(seat.circle_id,))


def of_cases() -> Iterator[Screen]:
    shared = CaseStudyPage.objects.live().filter(then_locked_at__isnull=False, decision_points__isnull=False)
    case = shared.filter(owner=named("case-owner")).earliest("pk")
    point = case.decision_points.earliest("pk")
    yield Screen(case.url, named("participant"))
    yield from doors("casestudies", case.owner, "list", "new", "reflections")
    yield from doors("casestudies", case.owner, "workspace", "outcome", "write_outcome", args=(case.pk,))
    yield from doors("casestudies", case.owner, "review_date", args=(case.pk,))
    yield from doors("casestudies", case.owner, "now", "addendum", args=(case.pk, point.pk))
    yield from doors("casestudies", case.owner, "privacy", "widen", "narrow", args=(case.pk,))
    draft = CaseStudyPage.objects.filter(then_locked_at=None, decision_points__isnull=False).earliest("pk")
    point = draft.decision_points.earliest("pk")
    yield from doors(
        "casestudies", draft.owner, "workspace", "lock", "share", "decision_new", "region", args=(draft.pk,)
    )
    yield from doors("casestudies", draft.owner, "decision_edit", "decision_delete", args=(draft.pk, point.pk))
    yield from doors("casestudies", draft.owner, "write_decisions", "versions", "writers", args=(draft.pk,))
    for step in ("begin", "situatie", "perspectieven", "tijdlijn", "kenmerken"):
        yield from doors("casestudies", draft.owner, "write", args=(draft.pk, step))
    yield from doors("casestudies", draft.owner, "version", args=(draft.pk, draft.revisions.earliest("pk").pk))


def of_reflection(reflection: Reflection) -> Iterator[Screen]:
    """As somebody who is asked, and as who leads."""
    asked = reflection.respondents.earliest("pk").user
    leads = leader(reflection.circle)
    point = reflection.case.decision_points.earliest("pk")
    for person in (asked, leads):
        yield from doors("casestudies", person, "reflection", args=(reflection.pk,))
    if reflection.state == ReflectionState.CLOSED:
        yield from doors("casestudies", leads, "reflection_new", args=(reflection.case_id,))
        return
    if reflection.is_answering:
        yield from doors("casestudies", asked, "answer", args=(reflection.pk, point.pk))
        yield from doors("casestudies", leads, "deadline", "remind", args=(reflection.pk,))
    if reflection.state == ReflectionState.ROUND_TWO:
        yield from doors("casestudies", leads, "end_round_two", args=(reflection.pk,))
    if reflection.is_revealed:
        yield from doors("casestudies", leads, "conclude", args=(reflection.pk, point.pk))
        yield from doors("casestudies", leads, "close", args=(reflection.pk,))
    else:
        yield from doors("casestudies", leads, "reveal", "respondents", args=(reflection.pk,))


def of_tables() -> Iterator[Screen]:
    facilitator, participant = named("facilitator"), named("participant")
    table = LearningTablePage.objects.get(
        circle__in=facilitator.memberships.filter(role=Role.FACILITATOR).values("circle")
    )
    yield from (Screen(table.url, person) for person in (None, participant, facilitator))
    yield from doors("learningtables", facilitator, "plan", "invite", "change_table", "members", args=(table.pk,))
    yield from doors("learningtables", facilitator, "series", "propose", "rota", args=(table.pk,))
    yield from doors("learningtables", named("editor"), "found")
    yield from doors("learningtables", participant, "sessions")
    yield from doors("learningtables", facilitator, "feeds")
    poll = table.date_polls.earliest("pk")
    for person in (participant, facilitator):
        yield from doors("learningtables", person, "poll", args=(poll.pk,))
    sessions = SessionPage.objects.child_of(table)
    coming = sessions.filter(state=SessionState.PLANNED).latest("starts_at")
    yield from (Screen(coming.url, person) for person in (participant, facilitator))
    yield from doors("learningtables", facilitator, "change_session", "cancel", "turn", args=(coming.pk,))
    judged = LessonVerdict.objects.filter(session__in=sessions).earliest("pk")
    yield Screen(judged.lesson.get_url(), judged.lesson.owner)
    yield from doors("learningtables", participant, "judge", args=(judged.session_id, judged.lesson_id))
    held = sessions.filter(state=SessionState.HELD).latest("starts_at")
    yield Screen(held.url, participant)
    yield from doors("learningtables", facilitator, "attendance", args=(held.pk,))
    yield from of_aftermath(held, facilitator)
    for state in ReportState:
        session = SessionPage.objects.filter(report__state=state).earliest("pk")
        yield from doors("learningtables", leader(session.table.circle), "report", args=(session.pk,))


def of_the_question() -> Iterator[Screen]:
    """As it is asked in a room, with the door open to guests; and what a room of the past was left with."""
    yield Screen("/leertafels/gast/?code=CDFGHJKM")
    asks = {"session__method__phases__input_kind": InputKind.CENTRAL_QUESTION}
    waiting = {"reflection__state": ReflectionState.ROUND_ONE, "reflection__anonymous": False}
    item = SessionCase.objects.filter(**asks, **waiting, session__room__isnull=True).order_by("pk")[0]
    reflection: Any = item.reflection
    leads = leader(reflection.circle)
    room = open_room(item.session, user=leads)
    asking = room.steps.filter(input_kind=InputKind.CENTRAL_QUESTION).earliest("position")
    room = let_guests_in(room, by=room.facilitator)
    jump(room, step=asking, seen=room.current_id or 0, by=room.facilitator)
    asked = reflection.respondents.exclude(user=leads).earliest("pk").user
    for person in (asked, leads):
        yield from doors("learningtables", person, "room", args=(item.session_id,))
    yield from doors("learningtables", leads, "guests", args=(item.session_id,))
    counted = Step.objects.filter(voting=Voting.CLOSED).select_related("room__session").earliest("pk")
    session = counted.room.session
    room_of = reverse("learningtables:room", args=[session.pk])
    yield Screen(f"{room_of}?stap={counted.pk}", seated(session.table.circle))
    yield Screen(f"{room_of}?stap={counted.pk}&scherm=groot", seated(session.table.circle))


def of_aftermath(session: SessionPage, facilitator: User) -> Iterator[Screen]:
    item = session.agenda.earliest("pk")
    yield from doors("learningtables", facilitator, "minutes", "quote", args=(session.pk,))
    yield from doors("learningtables", facilitator, "earlier_minutes", args=(session.pk, item.pk))
    earlier = item.minutes.versions.earliest("pk")
    yield from doors("learningtables", facilitator, "earlier_text", args=(session.pk, item.pk, earlier.pk))
    consent = QuoteConsent.objects.filter(contribution__step__room__session=session).earliest("pk")
    yield Screen(f"/leertafels/sessies/{session.pk}/citeren/?uit={consent.contribution_id}", facilitator)
    yield from doors("learningtables", facilitator, "consents", args=(consent.lesson_id,))
    yield from doors("learningtables", consent.contribution.author.user, "consent", args=(consent.pk,))


def of_lessons() -> Iterator[Screen]:
    for status in (LessonStatus.PUBLISHED, LessonStatus.UNDER_REVIEW, LessonStatus.RETIRED):
        yield Screen(LessonPage.objects.filter(status=status).earliest("pk").url)
    published = LessonPage.objects.filter(status=LessonStatus.PUBLISHED).earliest("pk")
    yield Screen(published.url, named("coordinator"))
    yield from doors("lessons", named("coordinator"), "uptake", args=(published.pk,))
    yield from doors("lessons", published.owner, "lesson", "edit", "retire", args=(published.pk,))
    for status in (LessonStatus.DRAFT, LessonStatus.AGREED):
        lesson = LessonPage.objects.filter(status=status).earliest("pk")
        yield from doors("lessons", lesson.owner, "lesson", args=(lesson.pk,))
    yield from doors("lessons", lesson.owner, "drafts")
    action = Action.objects.open().earliest("pk")
    yield from doors("lessons", action.owner, "actions")
    yield from doors("lessons", action.owner, "finish_action", args=(action.pk,))
    circle = leader_circle(named("facilitator"))
    yield from doors("lessons", named("facilitator"), "write", args=(circle,))


def leader_circle(person: User) -> int:
    return person.memberships.reading().filter(role__in=LEADING_ROLES).earliest("pk").circle_id


def of_visitations() -> Iterator[Screen]:
    published = VisitationReportPage.objects.live().earliest("pk")
    yield Screen(published.url)
    yield Screen(reverse("visitations:changes", args=[published.visitation.pk]))
    yield from doors("visitations", named("editor"), "start")
    yield from doors("visitations", named("chair"), "mine")
    for stage in (Stage.SCOPE, Stage.CLOSED):
        yield Screen(VisitationPage.objects.filter(stage=stage).earliest("pk").url, named("editor"))
    yield from of_committee(VisitationPage.objects.filter(stage=Stage.DRAFT).earliest("pk"))
    yield from of_fact_check(VisitationPage.objects.filter(stage=Stage.FACT_CHECK).earliest("pk"))
    yield from of_response()
    yield from of_judging()


def of_committee(visitation: VisitationPage) -> Iterator[Screen]:
    chair = seated(visitation.committee, Role.CHAIR)
    yield Screen(visitation.url, chair)
    yield from doors("visitations", chair, "workspace", "preview", "report_edit", args=(visitation.pk,))
    yield from doors("visitations", chair, "report_parts", "revisions", args=(visitation.pk,))
    for kind in ("table", "picture"):
        yield from doors("visitations", chair, "part_add", args=(visitation.pk, kind))
    yield from doors("visitations", chair, "committee", "propose", "declare", "terms", args=(visitation.pk,))
    yield from of_seats(visitation)
    adding = ("evidence_add", "finding_add", "recommendation_add")
    yield from doors("visitations", chair, *adding, args=(visitation.pk,))
    yield from doors("visitations", chair, "move", args=(visitation.pk, Stage.FACT_CHECK))
    for items, name in (("evidence", "evidence_edit"), ("findings", "finding_edit")):
        item = getattr(visitation, items).earliest("pk")
        yield from doors("visitations", chair, name, args=(visitation.pk, item.pk))


def of_seats(visitation: VisitationPage) -> Iterator[Screen]:
    """The committee as the visited party sees it, and what both sides may say of a seat."""
    host = seated(visitation.visited_party, Role.HOST)
    yield from doors("visitations", host, "committee", args=(visitation.pk,))
    seats = visitation.committee.memberships
    asked = seats.filter(status=MembershipStatus.AWAITING_DECLARATION).earliest("pk")
    yield from doors("visitations", host, "object", args=(visitation.pk, asked.pk))
    objected = seats.filter(objections__isnull=False).earliest("pk")
    yield from doors("visitations", named("editor"), "decide_objection", args=(visitation.pk, objected.pk))
    recused = Membership.objects.filter(status=MembershipStatus.RECUSED, circle__visitation__isnull=False).earliest(
        "pk"
    )
    seat = (recused.circle.visitation.pk, recused.pk)
    yield from doors("visitations", named("editor"), "override", args=seat)


def of_fact_check(visitation: VisitationPage) -> Iterator[Screen]:
    chair, host = seated(visitation.committee, Role.CHAIR), seated(visitation.visited_party, Role.HOST)
    for person in (chair, host):
        yield from doors("visitations", person, "fact_check", args=(visitation.pk,))
    finding = visitation.findings.earliest("pk")
    yield from doors("visitations", host, "remark", args=(visitation.pk, finding.key))
    pending = visitation.remarks.filter(decision=RemarkDecision.PENDING).earliest("pk")
    yield from doors("visitations", chair, "decide_remark", args=(visitation.pk, pending.pk))


def of_response() -> Iterator[Screen]:
    responding = VisitationPage.objects.filter(stage=Stage.RESPONSE).earliest("pk")
    reviewing = VisitationPage.objects.filter(stage__in=PUBLISHED_STAGES - {Stage.CLOSED}).earliest("pk")
    for visitation, overview, item in ((responding, "responses", "respond"), (reviewing, "follow_up", "review")):
        host = seated(visitation.visited_party, Role.HOST)
        yield from doors("visitations", host, overview, args=(visitation.pk,))
        first = visitation.recommendations.earliest("pk")
        yield from doors("visitations", host, item, args=(visitation.pk, first.pk))


def of_judging() -> Iterator[Screen]:
    """The visited party on itself, somebody of the panel, and a member before and after the judgements are opened."""
    visitation = VisitationPage.objects.filter(stage=Stage.SELF_EVALUATION).earliest("pk")
    criterion = visitation.framework.criteria.earliest("pk").pk
    host, asked = seated(visitation.visited_party, Role.HOST), seated(visitation.panel)
    yield from doors("visitations", host, "self_evaluation", "self_evaluation_hand_in", args=(visitation.pk,))
    yield from doors("visitations", host, "self_evaluate", "self_evaluation_attach", args=(visitation.pk, criterion))
    yield from doors("visitations", asked, "panel", args=(visitation.pk,))
    yield from doors("visitations", asked, "panel_answer", args=(visitation.pk, criterion))
    yield from doors("visitations", seated(visitation.committee, Role.CHAIR), "panel_members", args=(visitation.pk,))
    alone = VisitationPage.objects.filter(stage=Stage.DRAFT, judgements_opened_on=None).earliest("pk")
    chair = seated(alone.committee, Role.CHAIR)
    yield from doors("visitations", chair, "judging", "judgements_open", args=(alone.pk,))
    yield from doors("visitations", chair, "judge_alone", args=(alone.pk, alone.framework.criteria.earliest("pk").pk))
    opened = VisitationPage.objects.filter(stage=Stage.FACT_CHECK).earliest("pk")
    yield from doors("visitations", seated(opened.committee, Role.CHAIR), "judging", args=(opened.pk,))
