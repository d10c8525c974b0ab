"""Every kind of screen of the site, in the demo's world, with somebody who may open it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from casestudies.models import CaseStudyPage, Reflection
from casestudies.states import ReflectionState
from home.digest_mail import stop_url
from learningtables.actions import jump, let_guests_in, open_room
from learningtables.models import LearningTablePage, LessonVerdict, QuoteConsent, SessionCase, SessionPage, Step
from learningtables.states import InputKind, ReportState, SessionState, Voting
from lessons.models import Action, Comment, LessonPage, Trial
from lessons.states import CommentStatus, LessonStatus
from regions.models import Partnership, Signatory, SupportRequest, User
from regions.states import LEADING_ROLES, Role
from tests.browser.exchange_screens import of_exchange
from tests.browser.lesson_screens import of_lesson_lives
from tests.browser.looking import Screen, doors, leader, named, seated
from tests.browser.region_screens import of_plans, of_teams
from tests.browser.visitation.screens import of_visitations


def screens() -> Iterator[Screen]:
    yield from for_everyone()
    yield from one_s_own()
    yield from of_cases()
    for state in ReflectionState:
        yield from of_reflection(Reflection.objects.filter(state=state, anonymous=False).earliest("pk"))
    yield from of_tables()
    yield from of_the_question()
    yield from of_lessons()
    yield from of_lesson_lives()
    yield from of_searches()
    yield from of_following()
    yield from of_comments()
    yield from of_plans()
    yield from of_teams()
    yield from of_exchange()
    yield from of_visitations()


def for_everyone() -> Iterator[Screen]:
    for path in ("/", "/regios/", "/regios/food-valley/", "/over-leertafel/", "/toegankelijkheid/", "/privacy/"):
        yield Screen(path)
    for path in ("/leertafels/", "/casussen/", "/visitaties/", "/lessen/", "/lessen/?regio=twente&jaar=1900"):
        yield Screen(path)
    for path in ("/landelijk/", "/landelijk/?kaart=plan"):
        yield Screen(path)
    for path in ("/themas/", "/themas/passende-hulp/"):
        yield Screen(path)
    for path in ("/zoeken/", "/zoeken/?q=wachtlijst&soort=lesson", "/zoeken/?q=nergenstevinden"):
        yield Screen(path)
    yield Screen("/zoeken/?q=bel+-regio:twente+thema:weg&jaar=1900")
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
    for path in (
        "/verklaringen/",
        "/verklaringen/geen-gezin-wacht-zonder-dat-iemand-het-kent/",
        "/samenwerkingsverbanden/",
    ):
        yield Screen(path)
    yield Screen(reverse("home:partnership", args=[Partnership.objects.earliest("pk").pk]))
    yield Screen("/verklaringen/nieuw/", named("editor"))
    signature = Signatory.objects.exclude(organisation=None).earliest("pk")
    yield Screen(f"/verklaringen/{signature.statement.slug}/ondertekenen/", named("editor"))
    yield Screen(f"/verklaringen/{signature.statement.slug}/{signature.pk}/", named("editor"))
    yield Screen("/steunvragen/", named("coordinator"))
    yield Screen("/steunvragen/nieuw/zeeland/", named("coordinator"))
    talked = SupportRequest.objects.exclude(sent_at=None).earliest("pk")
    for name in ("support", "close_support"):
        yield Screen(reverse(f"regions:{name}", args=[talked.pk]), named("adviser"))
    yield Screen("/themas/passende-hulp/samenvoegen/", named("editor"))
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
    yield from doors("lessons", named("coordinator"), "uptake", "begin_trial", args=(published.pk,))
    running = Trial.objects.running().filter(region__slug="zeeland").earliest("pk")
    yield from doors("lessons", named("coordinator"), "trial", "change_trial", "decide_trial", args=(running.pk,))
    yield Screen(
        reverse("lessons:trial", args=[Trial.objects.exclude(decision="").earliest("pk").pk]), named("coordinator")
    )
    yield Screen(running.lesson.url, named("coordinator"))
    yield from doors("lessons", published.owner, "lesson", "edit", "sources", "retire", args=(published.pk,))
    for status in (LessonStatus.DRAFT, LessonStatus.AGREED):
        lesson = LessonPage.objects.filter(status=status).earliest("pk")
        yield from doors("lessons", lesson.owner, "lesson", args=(lesson.pk,))
    yield from doors("lessons", lesson.owner, "drafts")
    action = Action.objects.open().earliest("pk")
    yield from doors("lessons", action.owner, "actions")
    yield from doors("lessons", action.owner, "finish_action", args=(action.pk,))
    circle = leader_circle(named("facilitator"))
    yield from doors("lessons", named("facilitator"), "write", args=(circle,))


def of_searches() -> Iterator[Screen]:
    """Kept and shared; and what a mail leads to, with a link that works and one that does not."""
    facilitator, participant = named("facilitator"), named("participant")
    shared = facilitator.saved_searches.exclude(circle=None).earliest("pk")
    for person in (participant, facilitator, named("outsider")):
        yield from doors("search", person, "saved")
    yield Screen(f"{reverse('search:keep')}?q=wachtlijst&regio=twente", facilitator)
    yield from doors("search", facilitator, "change_saved", "delete_saved", args=(shared.pk,))


def of_following() -> Iterator[Screen]:
    """With something in it, and without; and what a mail leads to, with a link that works and one that does not."""
    for person in (named("participant"), named("outsider")):
        yield from doors("own", person, "follows", "bookmarks")
        yield Screen(f"{reverse('home:news')}?dagen=90", person)
    yield Screen("/feeds/")
    participant = named("participant")
    for url in (stop_url(participant), stop_url(participant, participant.follows.earliest("pk"))):
        yield Screen(url.removeprefix(settings.BASE_URL))
    yield Screen(reverse("home:stop_mail", args=["x"]), status=410)


def of_comments() -> Iterator[Screen]:
    """Below a page, as somebody who says something, who may look at it, and who wrote it."""
    waiting = Comment.objects.waiting().earliest("pk")
    shown = Comment.objects.filter(status=CommentStatus.SHOWN, reports=None).earliest("pk")
    reported = Comment.objects.filter(status=CommentStatus.SHOWN, reports__settled_at=None).exclude(reports=None)
    yield Screen(f"{shown.page.url}#reacties", named("editor"))
    yield Screen(f"{reverse('own:comment', args=[shown.page_id])}?op={shown.pk}", named("participant"))
    yield from doors("own", named("editor"), "comments")
    for comment in (waiting, reported.earliest("pk")):
        yield from doors("own", named("editor"), "settle_comment", args=(comment.pk,))
    yield from doors("own", named("participant"), "report_comment", args=(shown.pk,))
    yield from doors("own", waiting.author, "own_comments")
    yield from doors("own", waiting.author, "change_comment", "withdraw_comment", args=(waiting.pk,))


def leader_circle(person: User) -> int:
    return person.memberships.reading().filter(role__in=LEADING_ROLES).earliest("pk").circle_id
