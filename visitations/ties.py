"""What the platform itself knows about ties between a person and the visited party. A hint decides nothing: it is shown to
who proposes, to the member who declares and to who decides, and asks for a word."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Partnership, User
from regions.states import MembershipStatus

from .models import VisitationPage


class HintKind(models.TextChoices):
    EMPLOYER = "employer", _("Works at the organisation that is visited")
    WORKS_HERE = "works_here", _("Works at an organisation that works in the region that is visited")
    HOME_REGION = "home_region", _("Works in the region that is visited")
    PARTNER = "partner", _("Works in a region that works together with the region that is visited")
    EARLIER_COMMITTEE = "earlier_committee", _("Was in the committee of an earlier visitation here")
    EARLIER_HOST = "earlier_host", _("Spoke for the visited party before")
    RECIPROCAL = "reciprocal", _("Was visited by people of the party that is visited now")


# Who has one of these is not asked at all: a committee looks with outside eyes.
INSIDE = frozenset({HintKind.EMPLOYER, HintKind.WORKS_HERE, HintKind.HOME_REGION})


@dataclass(frozen=True)
class Hint:
    """``about`` names what it rests on: an organisation, a region, a partnership, another visitation."""

    kind: HintKind
    about: str

    @property
    def label(self) -> str:
        return str(self.kind.label)

    def __str__(self) -> str:
        return f"{self.label}: {self.about}"

    def stored(self) -> dict[str, str]:
        return {"kind": self.kind.value, "about": self.about}


def restored(rows: list[dict[str, str]]) -> list[Hint]:
    """Hints as they were kept in a declaration."""
    return [Hint(HintKind(row["kind"]), row["about"]) for row in rows]


def look_back(on: datetime.date | None = None) -> datetime.date:
    """The day from which ties count."""
    day = on or timezone.localdate()
    day -= datetime.timedelta(days=(day.month, day.day) == (2, 29))
    return day.replace(year=day.year - settings.TIE_LOOKBACK_YEARS)


def hints(person: User, visitation: VisitationPage) -> list[Hint]:
    """In the order of `HintKind`, in a number of queries that does not grow with what is found."""
    since = look_back()
    return [
        *_of_work(person, visitation),
        *_of_partnerships(person, visitation),
        *_of_visits(person, visitation, since),
    ]


def _of_work(person: User, visitation: VisitationPage) -> list[Hint]:
    found = []
    employer = person.organisation
    if employer is not None and employer.pk == visitation.organisation_id:
        found.append(Hint(HintKind.EMPLOYER, str(employer)))
    elif employer is not None and employer.regions.filter(pk=visitation.lead_region_id).exists():
        found.append(Hint(HintKind.WORKS_HERE, str(employer)))
    if person.home_region_id == visitation.lead_region_id:
        found.append(Hint(HintKind.HOME_REGION, str(visitation.lead_region)))
    return found


def _of_partnerships(person: User, visitation: VisitationPage) -> list[Hint]:
    home = person.home_region_id
    if home is None or home == visitation.lead_region_id:
        return []
    shared = Partnership.objects.filter(regions=home).filter(regions=visitation.lead_region_id)
    return [Hint(HintKind.PARTNER, str(partnership)) for partnership in shared]


def _of_visits(person: User, visitation: VisitationPage, since: datetime.date) -> list[Hint]:
    recent = VisitationPage.objects.filter(date__gte=since).exclude(pk=visitation.pk).order_by("date", "pk")
    here = recent.filter(_visits(visitation.lead_region_id, visitation.organisation_id))
    asked = [
        (HintKind.EARLIER_COMMITTEE, here.filter(_seat("committee", person))),
        (HintKind.EARLIER_HOST, here.filter(_seat("visited_party", person))),
        (HintKind.RECIPROCAL, _visited_back(person, visitation, recent)),
    ]
    return [Hint(kind, title) for kind, found in asked for title in found.values_list("title", flat=True).distinct()]


def _seat(table: str, person: Any) -> Q:
    """A seat that somebody had and kept: who was recused or asked in vain did not take part."""
    return Q(**{f"{table}__memberships__user": person, f"{table}__memberships__status": MembershipStatus.ACTIVE})


def _visits(region: int | None, organisation: int | None) -> Q:
    return Q(lead_region=region) | Q(organisation=organisation, organisation__isnull=False)


def _visited_back(person: User, visitation: VisitationPage, recent: Any) -> Any:
    """Visitations of this person's region or organisation, in whose committee somebody sat of those visited now."""
    if person.home_region_id is None and person.organisation_id is None:
        return recent.none()
    theirs = recent.filter(_visits(person.home_region_id, person.organisation_id))
    party = Q(home_region=visitation.lead_region_id) | Q(
        memberships__circle=visitation.visited_party_id, memberships__status=MembershipStatus.ACTIVE
    )
    people = User.objects.filter(party).exclude(pk=person.pk)
    sitting = Q(committee__memberships__user__in=people, committee__memberships__status=MembershipStatus.ACTIVE)
    return theirs.filter(sitting)
