"""Who may do what at a learning table. What may be read on a page is the audience's matter, not a rule here."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from regions.audience import MEMBERS, PUBLIC
from regions.rules import is_editor, is_member, leads
from regions.states import CircleKind, Role


def may_found_somewhere(user: Any, _obj: Any = None) -> bool:
    """Whether there is any region in which ``user`` may found a table."""
    if is_editor(user):
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    return user.memberships.reading().filter(role=Role.COORDINATOR, circle__kind=CircleKind.REGION).exists()


def leads_table(user: Any, table: Any) -> bool:
    """``table``, or one of its sessions."""
    return leads(user, table.circle_id)


def sits_at(user: Any, table: Any) -> bool:
    """``table``, or one of its sessions."""
    return is_member(user, table.circle_id)


def may_run(user: Any, session: Any) -> bool:
    """Plan, change, cancel, report: the table's facilitators and nobody else, whoever runs the site included."""
    return leads_table(user, session)


def may_lead(user: Any, session: Any) -> bool:
    """Lead it, take its minutes and write its report: the table's facilitators, and whose turn it is among its people."""
    if may_run(user, session):
        return True
    return session.facilitator_id is not None and session.facilitator_id == user.pk and sits_at(user, session)


def may_see_people(user: Any, session: Any) -> bool:
    """Who takes part is the table's own matter, also where the session's page is read more widely."""
    return sits_at(user, session)


def may_write_minutes(user: Any, session: Any) -> bool:
    """Whoever sits at the table: who takes the minutes is for the group to say."""
    return sits_at(user, session)


def may_judge_lessons(user: Any, session: Any) -> bool:
    """Whoever prepares the session speaks for the table."""
    return sits_at(user, session)


def takes_part(user: Any, session: Any) -> bool:
    """As long as they sit at the table: who left may be on the list of a session that they were at."""
    return may_see_people(user, session) and session.participants.filter(user=user).exists()


def sits_at_poll(user: Any, poll: Any) -> bool:
    return sits_at(user, poll.table)


def leads_poll(user: Any, poll: Any) -> bool:
    return leads_table(user, poll.table)


def may_end_seat(user: Any, membership: Any) -> bool:
    """One's own, or anybody's for who leads the table."""
    return user.is_authenticated and (membership.user_id == user.pk or leads(user, membership.circle_id))


def may_edit_methods(user: Any, _method: Any = None) -> bool:
    return is_editor(user)


def circle_reads(circle: Any, page: Any) -> bool:
    """Whether everybody in ``circle`` may read ``page``: what is on the agenda must be open to the whole table."""
    return page.audience_key in table_keys(circle)


def table_keys(circle: Any) -> tuple[str, ...]:
    """The audience keys that everybody in ``circle`` holds."""
    return (PUBLIC, MEMBERS, circle.audience_key)


# --- in the room ----------------------------------------------------------------------------------


def may_be_handed(participant: Any, room: Any) -> bool:
    """Guests never lead."""
    return participant.user_id is not None and sits_at(participant.user, room.session)


def leads_room(participant: Any, room: Any) -> bool:
    return room.facilitator_id is not None and room.facilitator_id == participant.pk


def is_silent(room: Any, moment: datetime.datetime) -> bool:
    """Nothing was heard of the leader's screen for a while."""
    seen = room.facilitator_seen_at
    return room.facilitator_id is None or seen is None or (moment - seen).total_seconds() > settings.ROOM_SILENT_AFTER


def may_take_over(participant: Any, room: Any, moment: datetime.datetime) -> bool:
    """The table's facilitators at once; anybody at the table when the leader has fallen silent."""
    if not room.is_open or not may_be_handed(participant, room) or leads_room(participant, room):
        return False
    return may_lead(participant.user, room.session) or is_silent(room, moment)


def may_arrange(participant: Any, room: Any, step: Any) -> bool:
    """Put together what was written at ``step``, once it is in sight of all."""
    return not step.hides and participant.session_id == room.session_id and may_be_handed(participant, room)


def may_ask(participant: Any, room: Any) -> bool:
    """Ask the central question and open the answers: who leads now, when they lead at this table and did not just take over."""
    return leads_room(participant, room) and may_lead(participant.user, room.session)


def leads_now(user: Any, room: Any) -> bool:
    """The same of a person as `leads_room` of a seat."""
    leads = user.is_authenticated and room.facilitator is not None and room.facilitator.user_id == user.pk
    return leads and sits_at(user, room.session)


def lets_guests_in(session: Any, moment: datetime.datetime | None = None) -> bool:
    """As long as the room stands open and its code is set, until some hours after the session's end or until its last step in
    people's own time is over: taking the code away shows the guests out."""
    room = getattr(session, "room", None)
    if room is None or not room.is_open or not room.code:
        return False
    moment = moment or timezone.now()
    if moment <= session.ends_at + datetime.timedelta(hours=settings.GUESTS_STAY_HOURS):
        return True
    return room.steps.filter(open_until__gt=moment).exists()
