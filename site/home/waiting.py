"""What waits for a person: answers to give, actions to finish, sessions to come, a visitation's next step."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies import texts
from casestudies.actions import due
from casestudies.models import PrivacyCheck, Reflection, Respondent
from casestudies.states import ReflectionState
from learningtables import quoting
from learningtables.models import DateOption, DatePoll, DateReply, Room, Step, with_tables
from lessons import awaited, moderating
from lessons.models import Action, LessonPage, Trial, Uptake
from lessons.states import IN_USE, UptakeStatus
from lessons.taken_up import TRIED_LONG, facts
from regions import rules
from regions.models import Membership, Region, RegionalPlan, SupportMessage, SupportRequest
from regions.states import LEADING_ROLES, CircleKind, MembershipStatus, PlanStatus, Role, SupportStatus
from visitations.models import Assessment, FactCheckRemark, VisitationPage
from visitations.rules import JUDGING_ROLES
from visitations.states import JUDGING_STAGES, PANEL_STAGES, RemarkDecision, Stage, Voice

MOST = 10
ENDED_SUPPORT = (SupportStatus.CLOSED, SupportStatus.WITHDRAWN)


@dataclass(frozen=True)
class Waiting:
    """One thing to do; ``due`` when there is a day by which it is asked."""

    kind: str
    title: str
    url: str
    task: str
    due: datetime.date | None = None


def for_person(user: Any) -> list[Waiting]:
    """Everything that waits for ``user``, the nearest due first; what has no day comes before what has one."""
    reflections = [*answers(user), *led(user), *second_readings(user)]
    found = [
        *open_rooms(user),
        *reflections,
        *consents(user),
        *declarations(user),
        *visited(user),
        *panels(user),
        *judging(user),
        *remarks(user),
        *actions(user),
        *lessons(user),
        *trials(user),
        *changed(user),
        *support(user),
        *plans(user),
        *polls(user),
        *comments(user),
    ]
    return sorted(found, key=lambda one: (one.due is not None, one.due or datetime.date.min))


def answers(user: Any) -> Iterator[Waiting]:
    """Reflections in which ``user`` has not answered the round that runs."""
    first = Q(reflection__state=ReflectionState.ROUND_ONE, answered_round_one=False)
    second = Q(reflection__state=ReflectionState.ROUND_TWO, answered_round_two=False)
    asked = Respondent.objects.filter(
        first | second, user=user, reflection__circle__in=user.memberships.reading().values("circle")
    )
    due.end_overdue(Reflection.objects.filter(respondents__user=user))
    for one in asked.select_related("reflection__case").order_by("-reflection__opened_at")[:MOST]:
        alone = one.reflection.state == ReflectionState.ROUND_ONE
        yield Waiting(
            kind="reflection",
            title=one.reflection.case.title,
            url=reverse("casestudies:reflection", args=[one.reflection_id]),
            task=_("Answer the central question, on your own") if alone else _("Answer again, with today's knowledge"),
            due=timezone.localdate(one.reflection.until) if one.reflection.until else None,
        )


def led(user: Any) -> Iterator[Waiting]:
    """Reflections that ``user`` leads and in which nobody is still awaited: to reveal, to conclude, to close."""
    tasks = {
        ReflectionState.ROUND_ONE: _("Everybody has answered: reveal the answers"),
        ReflectionState.ROUND_TWO: _("Everybody has answered again: draw conclusions, then close"),
        ReflectionState.CONCLUDING: _("The second round has ended: draw conclusions, then close"),
    }
    mine = user.memberships.reading().filter(role__in=LEADING_ROLES).values("circle")
    awaited = Respondent.objects.filter(reflection=OuterRef("pk"))
    first = Q(state=ReflectionState.ROUND_ONE) & ~Exists(awaited.filter(answered_round_one=False))
    second = Q(state=ReflectionState.ROUND_TWO) & ~Exists(awaited.filter(answered_round_two=False))
    ready = Reflection.objects.visible_to(user).filter(
        first | second | Q(state=ReflectionState.CONCLUDING), Exists(awaited), circle__in=mine
    )
    for one in ready.select_related("case")[:MOST]:
        url = reverse("casestudies:reflection", args=[one.pk])
        yield Waiting(kind="reflection", title=one.case.title, url=url, task=tasks[ReflectionState(one.state)])


def second_readings(user: Any) -> Iterator[Waiting]:
    """Cases that ``user`` was asked to read before everyone can; of a text that changed since, nothing is asked."""
    asked = PrivacyCheck.objects.waiting_for(user).filter(case__circle__in=user.memberships.reading().values("circle"))
    for check in asked.select_related("case")[:MOST]:
        if texts.digest(texts.latest_texts(check.case)) == check.digest:
            url = reverse("casestudies:second_reading", args=[check.case_id])
            yield Waiting(kind="case", title=check.case.title, url=url, task=_("Read a case a second time"))


def consents(user: Any) -> Iterator[Waiting]:
    """Lessons that would use words of ``user`` from the room."""
    for consent in quoting.waiting_for(user)[:MOST]:
        yield Waiting(
            kind="lesson",
            title=consent.lesson.title,
            url=reverse("learningtables:consent", args=[consent.pk]),
            task=_("Say whether a lesson may use your words"),
        )


def actions(user: Any) -> Iterator[Waiting]:
    for action in Action.objects.open().filter(owner=user).order_by("due_on", "pk")[:MOST]:
        url = reverse("lessons:finish_action", args=[action.pk])
        yield Waiting(kind="action", title=action.what, url=url, task=_("Your action"), due=action.due_on)


def lessons(user: Any) -> Iterator[Waiting]:
    for one in awaited.for_person(user):
        yield Waiting(kind="lesson", title=one.title, url=one.url, task=one.task, due=one.due)


def comments(user: Any) -> Iterator[Waiting]:
    """How many comments of others nobody has looked at, or were reported: one line, however many."""
    number = moderating.waiting_for(user).count() + moderating.reported_to(user).count()
    if number:
        title = ngettext("%(count)s comment", "%(count)s comments", number) % {"count": number}
        task = _("Look at what was said before others read it")
        yield Waiting(kind="comment", title=title, url=reverse("own:comments"), task=task)


def polls(user: Any) -> Iterator[Waiting]:
    """Date polls to which ``user`` has not replied, as long as one of the moments is still to come."""
    mine = DatePoll.objects.filter(closed_at=None, table__circle__in=user.memberships.reading().values("circle"))
    coming = DateOption.objects.filter(poll=OuterRef("pk"), starts_at__gt=timezone.now())
    replied = DateReply.objects.filter(option__poll=OuterRef("pk"), user=user)
    for poll in mine.filter(Exists(coming), ~Exists(replied))[:MOST]:
        url = reverse("learningtables:poll", args=[poll.pk])
        yield Waiting(kind="session", title=poll.title, url=url, task=_("Say which moments suit you"))


def trials(user: Any) -> Iterator[Waiting]:
    """Of regions that ``user`` coordinates: trials whose end has passed, and lessons tried for long of which nothing is told."""
    own = Region.objects.coordinated_by(user)
    readable = LessonPage.objects.visible_to(user).values("pk")
    ended = Trial.objects.past_its_end().filter(region__in=own).select_related("lesson")
    for trial in ended.annotate(shows_lesson=Exists(readable.filter(pk=OuterRef("lesson"))))[:MOST]:
        title = trial.lesson.title if trial.shows_lesson else _("A lesson that is closed to you now")
        url = reverse("lessons:decide_trial", args=[trial.pk])
        yield Waiting("lesson", title, url, task=_("A trial has ended: decide on it"), due=trial.ends_on)
    tried = Uptake.objects.current().filter(region__in=own, lesson__in=readable, status=UptakeStatus.TRYING, result="")
    tried = tried.filter(lesson__status__in=IN_USE)
    running = Trial.objects.running().filter(lesson=OuterRef("lesson"), region=OuterRef("region"))
    long_ago = timezone.localdate() - TRIED_LONG
    for uptake in tried.filter(~Exists(running), date__lt=long_ago).select_related("lesson")[:MOST]:
        url = reverse("lessons:uptake", args=[uptake.lesson_id])
        yield Waiting("lesson", uptake.lesson.title, url, task=_("Tried for a year: tell what came of it"))


def changed(user: Any) -> Iterator[Waiting]:
    """Regions that ``user`` coordinates, with how many of the lessons that they take up became others since: one line each."""
    own = Region.objects.current().coordinated_by(user)
    lessons = LessonPage.objects.visible_to(user).values("pk")
    said = Uptake.objects.current().named_for(user).filter(region__in=own, lesson__in=lessons)
    found = facts(said, user).filter(is_changed=True).select_related("region")
    for region, count in Counter(uptake.region for uptake in found).items():
        words = ngettext(
            "%(count)d lesson that you take up was changed or replaced",
            "%(count)d lessons that you take up were changed or replaced",
            count,
        )
        url = f"{reverse('home:taken_up', args=[region.slug])}?vraagt=on"
        yield Waiting(kind="region", title=region.name, url=url, task=words % {"count": count})


def support(user: Any) -> Iterator[Waiting]:
    """Requests for support in which the other side had the last word: the advisers, as long as nobody of them answered."""
    last = SupportMessage.objects.filter(request=OuterRef("pk")).order_by("-written_at", "-pk")
    talked_of = SupportRequest.objects.visible_to(user).exclude(sent_at=None).exclude(status__in=ENDED_SUPPORT)
    asked = talked_of.annotate(by_region=Coalesce(Subquery(last.values("of_region")[:1]), True))
    own = asked.filter(by_region=False, region__in=Region.objects.coordinated_by(user))
    advised = asked.filter(by_region=True) if rules.is_adviser(user) else asked.none()
    for requests, task in ((own, _("Read what an adviser says")), (advised, _("A region asks for support"))):
        for one in requests[:MOST]:
            url = reverse("regions:support", args=[one.pk])
            yield Waiting(kind="region", title=one.title, url=url, task=task)


def plans(user: Any) -> Iterator[Waiting]:
    """Plans of action that are talked over, of regions that ``user`` coordinates."""
    own = RegionalPlan.objects.filter(status=PlanStatus.CONSULTATION, region__in=Region.objects.coordinated_by(user))
    for plan in own.select_related("region")[:MOST]:
        url = reverse("regions:plan_desk", args=[plan.region.slug, plan.pk])
        yield Waiting("region", plan.title, url, task=_("It is talked over: say that it was approved, or give it back"))


def declarations(user: Any) -> Iterator[Waiting]:
    seats = Membership.objects.filter(
        user=user,
        status=MembershipStatus.AWAITING_DECLARATION,
        circle__kind=CircleKind.COMMITTEE,
        declaration=None,
        circle__visitation__isnull=False,
    )
    for seat in seats.select_related("circle__visitation")[:MOST]:
        visitation = seat.circle.visitation
        url = reverse("visitations:declare", args=[visitation.pk])
        yield Waiting(kind="visitation", title=visitation.title, url=url, task=_("Declare your ties"))


def visited(user: Any) -> Iterator[Waiting]:
    """For whom is visited: a self-evaluation to fill in, a draft to check, a response to write."""
    doors = {
        Stage.SELF_EVALUATION: ("visitations:self_evaluation", _("Fill in the self-evaluation")),
        Stage.FACT_CHECK: ("visitations:fact_check", _("Check the draft report for facts")),
        Stage.RESPONSE: ("visitations:responses", _("Write the administrative response")),
    }
    hosted = user.memberships.reading().filter(role=Role.HOST).values("circle")
    spoken_for = VisitationPage.objects.of_visited_party(user)
    asked = spoken_for.filter(visited_party__in=hosted, stage__in=doors).prefetch_related("terms")
    for visitation in asked[:MOST]:
        term = next((term for term in visitation.terms.all() if term.stage == visitation.stage), None)
        checked = visitation.stage == Stage.FACT_CHECK and term and term.done_on
        if checked or (visitation.stage == Stage.SELF_EVALUATION and visitation.self_evaluated_on):
            continue
        door, task = doors[Stage(visitation.stage)]
        url = reverse(door, args=[visitation.pk])
        yield Waiting(kind="visitation", title=visitation.title, url=url, task=task, due=term.due_on if term else None)


def _unfinished(visitations: Any, **said_by: Any) -> Any:
    """Those in which fewer criteria were judged than the framework has."""
    rows = Assessment.objects.filter(visitation=OuterRef("pk"), **said_by).order_by().values("visitation")
    said = Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
    return visitations.annotate(said=said, asked=Count("framework__criteria")).filter(said__lt=F("asked"))


def panels(user: Any) -> Iterator[Waiting]:
    """Visitations on whose panel ``user`` has not answered everything."""
    asked = VisitationPage.objects.of_panel(user).filter(stage__in=PANEL_STAGES)
    for visitation in _unfinished(asked, voice=Voice.PANEL, author=user)[:MOST]:
        url = reverse("visitations:panel", args=[visitation.pk])
        task = _("Say what you think, as one of the panel")
        yield Waiting(kind="visitation", title=visitation.title, url=url, task=task)


def judging(user: Any) -> Iterator[Waiting]:
    """Visitations whose criteria ``user`` judges: alone first; once these are open, together."""
    sitting = user.memberships.reading().filter(role__in=JUDGING_ROLES).values("circle")
    asked = VisitationPage.objects.filter(committee__in=sitting, stage__in=JUDGING_STAGES)
    alone = _unfinished(asked.filter(judgements_opened_on=None), voice=Voice.MEMBER, author=user)
    together = _unfinished(asked.exclude(judgements_opened_on=None), voice=Voice.COMMITTEE)
    tasks = ((alone, _("Judge each criterion, on your own")), (together, _("Judge each criterion, together")))
    for visitations, task in tasks:
        for visitation in visitations[:MOST]:
            url = reverse("visitations:judging", args=[visitation.pk])
            yield Waiting(kind="visitation", title=visitation.title, url=url, task=task)


def remarks(user: Any) -> Iterator[Waiting]:
    """For the committee: remarks of the fact check without a decision."""
    sitting = user.memberships.reading().exclude(role=Role.OBSERVER).values("circle")
    undecided = FactCheckRemark.objects.filter(decision=RemarkDecision.PENDING).values("visitation")
    asked = VisitationPage.objects.filter(committee__in=sitting, stage=Stage.FACT_CHECK, pk__in=undecided)
    for visitation in asked[:MOST]:
        url = reverse("visitations:fact_check", args=[visitation.pk])
        yield Waiting(kind="visitation", title=visitation.title, url=url, task=_("Decide on remarks of the fact check"))


def open_rooms(user: Any) -> Iterator[Waiting]:
    """Sessions of today that are held in their room now, and rooms where a step is open in one's own time."""
    now = timezone.now()
    today = Q(session__starts_at__date=timezone.localdate(), session__ends_at__gt=now)
    in_own_time = Exists(Step.objects.filter(room=OuterRef("pk"), open_until__gt=now))
    rooms = Room.objects.filter(today | in_own_time, closed_at=None, session__participants__user=user)
    seats = set(user.memberships.reading().values_list("circle", flat=True))
    for session in with_tables(room.session for room in rooms.select_related("session")[:MOST]):
        if session.live and session.table.circle_id in seats:
            url = reverse("learningtables:room", args=[session.pk])
            yield Waiting(kind="session", title=session.title, url=url, task=_("The room is open: come in"))
