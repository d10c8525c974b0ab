"""Before and during the visit: documents that were asked for, and the programme."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from .. import actions, rules
from ..calendar import programme_file, programme_of
from ..forms import AnswerForm, AttachmentForm, ProgrammeForm, RequestForm
from ..models import DocumentRequest, ProgrammeItem, VisitationPage
from ..states import REQUEST_MOVES, ProgrammeKind, RequestStatus
from .attachments import AttachView
from .base import Button, FormScreen, Screen, VisitationMixin, of_both_sides, of_committee, of_visited_party

SETTLED_BY_COMMITTEE = (RequestStatus.ACCEPTED, RequestStatus.ASKED, RequestStatus.WITHDRAWN)


class RequestsView(Screen):
    template_name = "visitations/requests.html"
    door = staticmethod(of_both_sides)
    rule = staticmethod(rules.may_see_requests)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        requests = list(visitation.document_requests.prefetch_related("attachments"))
        for one in requests:
            following = REQUEST_MOVES[one.status]
            one.moves = [(to, _label(one, to)) for to in SETTLED_BY_COMMITTEE if to in following]  # type: ignore[attr-defined]
            one.awaits_answer = RequestStatus.DELIVERED in following  # type: ignore[attr-defined]
        return super().get_context_data(
            requests=requests,
            asking=rules.may_write(user, visitation),
            answering=rules.may_answer_requests(user, visitation),
            settled=sum(one.status not in {RequestStatus.ASKED, RequestStatus.DELIVERED} for one in requests),
            **kwargs,
        )


def _label(request: DocumentRequest, to: str) -> Any:
    return {
        RequestStatus.ACCEPTED: _("This is what we asked for"),
        RequestStatus.ASKED: _("Ask again"),
        RequestStatus.WITHDRAWN: _("We no longer need this"),
    }[RequestStatus(to)]


class AskView(FormScreen):
    form_class = RequestForm
    door = staticmethod(of_committee)
    rule = staticmethod(rules.may_write)
    back = "requests"
    title = _("Ask for a document")
    intro = _("The visited party gets a mail, and hands it over here.")
    submit = _("Ask")
    success_message = _("The visited party has been asked.")


class AboutARequest(VisitationMixin):
    @cached_property
    def asked(self) -> DocumentRequest:
        return get_object_or_404(self.visitation.document_requests, pk=self.kwargs["request_pk"])


class AnswerView(AboutARequest, FormScreen):
    template_name = "visitations/answer_request.html"
    form_class = AnswerForm
    about = ("asked",)
    door = staticmethod(of_visited_party)
    rule = staticmethod(rules.may_answer_requests)
    back = "requests"
    title = _("Answer a request")
    submit = _("Answer")
    success_message = _("The committee has been told.")


class RequestAttachView(AboutARequest, AttachView):
    form_class = AttachmentForm
    rule = staticmethod(rules.may_answer_requests)
    back = "requests"

    @property
    def to(self) -> DocumentRequest:
        return self.asked


class SettleView(AboutARequest, Button):
    rule = staticmethod(rules.may_write)
    back = "requests"
    success_message = _("Done.")

    def act(self, obj: VisitationPage, user: Any) -> DocumentRequest:
        if self.kwargs["status"] not in RequestStatus.values:
            raise Http404
        return actions.settle_request(self.asked, to=RequestStatus(self.kwargs["status"]), user=user)


class ProgrammeView(Screen):
    """Observers see the visit; the deliberation stays with those who judge."""

    template_name = "visitations/programme.html"
    door = staticmethod(of_both_sides)
    rule = staticmethod(rules.may_see_programme)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        return super().get_context_data(
            items=programme_of(visitation, user).filter(cancelled=False),
            planning=rules.may_plan(user, visitation),
            noting=rules.may_write(user, visitation),
            **kwargs,
        )


class ProgrammeFileView(VisitationMixin, View):
    door = staticmethod(of_both_sides)
    rule = staticmethod(rules.may_see_programme)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        calendar = programme_file(self.visitation, self.request.user)
        return HttpResponse(
            calendar,
            content_type="text/calendar; charset=utf-8",
            headers={
                "Content-Disposition": 'attachment; filename="programma.ics"',
                "Cache-Control": "private, no-store",
            },
        )


class ProgrammeItemView(FormScreen):
    """Plans a part, or changes the one that ``item_pk`` names."""

    form_class = ProgrammeForm
    about = ("visitation", "item")
    door = staticmethod(of_both_sides)
    rule = staticmethod(rules.may_plan)
    back = "programme"
    title = _("Part of the programme")
    submit = _("Save")
    success_message = _("Saved. Send the programme when it stands, so that everybody has it.")

    @cached_property
    def item(self) -> ProgrammeItem | None:
        if "item_pk" not in self.kwargs:
            return None
        items = programme_of(self.visitation, self.request.user).filter(cancelled=False)
        return get_object_or_404(items, pk=self.kwargs["item_pk"])

    def get_form(self, form_class: Any = None) -> Any:
        """Only who judges plans the deliberation; for others it is not there."""
        form = super().get_form(form_class)
        if not rules.judges(self.request.user, self.visitation):
            kind = form.fields["kind"]
            kind.choices = [choice for choice in kind.choices if choice[0] != ProgrammeKind.DELIBERATION]
            kind.help_text = ""
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.item and reverse("visitations:programme_cancel", args=[self.visitation.pk, self.item.pk])
        return super().get_context_data(remove=address, **kwargs)


class ProgrammeCancelView(Button):
    door = staticmethod(of_both_sides)
    rule = staticmethod(rules.may_plan)
    back = "programme"
    success_message = _("This part was cancelled. Send the programme, so that calendars know.")

    def act(self, obj: VisitationPage, user: Any) -> ProgrammeItem:
        item = get_object_or_404(programme_of(obj, user), pk=self.kwargs["item_pk"])
        return actions.cancel_item(item, user=user)


class ProgrammeSendView(Button):
    door = staticmethod(of_both_sides)
    rule = staticmethod(rules.may_plan)
    back = "programme"
    success_message = _("Everybody who takes part has been sent the programme.")

    def act(self, obj: VisitationPage, user: Any) -> VisitationPage:
        return actions.send_programme(obj, user=user)
