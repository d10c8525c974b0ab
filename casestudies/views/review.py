"""What the owner settles about a case beside its text: when to ask it again, and under which region it is listed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .. import rules
from ..forms.cases import RegionForm
from ..forms.deadlines import ReviewDateForm
from .base import CaseFormView


class ReviewDateView(CaseFormView):
    form_class = ReviewDateForm
    rule = staticmethod(rules.owns_case)
    heading = _("When to ask again")
    lead = _("A year later people often see more. Who reads the case does not see this day.")
    success_message = _("Your reminder has been set.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}


class RegionView(CaseFormView):
    form_class = RegionForm
    rule = staticmethod(rules.may_move_case)
    heading = _("Under which region?")
    lead = _("The case is listed under this region, for who may read it. Its address changes along.")
    success_message = _("The case is listed under this region now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case, "user": self.request.user}
