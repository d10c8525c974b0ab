"""The clocks of visitations in Wagtail's admin."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..states import Stage


class ClockAdminForm(WagtailAdminModelForm):
    """A clock whose days do not follow the order of the stages would start no visitation."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rows = [row.cleaned_data for row in self.formsets["stages"].forms if row.is_valid()]
        days = {row["stage"]: row["days"] for row in rows if "stage" in row and not row.get("DELETE")}
        ordered = [days[stage] for stage in Stage if stage in days]
        if ordered != sorted(ordered):
            self.add_error(None, _("The days follow the order of the stages: each one is on or after the one before."))
        return cleaned
