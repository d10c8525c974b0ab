"""The pages that hold the site together: home, the index of regions, one page per region, and plain pages."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from lessons.models import ContentPage
from lessons.models.content import end_of
from regions.export import export, file_name
from regions.views.exporting import asked_format, downloads

from . import exports, overview, waiting
from .news import heading, news_for

NEWS_OF = datetime.timedelta(days=14)

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "link", "ul", "ol"]


class HomePage(Page):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ul"])

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A visitor is told what this is; a member sees what waits for them."""
        shown = for_member(request.user) if request.user.is_authenticated else for_visitor(request.user)
        return super().get_context(request, *args, **kwargs) | shown


class StandardPage(Page):
    """A page of plain text: about, privacy, the accessibility statement."""

    body = RichTextField(_("text"), features=TEXT_FEATURES)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    body_en = RichTextField(
        _("text in English"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Without it, whoever reads the site in English gets the Dutch text."),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "home/standard_page.html"
    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("title_en"), FieldPanel("body_en")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text in the reader's language, if there is one."""
        shown = {"language": "nl", "title": self.title, "body": self.body}
        if get_language() == "en" and self.body_en:
            shown = {"language": "en", "title": self.title_en or self.title, "body": self.body_en}
        return super().get_context(request, *args, **kwargs) | {"shown": shown}


class RegionIndexPage(Page):
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.RegionPage"]
    template = "home/region_index_page.html"

    class Meta:
        verbose_name = _("index of regions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = overview.figures(request.user)
        shown = {"rows": rows, "map": overview.lesson_map(rows), "downloads": downloads(request)}
        return super().get_context(request, *args, **kwargs) | shown

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The index, or what it shows as a file."""
        wanted = asked_format(request)
        if not wanted:
            return super().serve(request, *args, **kwargs)
        rows = overview.figures(request.user)
        columns = exports.regions_with_figures(rows)
        return export([row["region"] for row in rows], columns, wanted, name=file_name("regios"))


class RegionPage(Page):
    """A region's own page; all content of a region lies under it, and so do its coordinator's permissions."""

    region: Any = models.OneToOneField("regions.Region", models.PROTECT, related_name="page", verbose_name=_("region"))
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ul"])
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("A role and a general address; no personal data.")
    )

    parent_page_types = ["home.RegionIndexPage"]
    subpage_types = [
        "casestudies.CaseStudyPage",
        "learningtables.LearningTablePage",
        "visitations.VisitationPage",
        "lessons.LessonPage",
    ]
    template = "home/region_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("contact")]

    class Meta:
        verbose_name = _("region page")
        verbose_name_plural = _("region pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The address of a page whose title was taken out of it leads on to where it is now, for who may read the page."""
        try:
            return super().route(request, path_components)
        except Http404:
            end = end_of(path_components[0]) if path_components else ""
            pages = ContentPage.objects.visible_to(request.user).child_of(self).filter(slug__endswith=end)
            moved = list(pages[:2]) if end else []
            if len(moved) != 1 or not self.live:
                raise
            return RouteResult(self, kwargs={"moved": moved[0]})

    def serve(self, request: HttpRequest, *args: Any, moved: Page | None = None, **kwargs: Any) -> HttpResponseBase:
        if moved is not None:
            return HttpResponseRedirect(moved.get_url(request) or "/")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | overview.of_region(self.region, request.user)


class TokenTerm(models.Model):
    """Until when a token of the read API holds; the token itself is Wagtail's, which keeps its digest only."""

    token = models.OneToOneField("wagtailcore.APIToken", models.CASCADE, related_name="term", verbose_name=_("token"))
    expires_on = models.DateField(_("holds until"))

    class Meta:
        verbose_name = _("term of a token")
        verbose_name_plural = _("terms of tokens")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def for_visitor(user: Any) -> dict[str, Any]:
    rows = overview.figures(user)
    return {
        "lessons": overview.newest_lessons(user),
        "figures": overview.state_of_affairs(user),
        "map": overview.lesson_map(rows),
    }


def for_member(user: Any) -> dict[str, Any]:
    now = timezone.now()
    # Saved searches are asked one by one: their news stands on the screen of all that one follows.
    found = news_for(user, since=now - NEWS_OF, until=now, searches=False)
    return {
        "waiting": waiting.for_person(user),
        "sessions": overview.sessions_of(user),
        "news": [(one, heading(one.follow, one.thing, named=True)) for one in found],
        "newest": overview.newest(user),
    }


class Package(models.Model):
    """A file of data that somebody asked for: their own, or with ``region`` that region's. One row for each asker of each.

    ``try_at`` is when it is (again) made, null when nobody makes it; ``path`` where it lies once it is ready.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("asked by"))
    region = models.ForeignKey(
        "regions.Region", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    tries = models.PositiveIntegerField(_("times tried"), default=0)
    try_at = models.DateTimeField(_("tried again at"), null=True, blank=True, db_index=True)
    path = models.CharField(_("file"), max_length=200, blank=True)
    missing = models.PositiveIntegerField(_("files that were not there"), default=0)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of data")
        verbose_name_plural = _("files of data")
        constraints = [
            models.UniqueConstraint(fields=["asked_by"], condition=models.Q(region=None), name="home_one_own_package"),
            models.UniqueConstraint(fields=["asked_by", "region"], name="home_one_package_of_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_being_made(self) -> bool:
        return self.try_at is not None

    @property
    def is_ready(self) -> bool:
        return bool(self.path) and self.expires_at is not None and self.expires_at > timezone.now()
