from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel

from lessons.models import Action, ContentPage
from lessons.states import Kind
from regions.models import Membership

from .. import rules
from .sessions import SessionPage
from .shown import tell_open_rooms

PAGE_SIZE = 20


class LearningTablePage(ContentPage):
    """A standing group that holds sessions. What is between its people lies in ``circle``; the page itself may be public."""

    KIND = Kind.TABLE

    purpose = models.TextField(_("purpose"))
    rhythm = models.CharField(_("rhythm"), max_length=100, blank=True, help_text=_("For instance: every six weeks."))
    circle = models.OneToOneField(
        "regions.Circle", models.PROTECT, related_name="learning_table", verbose_name=_("circle"), editable=False
    )

    parent_page_types = ["home.RegionPage"]
    subpage_types = ["learningtables.SessionPage"]
    template = "learningtables/learning_table_page.html"
    is_creatable = False  # a table is founded on its own screen, which makes its circle

    search_fields = [*ContentPage.search_fields, index.SearchField("purpose")]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("purpose"),
        FieldPanel("rhythm"),
        FieldPanel("lead_region"),
        FieldPanel("further_regions"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("audience_key"),
    ]

    class Meta:
        verbose_name = _("learning table")
        verbose_name_plural = _("learning tables")

    @property
    def people(self) -> "models.QuerySet[Membership]":
        """Who sits at the table now, facilitators first; not whose account was deactivated."""
        active = Membership.objects.reading().filter(circle=self.circle_id, user__is_active=True)
        seats = active.select_related("user__organisation")
        return seats.order_by("role", "user__first_name", "user__last_name", "pk")

    @property
    def turns(self) -> "models.QuerySet[Any]":
        """The rota: those in it who sit at the table now, in their order."""
        return self.rota.filter(user__in=self.people.values("user")).select_related("user")

    def sessions_for(self, user: Any) -> Any:
        return SessionPage.objects.child_of(self).visible_to(user)

    def open_actions_for(self, user: Any) -> "models.QuerySet[Action]":
        """What the table still has to do: for who sits at it."""
        if not rules.sits_at(user, self):
            return Action.objects.none()
        return Action.objects.filter(circle=self.circle_id).open().select_related("owner", "page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        user = request.user
        sessions = self.sessions_for(user)
        sits_here = rules.sits_at(user, self)
        return context | {
            "regions": [self.lead_region, *self.further_regions.all()],
            "sits_here": sits_here,
            "leads": rules.leads_table(user, self),
            "coming": _told(_page(request, _with_leaders(sessions.coming()), "komend"), user),
            "past": _told(_page(request, _with_leaders(sessions.past()), "geweest"), user),
            "people": _page(request, self.people, "leden"),
            "polls": list(self.date_polls.filter(closed_at=None)) if sits_here else [],
            "turns": list(self.turns) if sits_here else [],
            "actions": _page(request, self.open_actions_for(user), "acties"),
        }


def _with_leaders(sessions: Any) -> Any:
    return sessions.select_related("facilitator", "room__facilitator__user")


def _told(sessions: Any, user: Any) -> Any:
    tell_open_rooms(sessions, user=user)
    return sessions


def _page(request: HttpRequest, rows: Any, parameter: str) -> Any:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get(parameter))
