"""Feeds and the sitemap: what a visitor may read, for programs. A reader who is signed in gets no more from them."""

import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from lessons.models import ContentPage
from lessons.states import Kind
from regions.models import Region

from .models import HomePage, RegionIndexPage, RegionPage, StandardPage

NEWEST = 30
# Characters that people can send and XML does not know.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def public_content() -> Any:
    return ContentPage.objects.visible_to(AnonymousUser())


def newest(pages: Any) -> list[ContentPage]:
    """The newest lessons, with an ``address``; where the site's pages lie is asked once for all of them."""
    lessons = list(pages.filter(kind=Kind.LESSON).for_cards().order_by("-first_published_at", "-pk")[:NEWEST])
    asked = SimpleNamespace()
    for lesson in lessons:
        lesson.address = lesson.get_url_parts(asked)[2]
    return lessons


class LessonFeed(Feed):
    feed_type = Atom1Feed
    title: Any = gettext_lazy("Lessons of Leertafel")
    subtitle: Any = gettext_lazy("What youth regions learned, in one sentence each.")
    language = "nl"

    def link(self, obj: Any) -> str:
        return reverse("lessons:list")

    def items(self, obj: Any) -> Any:
        return newest(public_content())

    def item_title(self, item: Any) -> str:
        return NOT_IN_XML.sub("", item.title)

    def item_description(self, item: Any) -> str:
        return NOT_IN_XML.sub("", item.summary)

    def item_link(self, item: Any) -> str:
        return item.address

    def item_pubdate(self, item: Any) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at

    def item_author_name(self, item: Any) -> str:
        return item.lead_region.name

    def item_categories(self, item: Any) -> list[str]:
        return [str(theme) for theme in item.themes.all()]


class RegionFeed(LessonFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Region:
        return get_object_or_404(Region, slug=slug)

    def title(self, obj: Region) -> str:
        return _("Lessons of %(region)s") % {"region": obj.name}

    def link(self, obj: Region) -> str:
        return f"/regios/{obj.slug}/"

    def items(self, obj: Region) -> Any:
        return newest(public_content().filter(lead_region=obj))


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
