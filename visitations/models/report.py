"""The report: a page in versions, composed from findings and recommendations with free text between."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PagePermissionTester

from lessons.models import ContentPage
from lessons.policies import Nobody
from lessons.states import Kind

from ..blocks import report_blocks, words_of
from ..states import PUBLISHED_STAGES, VersionKind
from .trajectory import VisitationPage


class VisitationReportPage(ContentPage):
    """The report, a child of its visitation's page: the committee's until it is published, then its audience's.

    Findings, recommendations, the ledger of the fact check and the response are shown from their own tables. Until
    publication the text lives in revisions alone: the columns, and so the index, hold nothing of it.
    """

    KIND = Kind.REPORT

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(report_blocks(), blank=True, verbose_name=_("between introduction and conclusion"))
    conclusion = models.TextField(_("conclusion"), blank=True)

    is_creatable = False
    parent_page_types = ["visitations.VisitationPage"]
    subpage_types: list[str] = []
    template = "visitations/visitation_report_page.html"

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("get_body_text"),
        index.SearchField("conclusion"),
        index.SearchField("get_findings_text"),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("introduction"),
        FieldPanel("conclusion"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("sources"),
    ]

    class Meta:
        verbose_name = _("visitation report")
        verbose_name_plural = _("visitation reports")

    @cached_property
    def visitation(self) -> VisitationPage:
        parent_path = self._get_basepath(self.path, self.depth - 1)
        visitations = VisitationPage.objects.select_related("lead_region", "organisation", "framework")
        return visitations.get(path=parent_path)

    def get_body_text(self) -> str:
        """The free text between findings and recommendations."""
        return "\n".join(text for block in self.body for text in words_of(block))

    def get_findings_text(self) -> str:
        return self.text_elsewhere()

    @classmethod
    def texts_elsewhere(cls, pages: Iterable[Any]) -> dict[int, str]:
        """Findings and recommendations, once they are published."""
        reports = {page.path[: -page.steplen]: page.pk for page in pages if page.live}
        published = VisitationPage.objects.filter(path__in=reports, stage__in=PUBLISHED_STAGES)
        texts: dict[int, list[str]] = defaultdict(list)
        for held, column in (("findings", "statement"), ("recommendations", "text")):
            rows = published.order_by(f"{held}__number").values_list("path", f"{held}__{column}")
            for path, text in rows:
                texts[reports[path]].append(text or "")
        return {pk: "\n".join(filter(None, held)) for pk, held in texts.items()}

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Nobody's: a report is written in the committee's workspace and stands as it was published."""
        return Nobody(self)

    def get_admin_display_title(self) -> str:
        """The working title is the committee's."""
        return super().get_admin_display_title() if self.live else self.title

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..overview import report_context

        return {**super().get_context(request, *args, **kwargs), **report_context(self)}


class ReportVersion(models.Model):
    """The whole report as it stood at one moment: what the visited party saw, what was final, what was published.

    ``contents`` is what `visitations.versions.contents_of_report` gives: every text under a key that stays the same from
    version to version, so that two versions can be compared key by key.
    """

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="versions", verbose_name=_("visitation")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=VersionKind)
    contents = models.JSONField(_("contents"), editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"), editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["visitation", "number"], name="visitations_version_number_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.number})"
