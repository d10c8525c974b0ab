"""What the screens of rooms are drawn from, read for many rooms at once: as many queries for forty rooms as for one."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from ..models import Contribution, Participant, Ready, Room, SessionCase, Step


@dataclass
class Said:
    """At one step: who is ready, how many have written, and the texts that may be read."""

    ready: int = 0
    written: int = 0
    is_blank: bool = True  # nobody ever wrote here, what was taken back included
    texts: list[Contribution] = field(default_factory=list)


@dataclass
class Facts:
    """Of one room. What was ``said`` is there for the steps that were asked for."""

    room: Room
    seats: list[Participant]
    steps: list[Step] = field(default_factory=list)
    said: dict[int, Said] = field(default_factory=dict)

    def step(self, pk: int | None) -> Step | None:
        return next((step for step in self.steps if step.pk == pk), None)


def seats_of(rooms: Collection[Room]) -> dict[int, list[Participant]]:
    """All who have or had a seat, per session."""
    seats: dict[int, list[Participant]] = {room.session_id: [] for room in rooms}
    for seat in Participant.objects.filter(session__in=seats).select_related("user").order_by("pk"):
        seats[seat.session_id].append(seat)
    return seats


def facts_of(
    rooms: Collection[Room],
    shown: Mapping[int, Collection[int]],
    moment: datetime.datetime,
    *,
    reader: Participant | None = None,
    seats: Mapping[int, list[Participant]] | None = None,
) -> dict[int, Facts]:
    """Per room; ``shown`` are its steps that stand on somebody's screen. The texts are those that ``reader`` may read, or
    whoever is in the room."""
    seats = seats_of(rooms) if seats is None else seats
    facts = {room.pk: Facts(room, seats[room.session_id]) for room in rooms}
    _know_leaders(facts.values())
    for step in Step.objects.filter(room__in=facts):
        step.room = facts[step.room_id].room
        facts[step.room_id].steps.append(step)
    chosen = [step for pk, one in facts.items() for step in one.steps if step.pk in shown.get(pk, ())]
    for step in chosen:
        facts[step.room_id].said[step.pk] = Said()
    said = {pk: one for room in facts.values() for pk, one in room.said.items()}
    know_cases(chosen)
    _count(said)
    writers = {seat.pk: seat for one in facts.values() for seat in one.seats}
    for text in _readable(chosen, moment, reader):
        if text.author_id in writers:  # who came in since is looked up
            text.author = writers[text.author_id]
        said[text.step_id].texts.append(text)
    return facts


def _know_leaders(facts: Iterable[Facts]) -> None:
    for one in facts:
        for seat in one.seats:
            if seat.pk == one.room.facilitator_id:
                one.room.facilitator = seat


def know_cases(steps: Iterable[Step]) -> None:
    """What the steps are about, in one query, or none."""
    about = {step.item_id for step in steps if step.item_id is not None}
    items = SessionCase.objects.select_related("case__owner", "reflection").in_bulk(about) if about else {}
    for step in steps:
        if step.item_id is not None:
            step.item = items.get(step.item_id)


def _count(said: Mapping[int, Said]) -> None:
    if not said:
        return
    people = Count("author", distinct=True, filter=Q(withdrawn_at__isnull=True))
    texts = Contribution.objects.filter(step__in=said).order_by()
    for step, n in texts.values_list("step").annotate(n=people):
        said[step].written, said[step].is_blank = n, False
    for step, n in Ready.objects.filter(step__in=said).values_list("step").annotate(n=Count("pk")):
        said[step].ready = n


def _readable(steps: Iterable[Step], moment: datetime.datetime, reader: Participant | None) -> Iterable[Contribution]:
    open_steps = [step.pk for step in steps if not step.hides]
    if not open_steps:
        return []
    kept = Contribution.objects
    readable = kept.readable_by(reader, moment=moment) if reader else kept.open_to_all(moment=moment)
    return readable.filter(step__in=open_steps, score__isnull=True).select_related("group")
