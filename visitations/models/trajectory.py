"""The visitation: who is visited, about what, by whom, and where it stands."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager, PagePermissionTester

from lessons.models import ContentPage
from lessons.models.content import ContentPageQuerySet
from lessons.states import Kind
from regions.rules import is_editor
from regions.states import MembershipStatus

from ..states import Stage
from .frameworks import Framework
from .permissions import visitation_tester

if TYPE_CHECKING:
    from .report import VisitationReportPage


class VisitationPageQuerySet(ContentPageQuerySet):
    def of_committee(self, user: Any) -> "VisitationPageQuerySet":
        return self.filter(on_committee(user))

    def of_visited_party(self, user: Any) -> "VisitationPageQuerySet":
        return self.filter(at_visited_party(user))

    def of_both_sides(self, user: Any) -> "VisitationPageQuerySet":
        return self.filter(on_committee(user) | at_visited_party(user))

    def of_those_involved(self, user: Any) -> "VisitationPageQuerySet":
        return self.filter(on_committee(user) | at_visited_party(user) | _edits(user))

    def with_seat_of(self, user: Any) -> "VisitationPageQuerySet":
        """Visitations whose committee ``user`` was asked for, whatever became of it."""
        return self.filter(committee__in=_seats_of(user))

    def of_panel(self, user: Any) -> "VisitationPageQuerySet":
        """Visitations on whose panel ``user`` speaks, and sits at neither table."""
        seats = _seats_of(user)
        return self.filter(Q(panel__in=_read_by(user)), ~Q(committee__in=seats), ~Q(visited_party__in=seats))


def on_committee(user: Any) -> Q:
    """Visitations in whose committee ``user`` reads: has declared, and is not recused."""
    return Q(committee__in=_read_by(user))


def at_visited_party(user: Any) -> Q:
    """Nobody is on both sides of the table: who was asked for the committee does not speak for the visited party."""
    return Q(visited_party__in=_read_by(user)) & ~Q(committee__in=_seats_of(user))


def _edits(user: Any) -> Q:
    """Visitations that ``user`` keeps going as a national editor (`rules.edits`): none at whose tables they sit."""
    if not is_editor(user):
        return Q(pk__in=[])
    seats = _seats_of(user)
    return ~Q(committee__in=seats) & ~Q(visited_party__in=seats) & ~Q(panel__isnull=False, panel__in=seats)


def _read_by(user: Any) -> models.QuerySet:
    return user.memberships.reading().values("circle")


def _seats_of(user: Any) -> models.QuerySet:
    """The circles in which there is a seat for ``user``, whatever became of it."""
    return user.memberships.exclude(status=MembershipStatus.ENDED).values("circle")


# Where the visitation stands; columns of the page that no form has.
WRITTEN_BY_ACTIONS = (
    "stage",
    "panel_id",
    "objections_waived_on",
    "installed_on",
    "self_evaluated_on",
    "judgements_opened_on",
)

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
    panel = models.OneToOneField(
        "regions.Circle",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visitation_seen",
        verbose_name=_("panel of young people and parents"),
        editable=False,
    )
    objections_waived_on = models.DateField(_("no objections, said on"), null=True, blank=True, editable=False)
    installed_on = models.DateField(_("committee installed on"), null=True, blank=True, editable=False)
    self_evaluated_on = models.DateField(_("self-evaluation handed in on"), null=True, blank=True, editable=False)
    judgements_opened_on = models.DateField(_("members' judgements opened on"), null=True, blank=True, editable=False)

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
        """A revision holds the page's text; where the visitation stood when it was saved must not come back with it."""
        page = super().with_content_json(content)
        now = VisitationPage.objects.values(*WRITTEN_BY_ACTIONS).get(pk=self.pk)
        for name, value in now.items():
            setattr(page, name, value)
        return page

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return visitation_tester(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..overview import visitation_context

        return {**super().get_context(request, *args, **kwargs), **visitation_context(self, request.user)}

    @cached_property
    def report(self) -> "VisitationReportPage | None":
        from .report import VisitationReportPage

        return VisitationReportPage.objects.child_of(self).first()

    @property
    def visited(self) -> str:
        """Who is visited, in words."""
        return f"{self.organisation}, {self.lead_region}" if self.organisation else str(self.lead_region)
