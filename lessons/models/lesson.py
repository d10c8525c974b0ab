"""Lessons, where they came from, and what other regions did with them."""

from collections import Counter
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.admin.panels import FieldPanel, InlinePanel

from .. import rules, told
from ..holds import refuse_held
from ..page_forms import LessonPageForm
from ..spread import told_to
from ..states import (
    IN_USE,
    Certainty,
    Direction,
    Kind,
    LessonStatus,
    Loop,
    RetireReason,
    SourceKind,
)
from .content import ContentPage


class LessonPage(ContentPage):
    """The title is the lesson: one sentence that says what to do. ``status`` is written by actions only."""

    KIND = Kind.LESSON

    why = models.TextField(_("why"), help_text=_("The evidence behind it."))
    conditions = models.TextField(_("where it holds"), blank=True, help_text=_("Under which conditions does it work?"))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.CHANGE)
    loop = models.CharField(_("kind of learning"), max_length=10, choices=Loop, default=Loop.SINGLE)
    certainty = models.CharField(_("certainty"), max_length=20, choices=Certainty, default=Certainty.ONE_CASE)
    status = models.CharField(
        _("status"), max_length=20, choices=LessonStatus, default=LessonStatus.DRAFT, editable=False, db_index=True
    )
    review_on = models.DateField(_("review date"), null=True, blank=True)
    review_reminded_at = models.DateTimeField(_("reminded of the review at"), null=True, blank=True, editable=False)
    retired_for = models.CharField(_("retired for"), max_length=20, choices=RetireReason, blank=True, editable=False)
    retired_on = models.DateField(_("retired on"), null=True, blank=True, editable=False)
    retired_because = models.TextField(_("retired because"), blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        editable=False,
    )

    parent_page_types = ["home.RegionPage"]
    subpage_types: list[str] = []
    template = "lessons/lesson_page.html"
    base_form_class = LessonPageForm

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("why"),
        index.SearchField("conditions"),
        index.FilterField("status"),
        index.FilterField("certainty"),
        index.FilterField("direction"),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("why"),
        FieldPanel("conditions"),
        FieldPanel("direction"),
        FieldPanel("loop"),
        FieldPanel("certainty"),
        FieldPanel("review_on"),
        FieldPanel("lead_region"),
        FieldPanel("further_regions"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("audience_key"),
        FieldPanel("date"),
        InlinePanel("provenance", label=_("Comes from")),
        FieldPanel("sources"),
        FieldPanel("what_changed"),
        FieldPanel("confirmed"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is shown is held back by nothing, whichever door it comes through."""
        if self.live and kwargs.get("update_fields") is None:
            refuse_held(self)
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "LessonPage":
        """A revision holds the lesson's text; what became of the lesson must not come back with it."""
        page = super().with_content_json(content)
        for name in ("status", "retired_for", "retired_on", "retired_because", "replaced_by_id", "review_reminded_at"):
            setattr(page, name, getattr(self, name))
        return page

    @property
    def meta(self) -> str:
        return told.mark_of(self)

    def successor_for(self, user: Any) -> "LessonPage | None":
        """The last of what took its place, one after another, that ``user`` may read; None when there is none."""
        chain: list[LessonPage] = [self]
        while (after := chain[-1].replaced_by) is not None and after not in chain:
            chain.append(after)
        return next((one for one in reversed(chain[1:]) if one.live and one.is_in_audience(user)), None)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was there twice is read where it stays, by who may read that."""
        is_double = self.retired_for == RetireReason.DOUBLE and self.is_in_audience(request.user)
        stays = self.successor_for(request.user) if is_double else None
        if stays is None:
            return super().serve(request, *args, **kwargs)
        response = HttpResponsePermanentRedirect(stays.get_url(request) or "/")
        patch_cache_control(response, private=True, max_age=3600)
        return response

    def feedback_for(self, user: Any) -> dict[str, Any] | None:
        """What learning tables that prepared a session said of it, as far as ``user`` may read that; None without a word."""
        said = self.verdicts.last_of_each_table() if rules.may_read_feedback(user, self) else []
        counts = Counter(one.get_verdict_display() for one in said)
        return {"rows": said, "counts": sorted(counts.items())} if said else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            **told_to(request.user, self),
            **told.standing(self, request.user),
            "successor": self.successor_for(request.user),
            "may_report_uptake": rules.coordinates_somewhere(request.user),
            "may_contradict": self.status in IN_USE and rules.may_contradict(request.user, self),
            "may_edit": rules.may_edit_lesson(request.user, self),
            "feedback": self.feedback_for(request.user),
            "sources": self.provenance.select_related("region", "page"),
            "review": self.reviews.running().first() if self.status == LessonStatus.UNDER_REVIEW else None,
            "readable": set(
                ContentPage.objects.visible_to(request.user)
                .filter(lessons_drawn__lesson=self)
                .values_list("pk", flat=True)
            ),
        }


class Provenance(models.Model):
    """What a lesson came from, told so that it gives nothing away: the page itself is linked only for who may read it."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="provenance", verbose_name=_("lesson"))
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    page = models.ForeignKey(
        ContentPage, models.SET_NULL, null=True, blank=True, related_name="lessons_drawn", verbose_name=_("page")
    )
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.region}, {self.year}"
