from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from lessons.states import Kind
from lessons.views import ContentListView
from regions.numbers import number_in
from regions.views import ActionFormMixin

from .. import actions
from ..forms import SessionForm
from ..models import DateOption, SessionPage, tell_open_rooms
from .base import ConfirmView, SessionMixin, TableMixin


class SessionListView(ContentListView):
    kinds = (Kind.SESSION,)
    title = _("Upcoming sessions")
    intro = _("Sessions of your learning tables, and those open to more people.")
    empty_title = _("No sessions planned")
    empty_text = _("The facilitator of a table plans its sessions. You see those of tables at which you sit.")

    def get_links(self) -> list[tuple[str, Any]]:
        if not self.request.user.is_authenticated:
            return []
        return [(reverse("learningtables:feeds"), _("Sessions in your own calendar"))]

    def get_visible(self) -> Any:
        return SessionPage.objects.visible_to(self.request.user).coming()

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by("starts_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["pages"] = tell_open_rooms(context["pages"], user=self.request.user)
        return context


class SessionDoorView(LoginRequiredMixin, View):
    """An address for mails and calendars: asks to sign in, then leads to the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = get_object_or_404(SessionPage.objects.visible_to(request.user), pk=pk)
        return redirect(session.get_url(request))


class PlanView(TableMixin, ActionFormMixin, FormView):
    """``?casus=`` ticks a case beforehand; ``?moment=`` is the one that was picked from a date poll."""

    template_name = "learningtables/session_form.html"
    form_class = SessionForm
    success_message = _("The session is planned and the invitations are on their way.")

    def get_initial(self) -> dict[str, Any]:
        case, moment = (number_in(self.request.GET.get(name, "")) for name in ("casus", "moment"))
        cases = {"cases": [case]} if case else {}
        return {**cases, **(self._picked(moment) if moment else {})}

    def _picked(self, pk: int) -> dict[str, Any]:
        options = DateOption.objects.filter(poll__table=self.table, poll__closed_at=None)
        option = options.select_related("poll").filter(pk=pk).first()
        if option is None:
            return {}
        begins, ends = timezone.localtime(option.starts_at), timezone.localtime(option.ends_at)
        times = {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
        return {"moment": option, "title": option.poll.title, **times}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "table": self.table, "user": self.request.user}

    def get_success_url(self) -> str:
        session: SessionPage = self.object
        return session.get_url(self.request)


class ChangeSessionView(SessionMixin, ActionFormMixin, FormView):
    template_name = "learningtables/session_form.html"
    form_class = SessionForm
    success_message = _("Saved. Who is expected hears of it when time or place changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"table": self.session.table, "session": self.session, "user": self.request.user}
        return {**super().get_form_kwargs(), **own}


class CancelView(SessionMixin, ConfirmView):
    success_message = _("The session is cancelled. Everybody expected gets a mail.")

    def act(self, obj: SessionPage, user: Any) -> SessionPage:
        return actions.cancel_session(obj, user=user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Cancel this session?"),
            text=_(
                "Everybody expected gets a mail that takes it out of their calendar. The page stays and says it is off."
            ),
            button=_("Cancel the session"),
            back=self.session.get_url(self.request),
            **kwargs,
        )
