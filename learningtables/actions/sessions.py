import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.models import CaseStudyPage
from lessons.models import Theme
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove, check_move
from regions.versions import demand_version

from .. import emails
from ..models import LearningTablePage, Method, Minutes, Participant, Room, SessionCase, SessionPage, Step
from ..rules import circle_reads
from ..states import SESSION_MOVES, Rsvp, SessionState
from .publishing import locked_session, publish
from .room import locked_room, shut
from .rota import check_leader, next_in_turn

# A change in one of these reaches people's calendars.
CALENDAR_FIELDS = ("starts_at", "ends_at", "place", "link")
TIME_FIELDS = ("starts_at", "ends_at")


@transaction.atomic
def plan_session(
    table: LearningTablePage,
    *,
    title: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    method: Method,
    user: User,
    cases: Iterable[CaseStudyPage] = (),
    participants: Iterable[User] | None = None,
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    audience_key: str = "",
    facilitator: User | None = None,
    invite: Callable[..., None] = emails.send_invitation,
    **fields: Any,
) -> SessionPage:
    """A session under the table's page; everybody expected is invited by mail, unless it is over already.

    ``participants`` left out means everybody at the table; ``audience_key`` left out means the table's circle;
    ``facilitator`` left out means the next in turn; ``fields`` are ``place``, ``link`` (one of them at least),
    ``preparation`` and ``summary``.
    """
    table = LearningTablePage.objects.select_for_update(of=("self",)).get(pk=table.pk)
    _check_place(fields)
    check_leader(table, facilitator)
    people = [seat.user for seat in table.people] if participants is None else list(participants)
    leader = facilitator or next_in_turn(table, at=starts_at, among=people)
    session = SessionPage(
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        date=timezone.localdate(starts_at),
        method=method,
        facilitator=leader,
        lead_region=table.lead_region,
        audience_key=audience_key or table.circle.audience_key,
        owner=user,
        **fields,
    )
    session.themes = list(themes)
    session.tags.set(list(tags))
    table.add_child(instance=session)
    publish(session, user=user)
    _set_agenda(session, cases)
    added, _removed = _set_participants(session, with_leader(people, leader))
    record(session, "learningtables.plan_session", user=user, table=table.pk)
    invite(session, to=added)
    return session


@transaction.atomic
def change_session(
    session: SessionPage,
    *,
    version: int | None,
    user: User,
    cases: Iterable[CaseStudyPage],
    participants: Iterable[User],
    **fields: Any,
) -> SessionPage:
    """``fields`` are any of title, starts_at, ends_at, method, place, link, preparation, summary, facilitator.

    Who is expected hears of another time or place; a new time asks for a new reply.
    """
    session = locked_session(session)
    demand_version(session.latest_revision_id, version)
    if session.state != SessionState.PLANNED:
        raise IllegalMove(_("This session has been held or cancelled and can no longer be changed."))
    changed = {name for name, value in fields.items() if getattr(session, name) != value}
    for name, value in fields.items():
        setattr(session, name, value)
    _check_place({"place": session.place, "link": session.link})
    if "facilitator" in changed:
        check_leader(session.table, session.facilitator)
    session.date = timezone.localdate(session.starts_at)
    _set_agenda(session, cases)
    added, removed = _set_participants(session, with_leader(participants, session.facilitator))
    moved = not changed.isdisjoint(CALENDAR_FIELDS)
    session.sequence += 1 if moved or removed else 0
    publish(session, user=user)
    if not changed.isdisjoint(TIME_FIELDS):
        session.participants.update(rsvp=Rsvp.NO_REPLY)
    record(session, "learningtables.change_session", user=user, sequence=session.sequence)
    stayed = [person for person in expected(session) if person not in added] if moved else []
    emails.send_change(session, to=stayed)
    emails.send_invitation(session, to=added)
    emails.send_withdrawal(session, to=removed)
    leader = session.facilitator
    if "facilitator" in changed and leader is not None and leader not in (user, *added):
        emails.send_turn(session, to=leader)
    return session


