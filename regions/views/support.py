"""Requests for support: the region's own screens and those of the national support structure are the same."""

from typing import Any

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from .. import actions, rules
from ..actions.support import ASKED
from ..forms.support import CloseSupportForm, SupportMessageForm, SupportRequestForm
from ..list_columns import SUPPORT_COLUMNS
from ..models import Region, SupportRequest
from ..states import SUPPORT_MOVES, SupportStatus
from ..versions import version_of
from .base import ActionFormMixin, ActionView, ListView, RuleRequiredMixin
from .exporting import ExportMixin

# Where each move is made, in the order in which they stand on the screen.
MOVES = {
    "send": SupportStatus.SENT,
    "agree": SupportStatus.AGREED,
    "reopen": SupportStatus.IN_CONVERSATION,
    "close": SupportStatus.CLOSED,
    "withdraw": SupportStatus.WITHDRAWN,
}


class SupportListView(RuleRequiredMixin, ExportMixin, ListView):
    """The open ones first; each with the region it is of."""

    template_name = "regions/support_list.html"
    export_name = "steunvragen"
    export_columns = SUPPORT_COLUMNS
    context_object_name = "requests"
    paginate_by = 20
    rule = staticmethod(lambda user, _obj: rules.takes_part_in_support(user))

    def get_rule_object(self) -> None:
        return None

    def get_queryset(self) -> QuerySet[SupportRequest]:
        return (
            SupportRequest.objects.visible_to(self.request.user)
            .select_related("region")
            .order_by(F("closed_at").asc(nulls_first=True), "-created_at", "-pk")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            coordinated=Region.objects.current().coordinated_by(self.request.user), **kwargs
        )


class SupportMixin(RuleRequiredMixin):
    """Who does not see a request meets 404; who sees it but may not do this, 403."""

    rule = staticmethod(rules.may_read_support)

    def get_rule_object(self) -> SupportRequest:
        visible = SupportRequest.objects.visible_to(self.request.user).select_related("region__circle")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_object(self, queryset: Any = None) -> SupportRequest:
        return self.get_rule_object()

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("regions:support", args=[self.kwargs["pk"]])


class SupportView(SupportMixin, ActionFormMixin, FormView):
    """The three answers, the conversation, and what can be done next."""

    template_name = "regions/support.html"
    form_class = SupportMessageForm
    success_message = _("Said. The other side hears that there is something new.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obj, user = self.get_rule_object(), self.request.user
        said = obj.sent_at is not None and obj.status not in {SupportStatus.WITHDRAWN, SupportStatus.CLOSED}
        return super().get_context_data(
            support=obj,
            version=version_of(obj, fields=ASKED),
            messages_said=obj.messages.select_related("author"),
            may_say=said,
            may_write=rules.may_write_support(user, obj) and obj.status == SupportStatus.DRAFT,
            moves={name for name in MOVES if _may_move(user, obj, name)},
            **kwargs,
        )


def _may_move(user: Any, obj: SupportRequest, name: str) -> bool:
    rule = rules.may_agree_support if name == "agree" else rules.may_close_support
    own = name in {"send", "withdraw"}
    allowed = rules.may_write_support(user, obj) if own else rule(user, obj)
    closed_only = name == "reopen" and obj.status not in {SupportStatus.CLOSED, SupportStatus.AGREED}
    return allowed and not closed_only and MOVES[name] in SUPPORT_MOVES[obj.status]


class SupportWriteView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "regions/support_form.html"
    form_class = SupportRequestForm
    rule = staticmethod(rules.is_coordinator)
    success_message = _("Kept as a draft. Read it together, then send it.")

    def get_rule_object(self) -> Region:
        return get_object_or_404(Region.objects.current(), slug=self.kwargs["slug"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "region": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(region=self.get_rule_object(), **kwargs)

    def get_success_url(self) -> str:
        return reverse("regions:support", args=[self.object.pk])


class SupportEditView(SupportMixin, ActionFormMixin, FormView):
    template_name = "regions/support_form.html"
    form_class = SupportRequestForm
    rule = staticmethod(rules.may_write_support)
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        obj = self.get_rule_object()
        return {**super().get_form_kwargs(), "instance": obj, "region": obj.region}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obj = self.get_rule_object()
        return super().get_context_data(region=obj.region, support=obj, **kwargs)


class SupportSendView(SupportMixin, ActionView):
    rule = staticmethod(rules.may_write_support)
    success_message = _("Sent. The advisers of the national support structure read it from now on.")

    def act(self, obj: SupportRequest, user: Any) -> Any:
        return actions.send_support_request(obj, version=self.request.POST.get("version"), user=user)


class SupportWithdrawView(SupportMixin, ActionView):
    rule = staticmethod(rules.may_write_support)
    success_message = _("Withdrawn.")

    def act(self, obj: SupportRequest, user: Any) -> Any:
        return actions.withdraw_support_request(obj, user=user)


class SupportAgreeView(SupportMixin, ActionView):
    rule = staticmethod(rules.may_agree_support)
    success_message = _("Noted that support is agreed.")

    def act(self, obj: SupportRequest, user: Any) -> Any:
        return actions.agree_support(obj, user=user)


class SupportReopenView(SupportMixin, ActionView):
    rule = staticmethod(rules.may_close_support)
    success_message = _("Open again.")

    def act(self, obj: SupportRequest, user: Any) -> Any:
        return actions.reopen_support_request(obj, user=user)


class SupportCloseView(SupportMixin, ActionFormMixin, FormView):
    template_name = "regions/support_close.html"
    form_class = CloseSupportForm
    rule = staticmethod(rules.may_close_support)
    success_message = _("Closed. What came of it stands with the request.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(support=self.get_rule_object(), **kwargs)
