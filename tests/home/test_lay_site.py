"""The site as a command lays it on an empty database."""

from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

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
