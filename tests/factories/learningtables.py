"""Tables and sessions in any state, made by the same actions that people use."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from learningtables import actions
from learningtables.models import (
    Contribution,
    LearningTablePage,
    Method,
    Participant,
    Phase,
    Room,
    SessionPage,
    SessionReport,
)
from regions.audience import PUBLIC
from regions.models import Circle, Region, User
from tests.laying import laid


@laid
def make_method(slug: str = "proef", name: str = "Proefmethode") -> Method:
    method = Method(slug=slug, name=name, purpose="Om iets uit te proberen.")
    method.phases = [
        Phase(title="Openen", minutes=5, sort_order=0),
        Phase(title="Vragen", minutes=15, sort_order=1, input_kind="fact_question", written_first=True),
        Phase(title="Advies", minutes=10, sort_order=2, input_kind="advice", owner_is_silent=True),
        Phase(title="Uitchecken", minutes=5, sort_order=3, input_kind="check_out", written_first=True),
    ]
    method.save()
    return method


@laid
def make_table(
    *, region: Region, circle: Circle, owner: User | None = None, audience_key: str = PUBLIC, **fields: Any
) -> LearningTablePage:
    """The page of a table whose circle is there already."""
    text = {"title": "Leertafel Passende hulp", "purpose": "Terugkijken om vooruit te komen.", **fields}
    table = LearningTablePage(circle=circle, lead_region=region, audience_key=audience_key, owner=owner, **text)
    parent = region.page
    parent.refresh_from_db()
    parent.add_child(instance=table)
    table.save_revision()
    return LearningTablePage.objects.get(pk=table.pk)


@laid
def make_session(
    table: LearningTablePage,
    *,
    user: User,
    days: int = 7,
    method: Method | None = None,
    held: bool = False,
    cancelled: bool = False,
    present: Iterable[User] = (),
    **fields: Any,
) -> SessionPage:
    """``days`` from today at 13:30; ``held`` and ``cancelled`` are states."""
    if held:
        days = min(days, -7)
    day = timezone.localdate() + datetime.timedelta(days=days)
    begins = timezone.make_aware(datetime.datetime.combine(day, datetime.time(13, 30)))
    session = actions.plan_session(
        table,
        starts_at=fields.pop("starts_at", begins),
        ends_at=fields.pop("ends_at", begins + datetime.timedelta(hours=2)),
        method=method or Method.objects.first() or make_method(),
        user=user,
        **{"title": "Wachten op passende hulp", "place": "Gemeentehuis, zaal 2", **fields},
    )
    if held:
        session = actions.hold_session(session, present=present, user=user)
    if cancelled:
        session = actions.cancel_session(session, user=user)
    return SessionPage.objects.get(pk=session.pk)


@laid
def make_report(session: SessionPage, *, user: User, body: str = "", published: bool = False) -> SessionReport:
    report = actions.draft_report(session, user=user)
    if body:
        report = actions.save_report(report, body=body, version=report.version, user=user)
    return actions.publish_report(report, version=report.version, user=user) if published else report


def make_room(session: SessionPage, *, user: User, guests: Iterable[str] = (), at: int = 0) -> Room:
    """Open, with everybody invited in it, standing at the ``at``-th step (from 1; 0 is before the first)."""
    room = actions.open_room(session, user=user)
    for guest in guests:
        Participant.objects.create(session=session, guest_name=guest)
    for seat in session.participants.all():
        actions.enter(room, participant=seat)
    for _step in range(at):
        room = actions.go_on(room, seen=room.current_id or 0, by=room.facilitator)
    return Room.objects.select_related("current", "facilitator", "session").get(pk=room.pk)


def seat(room: Room, user: User) -> Participant:
    return room.session.participants.get(user=user)


def write(room: Room, text: str, *, by: Participant, **fields: Any) -> Contribution:
    """At the step where the room stands."""
    return actions.write(
        fields.pop("step", room.current), uid=fields.pop("uid", uuid.uuid4()), body=text, by=by, **fields
    )
