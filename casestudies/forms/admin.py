"""The case in Wagtail's admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from regions.audience import circle_key
from regions.models import Circle

from ..states import CASE_CIRCLES


class CaseAdminForm(WagtailAdminPageForm):
    """Offers circles only: those of the editor, and for a shared case the one it was shared with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "audience_key" in self.fields:
            self.fields["audience_key"] = forms.ChoiceField(
                label=_("audience"),
                choices=[(circle_key(circle.pk), circle.name) for circle in self._circles()],
                help_text=_("A case stays inside one circle: a privacy check comes before any wider audience."),
            )

    def _circles(self) -> list[Circle]:
        if self.instance.pk and self.instance.is_shared:
            return [self.instance.circle]
        mine = self.for_user.memberships.reading().filter(circle__kind__in=CASE_CIRCLES).values("circle")
        return list(Circle.objects.filter(pk__in=mine))
