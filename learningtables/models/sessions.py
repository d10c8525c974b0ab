"""Sessions of a learning table: when and where, which cases, who comes, and the report of it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel

from lessons.models import ContentPage
from lessons.states import Kind

from ..states import ReportState, Rsvp, SessionState
from .methods import Method


class SessionPage(ContentPage):
    """A child of its learning table's page. ``state`` and ``sequence`` are written by actions only.

    ``uid`` and ``sequence`` identify the invitation in people's calendars (RFC 5545): each change sends the same ``uid``
    with a higher ``sequence``.
    """

    KIND = Kind.SESSION

    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the call"), blank=True)
    method = models.ForeignKey(Method, models.PROTECT, related_name="sessions", verbose_name=_("method"))
    preparation = models.TextField(_("preparation"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState, default=SessionState.PLANNED, editable=False
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    parent_page_types = ["learningtables.LearningTablePage"]
    subpage_types: list[str] = []
    template = "learningtables/session_page.html"

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("get_published_report"),
        index.FilterField("starts_at"),
        index.FilterField("state"),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("preparation"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("audience_key"),
    ]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="learningtables_session_ends_after_start"
            ),
        ]

    def get_published_report(self) -> str:
        """The report's text for the index: a draft is nobody's but the facilitator's."""
        report = SessionReport.objects.published().filter(session=self).first()
        return report.body if report else ""

    @property
    def is_past(self) -> bool:
        return self.ends_at < timezone.now()


class SessionCase(models.Model):
    """A case on the agenda, with the asking of the central question that belongs to it."""

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="agenda", verbose_name=_("session"))
    case = models.ForeignKey(
        "casestudies.CaseStudyPage", models.PROTECT, related_name="session_links", verbose_name=_("case study")
    )
    reflection = models.OneToOneField(
        "casestudies.Reflection",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="session_case",
        verbose_name=_("reflection"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("case on the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "case"], name="learningtables_case_once_per_session")]

    def __str__(self) -> str:
        return str(self.case)


class Participant(models.Model):
    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="participants", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", verbose_name=_("person")
    )
    rsvp = models.CharField(_("reply"), max_length=10, choices=Rsvp, default=Rsvp.NO_REPLY)
    attended = models.BooleanField(_("was there"), default=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="learningtables_participant_once")]

    def __str__(self) -> str:
        return str(self.user)


class SessionReportQuerySet(models.QuerySet["SessionReport"]):
    def published(self) -> "SessionReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED)


class SessionReport(models.Model):
    """Drafted from what was said, edited and published by the facilitator. ``version`` rises with each save, so that two
    people at once cannot overwrite each other unseen."""

    session = models.OneToOneField(SessionPage, models.CASCADE, related_name="report", verbose_name=_("session"))
    body = models.TextField(_("report"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("last changed by")
    )
    updated_at = models.DateTimeField(_("last changed at"), auto_now=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects: Any = SessionReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("session report")
        verbose_name_plural = _("session reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(published_at__isnull=False),
                name="learningtables_published_report_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)
