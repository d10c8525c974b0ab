"""The case in Wagtail's admin."""

from typing import Any, cast

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from lessons.page_forms import offer_own_regions
from regions.forms import limit_texts
from regions.models import Circle

from ..states import CASE_CIRCLES


class CaseAdminForm(WagtailAdminPageForm):
    """Offers the circles of the editor, and for a shared case the one it was shared with. Who reads it beyond that circle is
    settled by the privacy check, not here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form in [self, *(row for rows in self.formsets.values() for row in rows.forms)]:
            limit_texts(form)
        offer_own_regions(self)
        if "circle" in self.fields:
            cast(forms.ModelChoiceField, self.fields["circle"]).queryset = self._circles()

    def _circles(self) -> Any:
        if self.instance.pk and self.instance.is_shared:
            return Circle.objects.filter(pk=self.instance.circle_id)
        mine = self.for_user.memberships.reading().filter(circle__kind__in=CASE_CIRCLES).values("circle")
        return Circle.objects.filter(pk__in=mine)
