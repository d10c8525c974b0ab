"""Under which regions something can be written: those of the circle it is for, and the writer's own."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from regions.models import Circle, Region, User
from regions.states import CircleKind, Role

from .models import ContentPage


def regions_of(writer: User) -> QuerySet[Region]:
    """Where ``writer`` can write for one circle or another; who runs the site, everywhere."""
    if writer.is_superuser:
        return Region.objects.current()
    return regions_for(Circle.objects.filter(memberships__in=writer.memberships.reading()), writer=writer)


def regions_for(circles: Iterable[Circle], *, writer: User) -> QuerySet[Region]:
    """The regions of ``circles`` together, the writer's home region and those that the writer coordinates.

    A region's circle belongs to that region, a table's and a committee's to the regions of their page. National editors write
    for the whole country.
    """
    circles = list(circles)
    current = Region.objects.current()
    if any(circle.kind == CircleKind.NATIONAL for circle in circles):
        return current
    pages = ContentPage.objects.filter(
        Q(learningtablepage__circle__in=circles)
        | Q(visitationpage__committee__in=circles)
        | Q(visitationpage__visited_party__in=circles)
    )
    coordinated = writer.memberships.reading().filter(role=Role.COORDINATOR).values("circle")
    of_the_circle = Q(circle__in=circles) | Q(led_content__in=pages) | Q(further_content__in=pages)
    own = Q(pk=writer.home_region_id or 0) | Q(circle__in=coordinated)
    return current.filter(pk__in=Region.objects.filter(of_the_circle | own).values("pk"))
