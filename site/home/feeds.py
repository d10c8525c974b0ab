"""Feeds and the sitemap: what a visitor may read, for programs. A reader who is signed in gets no more from them."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from lessons.models import ContentPage

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


SITEMAPS = {"pages": PlainSitemap, "content": ContentSitemap}
