"""The case study: what was going on, told without anybody who can be recognised."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from lessons.models import ContentPage
from lessons.states import Kind
from regions.states import Perspective

from ..states import LifeDomain


class CaseStudyPage(ContentPage):
    """The case owner is the page's owner. ``then_locked_at`` and ``then_locked_by`` are written by ``lock_then`` only, once.

    Decision points, what came of it (`Outcome`) and what is known now (`NowRecord`) are tables of their own, outside the
    page's revisions and outside search, so that no copy of them lies where it could be read too early.
    """

    KIND = Kind.CASE

    situation = models.TextField(
        _("situation"),
        help_text=_("What was going on? Use “month 4” rather than a date, an age band rather than an age."),
    )
    then_locked_at = models.DateTimeField(_("THEN locked at"), null=True, blank=True, editable=False)
    then_locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    parent_page_types = ["home.RegionPage"]
    subpage_types: list[str] = []
    template = "casestudies/case_study_page.html"

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("situation"),
        index.RelatedFields("life_domains", [index.FilterField("domain")]),
        index.RelatedFields("perspectives", [index.SearchField("text"), index.FilterField("perspective")]),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("situation"),
        InlinePanel("perspectives", label=_("Perspectives")),
        InlinePanel("events", label=_("Timeline")),
        InlinePanel("life_domains", label=_("Life domains")),
        FieldPanel("lead_region"),
        FieldPanel("further_regions"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("audience_key"),
        FieldPanel("date"),
        FieldPanel("sources"),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @property
    def is_locked(self) -> bool:
        return self.then_locked_at is not None


class CasePerspective(Orderable):
    """How one of those concerned saw it."""

    case = ParentalKey(
        CaseStudyPage, on_delete=models.CASCADE, related_name="perspectives", verbose_name=_("case study")
    )
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    text = models.TextField(_("how they saw it"))

    class Meta(Orderable.Meta):
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")

    def __str__(self) -> str:
        return self.get_perspective_display()


class TimelineEvent(models.Model):
    """Time is relative: months since the first event."""

    case = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="events", verbose_name=_("case study"))
    month = models.PositiveSmallIntegerField(_("month"))
    text = models.CharField(_("what happened"), max_length=300)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("timeline")
        ordering = ["month", "pk"]

    def __str__(self) -> str:
        return self.text


class CaseLifeDomain(models.Model):
    case = ParentalKey(
        CaseStudyPage, on_delete=models.CASCADE, related_name="life_domains", verbose_name=_("case study")
    )
    domain = models.CharField(_("life domain"), max_length=20, choices=LifeDomain)

    class Meta:
        verbose_name = _("life domain")
        verbose_name_plural = _("life domains")
        constraints = [models.UniqueConstraint(fields=["case", "domain"], name="casestudies_domain_once_per_case")]

    def __str__(self) -> str:
        return self.get_domain_display()
