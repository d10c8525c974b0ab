from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from lessons.states import Kind
from lessons.views import ContentListView
from regions.export import Column
from regions.views import ActionFormMixin, ExportMixin, ListView, RuleRequiredMixin

from .. import rules
from ..ahead import ahead_of
from ..forms import MoveForm, StartForm, TermsForm
from ..models import TermTemplate, VisitationPage
from ..overview import goes_back, moved_terms
from ..states import Stage
from .base import FormScreen, committee_or_page, of_those_involved


class VisitationListView(ContentListView):
    kinds = (Kind.VISITATION, Kind.REPORT)
    title = _("Visitations")
    intro = _("Outside eyes on a region or an organisation: what was asked, what was found, and what came of it.")
    empty_title = _("No visitations yet")
    empty_text = _("A national editor starts a visitation when a region asks for one. Take away a filter to see more.")

    def get_links(self) -> list[tuple[str, Any]]:
        user = self.request.user
        links: list[tuple[str, Any]] = [(reverse("visitations:roster"), _("Programme of visitations"))]
        if rules.may_start(user):
            links.append((reverse("visitations:start"), _("Start a visitation")))
        if user.is_authenticated:
            links.append((reverse("visitations:mine"), _("My visitations")))
        return links


class MineView(LoginRequiredMixin, ExportMixin, ListView):
    """Visitations in which the reader sits at one of the tables, also before they have declared."""

    template_name = "visitations/mine.html"
    export_name = "mijn-visitaties"
    export_columns = (
        Column("number", _("number"), "pk"),
        Column("title", _("title"), "title"),
        Column("visited", _("visited"), lambda visitation: str(visitation.visited)),
        Column("stage", _("stage"), "stage", choices=Stage),
        Column("date", _("date"), "date"),
    )
    context_object_name = "visitations"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[VisitationPage]:
        user = self.request.user
        mine = VisitationPage.objects.with_seat_of(user) | VisitationPage.objects.of_visited_party(user)
        mine |= VisitationPage.objects.of_panel(user)
        return mine.distinct().select_related("lead_region", "organisation").order_by("-date", "-pk")


class StartView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "visitations/start.html"
    form_class = StartForm
    rule = staticmethod(rules.may_start)
    success_message = _("The visitation has started. The chair has been asked to declare their ties.")

    def get_rule_object(self) -> None:
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shows the dates of a clock before anything is started."""
        if "show_dates" not in request.POST:
            return super().post(request, *args, **kwargs)
        if not request.POST.get("starts_on"):
            messages.info(request, _("Fill in on which day it starts: the dates are counted from there."))
        return self.render_to_response(self.get_context_data(form=self.get_form().with_dates()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(clocks=TermTemplate.objects.all(), **kwargs)

    def get_success_url(self) -> str:
        return committee_or_page(self.object, self.request.user)


class TermsView(FormScreen):
    template_name = "visitations/terms.html"
    form_class = TermsForm
    door = staticmethod(of_those_involved)
    rule = staticmethod(rules.may_set_terms)
    title = _("Terms")
    intro = _("When each stage is due. Everybody who may see the visitation sees these dates.")
    submit = _("Save the dates")
    success_message = _("The dates have been saved.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(moved=moved_terms(self.visitation), **kwargs)

    def get_success_url(self) -> str:
        return self.visitation.get_url(self.request)


class MoveView(FormScreen):
    """Says what the next stage means, and goes there."""

    template_name = "visitations/move.html"
    form_class = MoveForm
    about = ("visitation", "to")
    door = staticmethod(of_those_involved)
    rule = staticmethod(rules.may_move)
    success_message = _("The visitation has moved to another stage.")

    @property
    def to(self) -> Stage:
        if self.kwargs["stage"] not in Stage.values:
            raise Http404
        return Stage(self.kwargs["stage"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ahead = ahead_of(self.visitation, self.request.user, to=self.to)
        return super().get_context_data(backwards=goes_back(self.visitation, self.to), ahead=ahead, **kwargs)

    def get_success_url(self) -> str:
        return self.visitation.get_url(self.request)