def with_leader(people: Iterable[User], leader: User | None) -> list[User]:
    """Who leads is always expected."""
    return [*people, *([leader] if leader else [])]


@transaction.atomic
def cancel_session(session: SessionPage, *, user: User) -> SessionPage:
    """It does not take place; its page stays and says so. A room that was opened already is closed."""
    session = locked_session(session)
    check_move(SESSION_MOVES, frm=session.state, to=SessionState.CANCELLED, labels=SessionState)
    session.state = SessionState.CANCELLED
    session.sequence += 1
    publish(session, user=user)
    if room := Room.objects.filter(session=session, closed_at=None).first():
        shut(locked_room(room))
    record(session, "learningtables.cancel_session", user=user, sequence=session.sequence)
    emails.send_cancellation(session, to=expected(session))
    return session


def expected(session: SessionPage) -> list[User]:
    """The participants who still sit at the table: only they get mail about it."""
    seated = session.table.people.values("user")
    rows = session.participants.filter(user__in=seated).select_related("user").order_by("pk")
    return [row.user for row in rows]


def withdraw(table: LearningTablePage, person: User) -> None:
    """Sessions to come no longer count on ``person``, whose calendar hears of it."""
    coming = SessionPage.objects.child_of(table).coming().filter(state=SessionState.PLANNED, participants__user=person)
    for session in coming.select_for_update(of=("self",)):
        session.participants.not_in_the_room().filter(user=person).delete()
        session.table = table
        session.sequence += 1
        session.save(update_fields=["sequence"])
        emails.send_withdrawal(session, to=[person])


def _check_place(fields: dict[str, Any]) -> None:
    if not (fields.get("place") or fields.get("link")):
        raise IllegalMove(_("Give a place, a link to the call, or both: people need to know where to go."))


def _set_agenda(session: SessionPage, cases: Iterable[CaseStudyPage]) -> None:
    wanted = list(cases)
    standing = {item.case_id: item for item in session.agenda.all()}
    for case in wanted:
        if case.pk not in standing:
            _check_case(session, case)
    for item in standing.values():
        if item.case_id not in {case.pk for case in wanted}:
            _take_off(item)
    for position, case in enumerate(wanted):
        SessionCase.objects.update_or_create(session=session, case=case, defaults={"position": position})


def _check_case(session: SessionPage, case: CaseStudyPage) -> None:
    if not circle_reads(session.table.circle, case):
        raise IllegalMove(_("“%(case)s” is not open to everybody at this table.") % {"case": case.title})
    if not case.is_locked:
        raise IllegalMove(
            _("Of “%(case)s” the record of THEN is not locked yet; the case owner does that.") % {"case": case.title}
        )


def _take_off(item: SessionCase) -> None:
    if item.reflection_id:
        raise IllegalMove(
            _("The reflection on “%(case)s” has begun: the case stays on the agenda.") % {"case": item.case.title}
        )
    if _is_worked_on(item):
        raise IllegalMove(
            _("“%(case)s” has minutes, or the room has been at it: the case stays on the agenda.")
            % {"case": item.case.title}
        )
    item.delete()


def _is_worked_on(item: SessionCase) -> bool:
    begun = Q(entered_at__isnull=False) | Q(contributions__isnull=False)
    return Minutes.objects.filter(item=item).exists() or Step.objects.filter(begun, item=item).exists()


def _set_participants(session: SessionPage, people: Iterable[User]) -> tuple[list[User], list[User]]:
    """Who came on the list and who went off it."""
    wanted = {person.pk: person for person in people}
    standing = {row.user_id: row for row in session.participants.invited().select_related("user")}
    added = [person for pk, person in wanted.items() if pk not in standing]
    seated = set(session.table.people.filter(user__in=added).values_list("user", flat=True))
    if any(person.pk not in seated for person in added):
        raise IllegalMove(_("Only people who sit at this table can take part. Invite them to the table first."))
    Participant.objects.bulk_create(Participant(session=session, user=person) for person in added)
    going = session.participants.invited().not_in_the_room().exclude(user__in=wanted).select_related("user")
    removed = [row.user for row in going]
    session.participants.filter(user__in=removed).delete()
    return added, removed
