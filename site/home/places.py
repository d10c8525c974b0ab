"""What can be done with regions and with the municipalities in them."""

from typing import Any

from django.db import transaction

from regions.actions import found_circle
from regions.audit import record
from regions.models import Circle, Municipality, Region, RegionMunicipality, User
from regions.states import CircleKind

from . import rights
from .models import RegionIndexPage, RegionPage


@transaction.atomic
def found_region(*, user: User, **fields: Any) -> Region:
    """A region with its circle, its page and its coordinators' rights."""
    circle = found_circle(kind=CircleKind.REGION, name=fields["name"], user=user)
    region = Region.objects.create(circle=circle, **fields)
    index = RegionIndexPage.objects.get()
    page = index.add_child(instance=RegionPage(title=region.name, slug=region.slug, region=region))
    rights.give_region_rights(page)
    record(region, "home.found_region", user=user)
    return region


@transaction.atomic
def change_region(region: Region, *, user: User, **fields: Any) -> Region:
    """Its page and its circle go by the name of the region."""
    for name, value in fields.items():
        setattr(region, name, value)
    region.save(update_fields=list(fields))
    if "name" in fields:
        page = RegionPage.objects.get(region=region)
        page.title = page.draft_title = region.name
        page.save(update_fields=["title", "draft_title"])
        Circle.objects.filter(region=region).update(name=region.name)
        rights.give_region_rights(page)
    record(region, "home.change_region", user=user, fields=sorted(fields))
    return region


@transaction.atomic
def make_room(regions: list[Region]) -> None:
    """Puts regions that are about to change places where they are in nobody's way: two may take each other's."""
    for number, region in enumerate(regions):
        Region.objects.filter(pk=region.pk).update(
            code=f"~{number}"[:4], name=f"~{region.pk}", tile_row=30_000, tile_column=number
        )


@transaction.atomic
def keep_municipality(*, user: User, cbs_code: str, **fields: Any) -> Municipality:
    """A municipality as it is called from now on, new or known."""
    municipality, _created = Municipality.objects.update_or_create(cbs_code=cbs_code, defaults=fields)
    record(municipality, "home.keep_municipality", user=user)
    return municipality


@transaction.atomic
def place_municipality(link: RegionMunicipality, *, user: User, **fields: Any) -> RegionMunicipality:
    """That a municipality belongs to a region, from and until a day; ``link`` is new, or one to be changed."""
    for name, value in fields.items():
        setattr(link, name, value)
    link.save()
    record(link, "home.place_municipality", user=user, region=link.region.cbs_code)
    return link
