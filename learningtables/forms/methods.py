from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class MethodForm(WagtailAdminModelForm):
    """What editors fill in: a method is its steps, so it has at least one."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        phases = self.formsets["phases"]
        kept = [form for form in phases.forms if form.has_changed() or form.instance.pk]
        if not any(form for form in kept if form not in phases.deleted_forms):
            self.add_error(None, _("A method has at least one phase. Add one below."))
        return data
