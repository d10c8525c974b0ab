"""The site as a command lays it on an empty database."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

from home import overview, places
from home.models import HomePage, RegionPage, StandardPage
from lessons.models import Theme
from regions.models import Circle, Municipality, Region, RegionMunicipality

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COUNTED = (Page, Circle, Region, Municipality, RegionMunicipality, Theme, GroupPagePermission)


@pytest.fixture
def laid() -> HomePage:
    call_command("seed_regions", verbosity=0)
    return HomePage.objects.get()


def test_all_regions_stand_with_municipalities_and_pages(laid: HomePage) -> None:
    regions = Region.objects.current()
    assert (regions.count(), Municipality.objects.count(), RegionMunicipality.objects.count()) == (42, 342, 342)
    assert RegionPage.objects.live().count() == 42
    assert not regions.filter(circle=None).exists()


def test_the_home_page_takes_the_place_of_wagtails_own(laid: HomePage, client: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_page_id == laid.pk
    assert not Page.objects.filter(depth=2).exclude(pk=laid.pk).exists()


def test_pages_have_addresses_in_words(laid: HomePage) -> None:
    site = Site.objects.get(is_default_site=True)
    addresses = [page.relative_url(site) for page in StandardPage.objects.order_by("slug")]
    assert addresses == ["/over-leertafel/", "/privacy/", "/toegankelijkheid/"]
    assert RegionPage.objects.get(slug="food-valley").relative_url(site) == "/regios/food-valley/"


def test_themes_stand_in_two_levels(laid: HomePage) -> None:
    assert Theme.objects.filter(parent=None).count() == 6
    assert Theme.objects.exclude(parent=None).count() == 24


def test_a_second_run_changes_nothing_and_keeps_what_editors_wrote(laid: HomePage) -> None:
    theme = Theme.objects.get(slug="vertrouwen")
    theme.name = "Vertrouwen eerst"
    theme.save()
    before = [model.objects.count() for model in COUNTED]
    call_command("seed_regions", verbosity=0)
    theme.refresh_from_db()
    assert theme.name == "Vertrouwen eerst"
    assert [model.objects.count() for model in COUNTED] == before


def test_laying_again_leaves_what_editors_changed(laid: HomePage) -> None:
    """As at each release: names, tiles and municipalities stay as they are now."""
    achterhoek, drenthe = Region.objects.get(slug="achterhoek"), Region.objects.get(slug="drenthe")
    tile = (achterhoek.tile_row, achterhoek.tile_column)
    Region.objects.filter(pk=achterhoek.pk).update(name="Oost", tile_row=90, tile_column=90)
    Region.objects.filter(pk=drenthe.pk).update(tile_row=tile[0], tile_column=tile[1])
    Municipality.objects.filter(name="Aalten").update(name="Aalten aan de beek", population=7)
    call_command("seed_regions", verbosity=0)
    assert Region.objects.get(pk=achterhoek.pk).name == "Oost"
    assert (Region.objects.get(pk=drenthe.pk).tile_row, Region.objects.get(pk=drenthe.pk).tile_column) == tile
    assert Municipality.objects.get(name="Aalten aan de beek").population == 7
    assert Region.objects.count() == 42


def test_a_region_with_a_name_that_another_had_has_editors_of_its_own(laid: HomePage, admin: Any) -> None:
    first = Region.objects.get(slug="achterhoek")
    places.change_region(first, user=admin, name="Oost")
    fields = {"name": "Achterhoek", "code": "ZZ", "slug": "achterhoek-nieuw", "province": "Gelderland"}
    second = places.found_region(user=admin, cbs_code="JZ99", tile_row=91, tile_column=91, **fields)
    groups = [Region.objects.get(pk=region.pk).circle.editors for region in (first, second)]
    assert groups[0] != groups[1]
    assert [group.name for group in groups] == ["Coördinatie Oost", "Coördinatie Achterhoek"]
    for region, group in zip((first, second), groups, strict=True):
        pages = {one.page_id for one in GroupPagePermission.objects.filter(group=group)}
        assert pages == {RegionPage.objects.get(region=region).pk}


def test_a_municipality_that_left_is_counted_no_more(laid: HomePage, client: Any) -> None:
    region = Region.objects.get(slug="achterhoek")
    before = {row["region"].pk: row["region"].municipality_count for row in overview.figures(AnonymousUser())}
    link = region.municipality_links.filter(valid_to=None).first()
    RegionMunicipality.objects.filter(pk=link.pk).update(valid_to=datetime.date(2026, 1, 1))
    after = {row["region"].pk: row["region"].municipality_count for row in overview.figures(AnonymousUser())}
    assert before[region.pk] - after[region.pk] == 1
