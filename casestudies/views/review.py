"""When the owner wants to be reminded to have a case asked again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .. import rules
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
