"""The trajectory of a visitation, its stages with dates, the committee's declarations, and the published report."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel

from lessons.models import ContentPage
from lessons.states import Kind

from ..states import PUBLISHED_STAGES, Stage, TieDecision, TieKind
from .frameworks import Framework


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

    class Meta:
        verbose_name = _("declaration of independence")
        verbose_name_plural = _("declarations of independence")

    def __str__(self) -> str:
        return self.get_tie_display()


class VisitationReportPage(ContentPage):
    """The report, a child of its visitation's page: the committee's until it is published, then its audience's.

    Findings, recommendations, the ledger of the fact check and the response are shown from their own tables.
    """

    KIND = Kind.REPORT

    introduction = models.TextField(_("introduction"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

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

    @property
    def visitation(self) -> VisitationPage:
        return VisitationPage.objects.get(pk=self.get_parent().pk)

    def get_findings_text(self) -> str:
        """Findings and recommendations for the index; nothing before they are published."""
        visitation = self.visitation
        if visitation.stage not in PUBLISHED_STAGES:
            return ""
        findings = visitation.findings.values_list("statement", flat=True)
        return "\n".join([*findings, *visitation.recommendations.values_list("text", flat=True)])
