"""The trajectory of a visitation, its stages with dates, the committee's declarations, and the published report."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager, PagePermissionTester

from lessons.models import ContentPage
from lessons.models.content import ContentPageQuerySet
from lessons.policies import Nobody
from lessons.states import Kind
from regions.rules import is_editor
from regions.states import MembershipStatus

from ..states import PUBLISHED_STAGES, Stage, TieDecision, TieKind
from .frameworks import Framework
from .permissions import visitation_tester


class VisitationPageQuerySet(ContentPageQuerySet):
    def of_committee(self, user: Any) -> "VisitationPageQuerySet":
        """Visitations in whose committee ``user`` reads: has declared, and is not recused."""
        return self.filter(committee__in=user.memberships.reading().values("circle"))

    def of_visited_party(self, user: Any) -> "VisitationPageQuerySet":
        """Nobody is on both sides of the table: who was asked for the committee does not speak for the visited party."""
        visited = self.filter(visited_party__in=user.memberships.reading().values("circle"))
        return visited.exclude(committee__in=_seats_of(user))

    def with_seat_of(self, user: Any) -> "VisitationPageQuerySet":
        """Visitations whose committee ``user`` was asked for, whatever became of it."""
        return self.filter(committee__in=_seats_of(user))

    def edited_by(self, user: Any) -> "VisitationPageQuerySet":
        """Visitations that ``user`` keeps going as a national editor (`rules.edits`): none at whose tables they sit."""
        if not is_editor(user):
            return self.none()
        return self.exclude(committee__in=_seats_of(user)).exclude(visited_party__in=_seats_of(user))


def _seats_of(user: Any) -> models.QuerySet:
    """The circles in which there is a seat for ``user``, whatever became of it."""
    return user.memberships.exclude(status=MembershipStatus.ENDED).values("circle")


VisitationPageManager = PageManager.from_queryset(VisitationPageQuerySet)


class VisitationPage(ContentPage):
    """The lead region is the region visited; ``organisation`` when it is one organisation in it. ``stage`` is written by
    actions only. The page tells that the visitation runs, by whom and when; what the committee writes is elsewhere."""

    KIND = Kind.VISITATION

    organisation = models.ForeignKey(
        "regions.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visitations",
        verbose_name=_("organisation visited"),
    )
    question = models.TextField(_("question to the committee"))
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="visitations", verbose_name=_("framework"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.SCOPE, editable=False)
    committee = models.OneToOneField(
        "regions.Circle", models.PROTECT, related_name="visitation", verbose_name=_("committee"), editable=False
    )
    visited_party = models.OneToOneField(
        "regions.Circle",
        models.PROTECT,
        related_name="visitation_received",
        verbose_name=_("visited party"),
        editable=False,
    )

    objects: Any = VisitationPageManager()

    is_creatable = False  # a visitation is started on a page of its own, which founds its two circles as well
    parent_page_types = ["home.RegionPage"]
    subpage_types = ["visitations.VisitationReportPage"]
    template = "visitations/visitation_page.html"

    search_fields = [*ContentPage.search_fields, index.SearchField("question"), index.FilterField("stage")]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("question"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("audience_key"),
    ]

    class Meta:
        verbose_name = _("visitation")
        verbose_name_plural = _("visitations")

    def with_content_json(self, content: dict[str, Any]) -> "VisitationPage":
        """A revision holds the page's text; the stage it was saved in must not come back with it."""
        page = super().with_content_json(content)
        page.stage = VisitationPage.objects.values_list("stage", flat=True).get(pk=self.pk)
        return page

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return visitation_tester(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..overview import visitation_context

        return {**super().get_context(request, *args, **kwargs), **visitation_context(self, request.user)}

    @cached_property
    def report(self) -> "VisitationReportPage | None":
        return VisitationReportPage.objects.child_of(self).first()

    @property
    def visited(self) -> str:
        """Who is visited, in words."""
        return f"{self.organisation}, {self.lead_region}" if self.organisation else str(self.lead_region)


class StageTerm(models.Model):
    """When a stage is due, for everyone to see, and when it was done."""

    visitation = models.ForeignKey(VisitationPage, models.CASCADE, related_name="terms", verbose_name=_("visitation"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["visitation", "stage"], name="visitations_one_term_per_stage")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.due_on}"

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()


class Declaration(models.Model):
    """What ties a committee member has to the visited party. Before it is given, and when it leads to recusal, the member
    reads nothing that is not public: the membership is not active."""

    membership = models.OneToOneField(
        "regions.Membership", models.CASCADE, related_name="declaration", verbose_name=_("membership")
    )
    tie = models.CharField(_("tie"), max_length=20, choices=TieKind, default=TieKind.NONE)
    explanation = models.TextField(_("explanation"), blank=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=TieDecision, default=TieDecision.PENDING, editable=False
    )
    reason = models.TextField(_("reason"), blank=True, editable=False)
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("declaration of independence")
        verbose_name_plural = _("declarations of independence")

    def __str__(self) -> str:
        return self.get_tie_display()


class VisitationReportPage(ContentPage):
    """The report, a child of its visitation's page: the committee's until it is published, then its audience's.

    Findings, recommendations, the ledger of the fact check and the response are shown from their own tables. Until
    publication the text lives in revisions alone: the columns, and so the index, hold nothing of it.
    """

    KIND = Kind.REPORT

    introduction = models.TextField(_("introduction"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    is_creatable = False
    parent_page_types = ["visitations.VisitationPage"]
    subpage_types: list[str] = []
    template = "visitations/visitation_report_page.html"

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("introduction"),
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

    def get_findings_text(self) -> str:
        return self.texts_elsewhere([self]).get(self.pk, "")

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
