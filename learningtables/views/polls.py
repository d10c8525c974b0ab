"""Which moment suits: asked of the table, answered in sight of all who sit at it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from .. import actions, rules
from ..forms import PollForm, PollReplyForm
from ..models import DatePoll, DateReply
from ..states import Fits
from .base import ConfirmView, TableMixin


class ProposeView(TableMixin, ActionFormMixin, FormView):
    template_name = "learningtables/poll_form.html"
    form_class = PollForm
    success_message = _("Everybody at the table gets a mail. Say yourself too what suits you.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "table": self.table}

    def get_success_url(self) -> str:
        return reverse("learningtables:poll", args=[self.object.pk])


class PollMixin(RuleRequiredMixin):
    """A poll is its table's own matter, also where the table's page is read more widely."""

    rule = staticmethod(rules.leads_poll)
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def poll(self) -> DatePoll:
        mine = self.request.user.memberships.reading().values("circle")  # type: ignore[union-attr]
        polls = DatePoll.objects.filter(table__circle__in=mine).select_related("table__circle", "asked_by", "session")
        return get_object_or_404(polls, pk=self.kwargs["pk"])

    def get_rule_object(self) -> DatePoll:
        return self.poll

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(poll=self.poll, table=self.poll.table, **kwargs)  # type: ignore[misc]

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("learningtables:poll", args=[self.poll.pk])


class PollView(PollMixin, ActionFormMixin, FormView):
    """Reply, and see what suits the others."""

    rule = staticmethod(rules.sits_at_poll)
    template_name = "learningtables/poll.html"
    form_class = PollReplyForm
    success_message = _("Thank you, your reply is noted. You can change it as long as the date poll is open.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "poll": self.poll, "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": self._rows(context["form"]),
            "awaited": list(self.poll.awaited),
            "leads": rules.leads_table(self.request.user, self.poll.table),
        }

    def _rows(self, form: PollReplyForm) -> list[dict[str, Any]]:
        seated = self.poll.table.people.values("user")
        replies = list(DateReply.objects.filter(option__poll=self.poll, user__in=seated).select_related("user"))
        rows = [self._row(option, [one for one in replies if one.option_id == option.pk]) for option in form.options]
        best = max((row["score"] for row in rows), default=(0, 0))
        fields = [form[f"moment_{option.pk}"] for option in form.options]
        return [
            {**row, "field": field, "is_best": row["score"] == best != (0, 0)}
            for row, field in zip(rows, fields, strict=True)
        ]

    def _row(self, option: Any, replies: list[DateReply]) -> dict[str, Any]:
        said = {fits: sorted(str(one.user) for one in replies if one.fits == fits) for fits in Fits}
        can = len(said[Fits.YES]) + len(said[Fits.IF_NEED_BE])
        shown = [(OTHERS[fits], names) for fits, names in said.items() if names]
        return {"option": option, "said": shown, "score": (can, len(said[Fits.YES]))}


OTHERS = {
    Fits.YES: _("It suits"),
    Fits.IF_NEED_BE: _("If need be"),
    Fits.NO: _("It does not suit"),
}


class RemindPollView(PollMixin, ActionView):
    success_message = _("A reminder is on its way to who has not replied yet, and to nobody else.")

    def act(self, obj: DatePoll, user: Any) -> DatePoll:
        return actions.remind_poll(obj, user=user)


class ClosePollView(PollMixin, ConfirmView):
    success_message = _("The date poll is closed. No session was planned from it.")

    def act(self, obj: DatePoll, user: Any) -> DatePoll:
        return actions.close_poll(obj, user=user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Close the date poll without a session?"),
            text=_("Nobody can reply any more. What was replied stays to be seen here for the table."),
            button=_("Close the date poll"),
            back=self.get_success_url(),
            **kwargs,
        )
