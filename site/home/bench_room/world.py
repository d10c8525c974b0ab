"""The rooms that are measured: a table in each region, with people who are signed in."""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.utils import timezone

from home.bulk import without_indexing, without_mail
from learningtables import actions
from learningtables.models import Contribution, ContributionVersion, LearningTablePage, Method, Phase, Room
from regions.models import Circle, Membership, Region, User
from regions.states import Role

BACKEND = "django.contrib.auth.backends.ModelBackend"


def lay_tables(rooms: int, people: int) -> list[LearningTablePage]:
    """The first of each is the facilitator. Those that stand there already are taken again."""
    if LearningTablePage.objects.count() == rooms:
        return list(LearningTablePage.objects.order_by("pk"))
    call_command("seed_regions", verbosity=0)
    with without_indexing(), without_mail():
        return [_lay_table(region, people) for region in Region.objects.current().order_by("pk")[:rooms]]


def _lay_table(region: Region, people: int) -> LearningTablePage:
    everybody = User.objects.bulk_create(
        User(email=f"{region.slug}-{n}@bench.example", first_name=f"Voornaam{n}", last_name=region.name)
        for n in range(people)
    )
    table = actions.found_table(region=region, title=f"Leertafel {region}", purpose="Meten", user=everybody[0])
    circle = Circle.objects.get(pk=table.circle_id)
    Membership.objects.bulk_create(
        Membership(circle=circle, user=person, role=Role.PARTICIPANT) for person in everybody[1:]
    )
    return table


def lay_rooms(tables: Iterable[LearningTablePage], *, steps: int) -> list[dict[str, Any]]:
    """An open room at each table, with what a browser knows of it."""
    method = _method(steps)
    with without_indexing(), without_mail():
        return [_lay_room(table, method) for table in tables]


def _method(steps: int) -> Method:
    name = f"Meting {Method.objects.count()}"
    method = Method(name=name, slug=name.lower().replace(" ", "-"), purpose="Meten")
    method.phases = [
        Phase(title=f"Ronde {n}", minutes=5, sort_order=n, input_kind="fact_question", written_first=True)
        for n in range(1, steps + 1)
    ]
    method.save()
    return method


def _lay_room(table: LearningTablePage, method: Method) -> dict[str, Any]:
    leader = User.objects.get(pk=table.owner_id)
    begins = timezone.now()
    session = actions.plan_session(
        table,
        title="Landelijke leerdag",
        starts_at=begins,
        ends_at=begins + datetime.timedelta(hours=2),
        place="Overal",
        method=method,
        facilitator=leader,
        user=leader,
    )
    room = actions.open_room(session, user=leader)
    people = [seat.user for seat in session.participants.select_related("user").order_by("user")]
    return {
        "room": room.pk,
        "path": f"/leertafels/sessies/{session.pk}/",
        "steps": list(room.steps.values_list("pk", flat=True)),
        "people": [{"login": _sign_in(user), "leads": user == leader} for user in people],
    }


def _sign_in(user: User) -> str:
    store = SessionStore()
    store.update(
        {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash()}
    )
    store.save(must_create=True)
    return str(store.session_key)


def check(rooms: list[dict[str, Any]], confirmed: Iterable[str]) -> dict[str, Any]:
    """What is in the database afterwards, beside what the senders were told."""
    written = Contribution.objects.filter(step__room__in=[room["room"] for room in rooms])
    kept = {
        str(uid) for uid in ContributionVersion.objects.filter(contribution__in=written).values_list("uid", flat=True)
    }
    texts = Counter(written.values_list("step", "author", "body"))
    return {
        "lost": len(set(confirmed) - kept),
        "doubled": sum(n - 1 for n in texts.values()),
        "versions": dict(Room.objects.filter(pk__in=[room["room"] for room in rooms]).values_list("pk", "version")),
    }
