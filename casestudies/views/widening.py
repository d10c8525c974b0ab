"""Out of the circle: what has to be done first, the second reader, and back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.models import User
from regions.views import ActionFormMixin, RuleRequiredMixin

from .. import actions, rules, texts
from ..actions.checks import kept_in
from ..actions.widening import second_readers, valid_pass
from ..checking import marks_in
from ..forms.checks import AskReaderForm, SecondReadingForm, WidenForm
from ..models import CaseStudyPage, PrivacyCheck
from ..side_by_side import lay_out
from .base import ConfirmView, OwnCaseMixin


class WidenView(OwnCaseMixin, ActionFormMixin, FormView):
    rule = staticmethod(rules.may_widen_case)
    template_name = "casestudies/check_widen.html"
    form_class: Any = WidenForm
    success_message: Any = _("The checked text has been published.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}

    def get_initial(self) -> dict[str, Any]:
        return {"audience": self.case.audience_key} if self.case.is_wide else {}

    def get_success_url(self, _obj: Any = None) -> str:
        return reverse("casestudies:widen", args=[self.case.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, check = self.case, valid_pass(self.case)
        context = {
            "case": case,
            "check": check,
            "ready": check is not None and case.is_shared and case.is_locked,
            "waiting_text": case.is_wide and (case.has_unpublished_changes or not case.live),
            "ask_form": AskReaderForm(check=check) if check is not None and check.second_read_at is None else None,
            "sent_back": _sent_back(case),
        }
        return super().get_context_data(**{**context, **kwargs})


def _sent_back(case: CaseStudyPage) -> PrivacyCheck | None:
    """The last remark, also when the text has changed since: it says what had to."""
    last = case.checks.exclude(second_read_at=None).order_by("-second_read_at").first()
    return last if last is not None and not last.agreed else None


class AskReaderView(WidenView):
    """One of the circle reads it a second time."""

    form_class = AskReaderForm
    success_message = _("They get a mail with a link, and nothing of the text.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return HttpResponseRedirect(self.get_success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if valid_pass(self.case) is None:
            return HttpResponseRedirect(self.get_success_url())
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        options = {name: value for name, value in super().get_form_kwargs().items() if name != "case"}
        return {**options, "check": valid_pass(self.case)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        context = super().get_context_data(form=WidenForm(case=self.case), **kwargs)
        return {**context, "ask_form": form or context["ask_form"]}


class NarrowView(OwnCaseMixin, ConfirmView):
    rule = staticmethod(rules.may_widen_case)
    heading = _("Take it back to the circle?")
    submit = _("Take it back to the circle")
    success_message = _("The case is read in its circle only again.")

    def get_lines(self) -> list[Any]:
        return [
            _("Only “%(circle)s” can read the case then.") % {"circle": self.case.circle},
            _("Who read it before may have kept a copy: that cannot be undone."),
        ]

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.narrow_case(obj, user=user)


class SecondReadingView(RuleRequiredMixin, ActionFormMixin, FormView):
    """For the one who was asked, and who still could be; for everybody else it is not there."""

    rule = staticmethod(lambda user, check: check.second_reader_id == user.pk)
    template_name = "casestudies/check_second_reading.html"
    form_class = SecondReadingForm
    success_message = _("Thank you. The case owner hears of it.")

    @cached_property
    def check(self) -> PrivacyCheck:
        asked = PrivacyCheck.objects.waiting_for(self.request.user).filter(case=self.kwargs["pk"])
        check = asked.select_related("case__circle", "checked_by").first()
        if check is None or not second_readers(check).filter(pk=self.request.user.pk).exists():
            raise Http404
        return check

    def get_rule_object(self) -> PrivacyCheck:
        return self.check

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "check": self.check}

    def get_success_url(self) -> str:
        return self.check.case.get_url(self.request) or "/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = texts.latest_texts(self.check.case)
        digest = texts.digest(parts)
        marks = marks_in(parts, kept=kept_in(self.check.case, parts))
        kept = [mark for mark in marks if mark.reason]
        context = {
            "check": self.check,
            "case": self.check.case,
            "digest": digest,
            "changed": digest != self.check.digest,
            "sides": lay_out(parts, kept) if digest == self.check.digest else [],
            "kept": kept,
        }
        return super().get_context_data(**{**context, **kwargs})
