"""The privacy check, text and findings side by side.

The names that the writer types go from screen to screen in the form: every answer is the screen itself and no redirect, so
that they come into no address, no session and no message.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from regions.states import IllegalMove

from .. import rules, texts
from ..actions.checks import kept_in
from ..checking import marks_in, still_open
from ..forms.checks import DropForm, KeepForm, NamesForm, PassForm, ReplaceForm
from ..models import PrivacyCheck
from ..side_by_side import lay_out
from .base import OwnCaseMixin


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PrivacyCheckView(OwnCaseMixin, FormView):
    """Shows the check; posted, it looks for the names that were typed as well."""

    rule = staticmethod(rules.may_check_case)
    template_name = "casestudies/check.html"
    form_class: Any = NamesForm
    success_message: Any = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}

    def form_valid(self, form: NamesForm) -> HttpResponse:
        try:
            form.act(user=self.request.user)
        except IllegalMove as refusal:
            return self._again(form, refusal=str(refusal))
        if self.success_message:
            messages.success(self.request, self.success_message)
        return self._again(form)

    def form_invalid(self, form: NamesForm) -> HttpResponse:
        said = [str(error) for errors in form.errors.values() for error in errors]
        return self._again(form, refusal=" ".join(said))

    def _again(self, form: NamesForm, *, refusal: str = "") -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, refusal = kwargs.get("form"), kwargs.get("refusal", "")
        names = form.names if form is not None and form.is_bound and hasattr(form, "cleaned_data") else []
        parts = texts.latest_texts(self.case)
        digest = texts.digest(parts)
        marks = marks_in(parts, known_names=names, kept=kept_in(self.case, parts))
        typed = form.data if refusal else {}
        context = {
            "case": self.case,
            "parts": parts,
            "digest": digest,
            "known_names": "\n".join(names),
            "names_form": NamesForm(case=self.case, initial={"known_names": _typed(form, names)}),
            "sides": lay_out(parts, marks, typed=typed, refusal=refusal),
            "marks": marks,
            "open": still_open(marks),
            "blocking": [mark for mark in marks if mark.blocks],
            "refused_elsewhere": refusal and not any(mark.place == typed.get("place") for mark in marks),
            "check": PrivacyCheck.objects.passed().filter(case=self.case, digest=digest).first(),
            "may_widen": rules.may_widen_case(self.request.user, self.case),
        }
        return super().get_context_data(**{**context, **kwargs})


def _typed(form: Any, names: list[str]) -> str:
    """What was typed stays, also when it could not be used."""
    return "\n".join(names) or (form.data.get("known_names", "") if form is not None and form.is_bound else "")


class DoneFromTheCheck(PrivacyCheckView):
    """What is posted from the screen, and gives the screen back; by itself it has nothing to show."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return HttpResponseRedirect(reverse("casestudies:privacy", args=[self.case.pk]))


class ReplaceView(DoneFromTheCheck):
    form_class = ReplaceForm
    success_message = _("Replaced. The new text is kept.")


class KeepView(DoneFromTheCheck):
    form_class = KeepForm


class DropView(DoneFromTheCheck):
    form_class = DropForm


class PassView(DoneFromTheCheck):
    form_class = PassForm
    success_message = _("The privacy check of this text has been passed.")
