"""Wagtail's edit form for content pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from regions.audience import audience_choices


class ContentPageForm(WagtailAdminPageForm):
    """Offers as audience only what the person editing could read."""

    wide_audience = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "audience_key" in self.fields and self.for_user:
            choices = audience_choices(self.for_user, current=self.instance.audience_key, wide=self.wide_audience)
            self.fields["audience_key"] = forms.ChoiceField(label=_("Audience"), choices=choices)
