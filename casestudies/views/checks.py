"""The privacy check, text and findings side by side.

The names that the writer types go from screen to screen in the form: every answer is the screen itself and no redirect, so
that they come into no address, no session and no message. Each form leads to ``#next``, which stands at what comes next.
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
from ..checking import Mark, marks_in, next_open, still_open
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

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}

    def form_valid(self, form: NamesForm) -> HttpResponse:
        try:
            form.act(user=self.request.user)
        except IllegalMove as refusal:
            return self._again(form, refusal=str(refusal))
        return self._done(form)

    def _done(self, form: Any) -> HttpResponse:
        return self._again(form)

    def form_invalid(self, form: NamesForm) -> HttpResponse:
        said = [str(error) for errors in form.errors.values() for error in errors]
        return self._again(form, refusal=" ".join(said))

    def _again(self, form: NamesForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))

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


class DoneWithFinding(DoneFromTheCheck):
    """What was done is said where the reader goes on: at the next finding that is open."""

    done: Any = ""

    def _done(self, form: Any) -> HttpResponse:
        return self._again(form, done=self.said(form))

    def said(self, form: Any) -> Any:
        return self.done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context.get("done"):
            context["next"] = self.next_mark(context)
        return context

    def next_mark(self, context: dict[str, Any]) -> Mark | None:
        key, start = context["form"].handled
        return next_open(context["marks"], context["parts"], key=key, start=start)


class ReplaceView(DoneWithFinding):
    form_class = ReplaceForm
    done = _("Replaced. The new text is kept.")

    def said(self, form: ReplaceForm) -> Any:
        return _("Replaced. A keyword that told who it is has been removed.") if form.removed_keyword else self.done


class KeepView(DoneWithFinding):
    form_class = KeepForm
    done = _("Kept, with your reason.")


class DropView(DoneWithFinding):
    form_class = DropForm
    done = _("This finding is open again.")


class PassView(DoneFromTheCheck):
    form_class = PassForm

    def _done(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("The privacy check of this text has been passed."))
        return self._again(form)
