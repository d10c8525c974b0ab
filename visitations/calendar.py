"""The days of a visit in calendars: for a download, with the mail that brings the programme, and in a person's own feed."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.calendar import PUBLISH, Entry, event_of, new_calendar
from regions.models import Membership, User

from . import rules
from .models import ProgrammeItem, VisitationPage
from .states import ProgrammeKind


def programme_of(visitation: VisitationPage, user: Any) -> QuerySet[ProgrammeItem]:
    """The parts that ``user``, who is of the committee or of the visited party, may see: the deliberation is of those who
    judge."""
    items = visitation.programme.order_by("starts_at", "pk")
    return items if rules.judges(user, visitation) else items.exclude(kind=ProgrammeKind.DELIBERATION)


def programme_file(visitation: VisitationPage, user: Any) -> bytes:
    """One file with all parts (RFC 5546, 3.2.1: a calendar that is published may hold several events)."""
    calendar = new_calendar(_("Visit"))
    calendar.add("method", PUBLISH)
    for entry in _entries(programme_of(visitation, user)):
        calendar.add_component(event_of(entry, stamp=entry.changed_at))
    return calendar.to_ical()


def entries_of(user: User) -> list[Entry]:
    """All visits in which ``user`` takes part, for the calendar that they subscribe to. Two queries, however many visits."""
    committees = VisitationPage.objects.of_committee(user)
    hosted = VisitationPage.objects.of_visited_party(user)
    items = ProgrammeItem.objects.filter(visitation__in=committees) | ProgrammeItem.objects.filter(
        visitation__in=hosted
    )
    judged = Membership.objects.reading().filter(
        user=user, role__in=rules.JUDGING_ROLES, circle=OuterRef("visitation__committee")
    )
    mine = items.annotate(judged=Exists(judged)).exclude(kind=ProgrammeKind.DELIBERATION, judged=False)
    return list(_entries(mine.order_by("starts_at", "pk")))


def _entries(items: Iterable[ProgrammeItem]) -> Iterable[Entry]:
    for item in items:
        yield Entry(
            uid=item.uid,
            sequence=item.sequence,
            changed_at=item.updated_at,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            summary=_("Visitation: %(kind)s") % {"kind": item.get_kind_display()},
            location=", ".join(filter(None, [item.place, item.link])),
            url=settings.BASE_URL + reverse("visitations:programme", args=[item.visitation_id]),
            cancelled=item.cancelled,
        )
