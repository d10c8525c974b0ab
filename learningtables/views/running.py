from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from regions.views import ActionFormMixin, ActionView

from .. import actions, rules
from ..calendar import PUBLISH, session_calendar
from ..emails import session_url
from ..forms import AttendanceForm, ReflectionForm
from ..models import Participant, SessionCase, SessionPage
from ..states import Rsvp
from .base import SessionMixin


class ReplyView(SessionMixin, ActionView):
    rule = staticmethod(rules.takes_part)
    success_message = _("Thank you, your reply is noted.")

    def act(self, obj: SessionPage, user: Any) -> Participant:
        rsvp = self.request.POST.get("rsvp")
        if rsvp not in Rsvp.values:
            raise SuspiciousOperation("No such reply")
        return actions.reply(obj, rsvp=Rsvp(rsvp), user=user)


class CalendarView(LoginRequiredMixin, View):
    """The session as a file for a participant's own calendar."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        visible = SessionPage.objects.visible_to(request.user).select_related("owner")
        session = get_object_or_404(visible, pk=pk)
        if not rules.takes_part(request.user, session):
            raise Http404
        content = session_calendar(session, method=PUBLISH, url=session_url(session))
        headers = {"Content-Disposition": 'attachment; filename="leertafel.ics"'}
        return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


class AttendanceView(SessionMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.may_lead)
    template_name = "learningtables/attendance_form.html"
    form_class = AttendanceForm
    success_message = _("Saved who was there.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.session}


class OpenReflectionView(SessionMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.may_lead)
    template_name = "learningtables/reflection_form.html"
    form_class = ReflectionForm
    success_message = _("The central question is open. Everybody answers alone first.")

    @cached_property
    def item(self) -> SessionCase:
        items = self.session.agenda_for(self.request.user)
        return get_object_or_404(items, pk=self.kwargs["item_pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "item": self.item}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item, **kwargs)

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("casestudies:reflection", args=[self.object.pk])
