"""The days of the visit: parts are planned, changed and cancelled, and the whole is sent when it stands."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from .. import emails
from ..models import ProgrammeItem, VisitationPage
from ..states import PLANNING_STAGES, ProgrammeKind
from .locking import demand_stage, demand_text

# A change of these is news for a calendar (RFC 5546, 2.1.4).
MOVES_IN_CALENDARS = ("starts_at", "ends_at", "place", "link")


def _filled(item: ProgrammeItem) -> ProgrammeItem:
    item.title = demand_text(item.title, _("Give this part of the programme a title."))
    if item.ends_at <= item.starts_at:
        raise IllegalMove(_("The end comes after the beginning."))
    if item.kind == ProgrammeKind.INTERVIEW:
        item.group = demand_text(item.group, _("Say with which group the committee speaks. A group, never a person."))
    return item


@transaction.atomic
def plan_item(
    visitation: VisitationPage,
    *,
    kind: ProgrammeKind,
    title: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    user: User,
    group: str = "",
    place: str = "",
    link: str = "",
) -> ProgrammeItem:
    demand_stage(visitation, PLANNING_STAGES)
    item = _filled(
        ProgrammeItem(
            visitation=visitation,
            kind=kind,
            title=title,
            group=group,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            link=link,
        )
    )
    item.save()
    record(visitation, "visitations.plan_item", user=user, item=item.pk)
    return item


@transaction.atomic
def change_item(
    item: ProgrammeItem,
    *,
    kind: ProgrammeKind,
    title: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    user: User,
    group: str = "",
    place: str = "",
    link: str = "",
    version: str | None = None,
) -> ProgrammeItem:
    visitation = demand_stage(item.visitation, PLANNING_STAGES)
    item.refresh_from_db()
    demand_version(version_of(item), version)
    before = [getattr(item, name) for name in MOVES_IN_CALENDARS]
    item.kind, item.title, item.group = kind, title, group
    item.starts_at, item.ends_at, item.place, item.link = starts_at, ends_at, place, link
    _filled(item)
    item.sequence += before != [getattr(item, name) for name in MOVES_IN_CALENDARS]
    item.save()
    record(visitation, "visitations.change_item", user=user, item=item.pk)
    return item


@transaction.atomic
def cancel_item(item: ProgrammeItem, *, user: User) -> ProgrammeItem:
    """It stays where calendars can read that it is off; the programme does not show it any more."""
    visitation = demand_stage(item.visitation, PLANNING_STAGES)
    item.refresh_from_db()
    if item.cancelled:
        raise IllegalMove(_("This part was cancelled already."))
    item.cancelled, item.sequence = True, item.sequence + 1
    item.save()
    record(visitation, "visitations.cancel_item", user=user, item=item.pk)
    return item


@transaction.atomic
def send_programme(visitation: VisitationPage, *, user: User) -> VisitationPage:
    """To everybody who takes part, each with the parts that are theirs to see."""
    demand_stage(visitation, PLANNING_STAGES)
    if not visitation.programme.filter(cancelled=False).exists():
        raise IllegalMove(_("There is nothing in the programme yet."))
    record(visitation, "visitations.send_programme", user=user)
    emails.send_programme(visitation)
    return visitation
