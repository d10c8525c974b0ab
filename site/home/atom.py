"""Atom feeds of what a visitor may read, by region, theme and kind. A reader who is signed in gets no more from them, and whoever
reads in which language gets the same."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import TemplateView

from lessons.models import ContentPage, LessonPage, Theme
from lessons.states import Kind, LessonStatus
from regions.models import Region
from regions.tiles import region_url
from regions.workbooks import UNKNOWN_TO_XML

from .feeds import public_content

NEWEST = 30
# Before there was anything: what a feed without entries says of its last change, always the same.
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
LISTS = {
    Kind.LESSON: "/lessen/",
    Kind.CASE: "/casussen/",
    Kind.TABLE: "/leertafels/",
    Kind.SESSION: "/leertafels/",
    Kind.VISITATION: "/visitaties/",
    Kind.REPORT: "/visitaties/",
}


class Choice(NamedTuple):
    """What a feed is about: ``key`` for its identity, which stays when names and addresses change."""

    key: str
    title: str
    link: str
    pages: Any


class AtomFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEGUN


def tag_of(what: str) -> str:
    """An identity that holds wherever the page moves (RFC 4151)."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname},2026:{what}"


def newest(pages: Any) -> list[ContentPage]:
    """The latest changed first, with an ``address``, and ``is_retired``; in as many queries for one as for many."""
    order = (F("last_published_at").desc(nulls_last=True), "-pk")
    found = list(pages.for_cards().order_by(*order)[:NEWEST])
    retired = LessonPage.objects.filter(pk__in=[page.pk for page in found], status=LessonStatus.RETIRED)
    gone, asked = set(retired.values_list("pk", flat=True)), SimpleNamespace()
    for page in found:
        page.address = page.get_url_parts(asked)[2]
        page.is_retired = page.pk in gone
    return found


def plain(text: str) -> str:
    return UNKNOWN_TO_XML.sub("", text)


class ContentFeed(Feed):
    feed_type = AtomFeed
    language = "nl"
    author_name = "Leertafel"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(self.language):
            return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Choice:
        return Choice("alles", _("New on Leertafel"), "/", public_content())

    def title(self, obj: Choice) -> str:
        return plain(obj.title)

    def link(self, obj: Choice) -> str:
        return obj.link

    def feed_guid(self, obj: Choice) -> str:
        return tag_of(f"feed/{obj.key}")

    def subtitle(self, obj: Choice) -> str:
        return _("What everyone may read; lessons in one sentence each.")

    def items(self, obj: Choice) -> Any:
        return newest(obj.pages)

    def item_guid(self, item: Any) -> str:
        return tag_of(f"pagina/{item.pk}")

    def item_title(self, item: Any) -> str:
        return plain(item.title)

    def item_description(self, item: Any) -> str:
        """As HTML, which is how the format is told to read it."""
        said = f"{_('This lesson is retired')}. {item.summary}" if item.is_retired else item.summary
        return escape(plain(said))

    def item_link(self, item: Any) -> str:
        return item.address

    def item_pubdate(self, item: Any) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at or item.first_published_at or item.latest_revision_created_at or BEGUN

    def item_author_name(self, item: Any) -> str:
        return plain(item.lead_region.name)

    def item_categories(self, item: Any) -> list[str]:
        status = [LessonStatus.RETIRED.label] if item.is_retired else []
        return [plain(str(one)) for one in [item.get_kind_display(), *status, *item.themes.all()]]


class KindFeed(ContentFeed):
    def get_object(self, request: HttpRequest, kind: str, *args: Any, **kwargs: Any) -> Choice:
        if kind not in Kind.values:
            raise Http404
        chosen = Kind(kind)
        title = _("New on Leertafel: %(kind)s") % {"kind": chosen.label}
        return Choice(f"soort/{kind}", title, LISTS[chosen], public_content().filter(kind=kind))


class LessonFeed(KindFeed):
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Choice:
        pages = public_content().filter(kind=Kind.LESSON)
        return Choice("lessen", _("Lessons of Leertafel"), reverse("lessons:list"), pages)


class RegionFeed(ContentFeed):
    def get_object(self, request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> Choice:
        region = get_object_or_404(Region, slug=slug)
        title = _("New from %(region)s") % {"region": region.name}
        pages = public_content().filter(lead_region=region)
        return Choice(f"regio/{region.cbs_code}", title, region_url(region), pages)


class RegionLessonFeed(RegionFeed):
    def get_object(self, request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> Choice:
        region = get_object_or_404(Region, slug=slug)
        title = _("Lessons of %(region)s") % {"region": region.name}
        pages = public_content().filter(lead_region=region, kind=Kind.LESSON)
        return Choice(f"lessen/{region.cbs_code}", title, region_url(region), pages)


class ThemeFeed(ContentFeed):
    """Of a main theme also what lies under it."""

    def get_object(self, request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> Choice:
        theme = get_object_or_404(Theme, slug=slug)
        themes = [theme.pk, *theme.children.values_list("pk", flat=True)]
        carried = ContentPage.themes.through.objects.filter(theme__in=themes).values("contentpage")
        title = _("New on Leertafel: %(kind)s") % {"kind": theme}
        return Choice(f"thema/{theme.pk}", title, theme.get_absolute_url(), public_content().filter(pk__in=carried))


def _door(feed: Feed) -> Any:
    """Who has it already is told so (ETag and Last-Modified)."""
    return require_safe(conditional_page(feed))


everything = _door(ContentFeed())
of_kind = _door(KindFeed())
of_region = _door(RegionFeed())
of_theme = _door(ThemeFeed())
lessons = _door(LessonFeed())
lessons_of_region = _door(RegionLessonFeed())


class FeedListView(TemplateView):
    template_name = "home/feeds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            kinds=Kind,
            regions=Region.objects.current().order_by("name"),
            themes=Theme.objects.filter(parent=None).prefetch_related("children"),
            **kwargs,
        )
