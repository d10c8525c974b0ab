"""Wagtail's edit forms for content pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from regions.audience import WIDE, audience_choices
from regions.forms import limit_texts

from .checking import TEXTS, blocking, found_in
from .holds import holds_on


class ContentPageForm(WagtailAdminPageForm):
    """Offers as audience only what the person editing could read."""

    wide_audience = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_texts(self)
        if "audience_key" in self.fields and self.for_user:
            choices = audience_choices(self.for_user, current=self.instance.audience_key, wide=self.wide_audience)
            self.fields["audience_key"] = forms.ChoiceField(label=_("Audience"), choices=choices)


class LessonPageForm(ContentPageForm):
    """Keeps what leads straight to a person from being written down for others than the circle."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience_key") in WIDE:
            for one in blocking(found_in(self.instance, self._texts(data))):
                self.add_error(one.field if one.field in self.fields else None, one.why)
        if "action-publish" in self.data:
            for hold in holds_on(self.instance, self._texts(data)):
                self.add_error(None, hold.reason)
        return data

    def _texts(self, data: dict[str, Any]) -> dict[str, str]:
        texts = {name: data.get(name) or "" for name in TEXTS}
        return {**texts, "tags": ", ".join(data.get("tags") or ())}
