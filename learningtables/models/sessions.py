"""Sessions of a learning table: when and where, which cases, who comes, and the report of it."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager

from lessons.models import ContentPage
from lessons.models.content import ContentPageQuerySet
from lessons.states import Kind
from regions.audience import MEMBERS, PUBLIC, WIDE

from .. import rules
from ..page_forms import SessionPageForm
from ..states import OWN_REPLIES, ReportState, Rsvp, SessionState
from .methods import Method
from .shown import circle_of, leader_of, standing_of, tell_open_rooms

if TYPE_CHECKING:
    from .tables import LearningTablePage


class SessionQuerySet(ContentPageQuerySet):
    def coming(self) -> "SessionQuerySet":
        """Not over yet, soonest first; a cancelled one is among them, so that nobody looks for it in vain."""
        return self.exclude(state=SessionState.HELD).filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self) -> "SessionQuerySet":
        return self.filter(Q(state=SessionState.HELD) | Q(ends_at__lt=timezone.now())).order_by("-starts_at", "-pk")


# People were told of these by mail: they change on the session's own screen, not with a revision that is taken back.
TOLD = ("starts_at", "ends_at", "date", "place", "link", "method_id", "facilitator_id", "state", "sequence", "uid")

SessionPageManager = PageManager.from_queryset(SessionQuerySet)


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
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whose turn it is to lead"),
        help_text=_("Somebody at the table; left empty, its facilitators lead."),
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects: Any = SessionPageManager()
    base_form_class = SessionPageForm
    circle_id = cached_property(circle_of)

    parent_page_types = ["learningtables.LearningTablePage"]
    subpage_types: list[str] = []
    template = "learningtables/session_page.html"
    is_creatable = False  # a session is planned on its own screen, which invites people
    has_room_open_to_reader = False  # until `tell_open_rooms` says otherwise
    exclude_fields_in_copy = ["uid", "sequence", "state"]

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
        return self.text_elsewhere()

    @classmethod
    def texts_elsewhere(cls, pages: Iterable[Any]) -> dict[int, str]:
        published = SessionReport.objects.published().for_every_reader().filter(session__in=list(pages))
        return dict(published.values_list("session", "body"))

    def with_content_json(self, content: dict[str, Any]) -> "SessionPage":
        page = super().with_content_json(content)
        for name in TOLD:
            setattr(page, name, getattr(self, name))
        return page

    def can_move_to(self, parent: Any) -> bool:
        """Not to another table, whose people would read what was written at this one."""
        return super().can_move_to(parent) and self.get_parent().pk == parent.pk

    @cached_property
    def table(self) -> "LearningTablePage":
        from .tables import LearningTablePage

        return LearningTablePage.objects.ancestor_of(self).select_related("circle", "lead_region").get()

    @property
    def is_past(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def has_begun(self) -> bool:
        """From the day itself on: who reports just before the end need not wait for the clock."""
        return timezone.localdate(self.starts_at) <= timezone.localdate()

    @property
    def is_open_for_replies(self) -> bool:
        return self.state == SessionState.PLANNED and not self.is_past

    @property
    def standing(self) -> dict[str, Any]:
        return standing_of(self)

    @property
    def leader(self) -> dict[str, Any] | None:
        return leader_of(self)

    def card(self) -> dict[str, Any]:
        shown = ("kind", "title", "summary", "audience_key")
        card = {name: getattr(self, name) for name in shown}
        return card | {
            "region": self.lead_region,
            "date": timezone.localdate(self.starts_at),
            "status": self.standing["label"],
            "status_tone": self.standing["tone"],
            "themes": self.themes.all(),
            "tags": [tagged.tag for tagged in self.tagged_items.all()],
            "meta": self._meta_line(),
        }

    def _meta_line(self) -> str:
        """When and where; of which table, when that is known without asking (`with_tables`)."""
        begins, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        table = vars(self).get("table")
        parts = [f"{begins:%H:%M}–{ends:%H:%M}", self.place, table.title if table else ""]
        return ", ".join(filter(None, parts))

    def report_for(self, user: Any) -> "SessionReport | None":
        """The report as far as ``user``, who reads this page, may see it: a draft is theirs who lead, and what it tells of a
        case stays with those who may read the case."""
        reports = SessionReport.objects.filter(session=self)
        if not rules.may_lead(user, self):
            reports = reports.published()
        if not rules.sits_at(user, self.table):
            reports = reports.for_every_reader()
        return reports.select_related("updated_by").first()

    def agenda_for(self, user: Any) -> "models.QuerySet[SessionCase]":
        """The cases on the agenda that ``user`` may read; a wider audience of this page does not widen theirs."""
        readable = ContentPage.objects.visible_to(user).values("pk")
        return self.agenda.filter(case__in=readable).select_related("case__lead_region", "reflection")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        user = request.user
        tell_open_rooms([self], user=user)
        sees_people = rules.may_see_people(user, self)
        people = list(self.participants.invited().select_related("user__organisation")) if sees_people else []
        mine = next((one for one in people if one.user_id == user.pk), None)
        agenda = list(self.agenda_for(user))
        return context | {
            "table": self.table,
            "when_where": f"{format_date(timezone.localtime(self.starts_at), 'l j F Y')}, {self._meta_line()}",
            "agenda": agenda,
            "phases": self.method.phases.all(),
            "sees_people": sees_people,
            "people": sorted(people, key=lambda one: str(one.user).casefold()),
            "mine": mine,
            "my_reply": OWN_REPLIES[Rsvp(mine.rsvp)] if mine else "",
            "replies": [(rsvp.value, label) for rsvp, label in OWN_REPLIES.items() if rsvp != Rsvp.NO_REPLY],
            "may_run": rules.may_run(user, self),
            "may_lead": rules.may_lead(user, self),
            "report": self.report_for(user),
            "is_worth_a_report": self.has_begun or any(item.reflection_id for item in agenda),
        }


def with_tables(sessions: Iterable[SessionPage]) -> list[SessionPage]:
    """The sessions, each knowing its table, in one query."""
    from .tables import LearningTablePage

    found = list(sessions)
    paths = {session.path[: -session.steplen] for session in found}
    tables = {table.path: table for table in LearningTablePage.objects.filter(path__in=paths).select_related("circle")}
    for session in found:
        session.table = tables[session.path[: -session.steplen]]
    return found


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


class SessionReportQuerySet(models.QuerySet["SessionReport"]):
    def published(self) -> "SessionReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def for_every_reader(self) -> "SessionReportQuerySet":
        """Those that everybody who reads the session's page may read: not while a case on its agenda is read by fewer."""
        agenda = SessionCase.objects.filter(session=OuterRef("session"))
        narrower = agenda.exclude(case__audience_key__in=WIDE)
        for_members = agenda.filter(case__audience_key=MEMBERS)
        return self.exclude(Q(session__audience_key__in=WIDE) & Exists(narrower)).exclude(
            Q(session__audience_key=PUBLIC) & Exists(for_members)
        )


class SessionReport(models.Model):
    """Drafted from what was said, edited and published by the facilitator. ``version`` rises with each save, so that two
    people at once cannot overwrite each other unseen."""

    session = models.OneToOneField(SessionPage, models.PROTECT, related_name="report", verbose_name=_("session"))
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
