"""Feeds and the sitemap: what a visitor may read, for programs. A reader who is signed in gets no more from them."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from lessons.models import ContentPage, Theme
from regions.models import Partnership, RegionalPlan, Statement

from .models import HomePage, RegionIndexPage, RegionPage, StandardPage


def public_content() -> Any:
    return ContentPage.objects.visible_to(AnonymousUser())


class ContentSitemap(Sitemap):
    limit = 5000

    def items(self) -> Any:
        return public_content().order_by("pk")

    def location(self, item: Any) -> str:
        return item.get_url_parts(self)[2]  # one sitemap is one request, and remembers where the site's pages lie

    def lastmod(self, item: Any) -> datetime:
        return item.last_published_at


class PlainSitemap(ContentSitemap):
    """The pages that hold the site together."""

    def items(self) -> Any:
        return Page.objects.live().type(HomePage, RegionIndexPage, RegionPage, StandardPage).order_by("path")


class AddressSitemap(Sitemap):
    """Lists, and the addresses of what is no page: themes, partnerships, statements that were agreed, plans that are public."""

    limit = 5000

    def items(self) -> list[str]:
        visitor = AnonymousUser()
        plans = RegionalPlan.objects.visible_to(visitor).values_list("pk", "region__slug")
        return [
            *map(reverse, LISTS),
            *(
                reverse("themes:theme", args=[slug])
                for slug in Theme.objects.order_by("slug").values_list("slug", flat=True)
            ),
            *(
                reverse("home:partnership", args=[pk])
                for pk in Partnership.objects.order_by("pk").values_list("pk", flat=True)
            ),
            *(
                reverse("regions:statement", args=[one.slug])
                for one in Statement.objects.visible_to(visitor).order_by("pk")
            ),
            *(reverse("regions:plan", args=[slug, pk]) for pk, slug in plans.order_by("pk")),
        ]

    def location(self, item: str) -> str:
        return item


LISTS = (
    "lessons:list",
    "casestudies:list",
    "learningtables:list",
    "learningtables:sessions",
    "visitations:list",
    "themes:list",
    "home:partnerships",
    "home:organisations",
    "home:municipalities",
    "regions:statements",
)
SITEMAPS = {"pages": PlainSitemap, "content": ContentSitemap, "addresses": AddressSitemap}
