"""Wagtail's edit forms for content pages."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from regions.audience import WIDE, audience_choices
from regions.checking import demand_nobody
from regions.forms import in_words, limit_texts
from regions.models import Region
from regions.states import IllegalMove

from .checking import TEXTS, Found, blocking, found_in
from .holds import holds_on
from .states import WORDS


def offer_own_regions(form: WagtailAdminPageForm) -> None:
    """Those under which the person editing can write, and the one it has."""
    from .places import regions_of

    if "lead_region" in form.fields and form.for_user:
        own = regions_of(form.for_user).values("pk")
        offered = Region.objects.filter(Q(pk__in=own) | Q(pk=form.instance.lead_region_id or 0))
        form.fields["lead_region"].queryset = offered


class ContentPageForm(WagtailAdminPageForm):
    """Offers as audience only what the person editing could read."""

    wide_audience = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_texts(self)
        offer_own_regions(self)
        if "audience_key" in self.fields and self.for_user:
            choices = audience_choices(self.for_user, current=self.instance.audience_key, wide=self.wide_audience)
            self.fields["audience_key"] = forms.ChoiceField(label=_("Audience"), choices=choices)


def _leave_out_closed(form: Any, relation: str) -> None:
    """The admin's chooser shows the title of the page that was chosen before: of one that is not open to who edits, the choice
    stays as it is and is not shown."""
    from .policies import outside  # it asks the models, whose forms these are

    if form.for_user is None or relation not in form.formsets:
        return
    rows = form.formsets[relation].forms
    closed = outside(form.for_user).filter(pk__in=[row.instance.page_id for row in rows if row.instance.page_id])
    hidden = set(closed.values_list("pk", flat=True))
    for row in rows:
        if row.instance.page_id in hidden:
            row.fields.pop("page", None)


class ThemeForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _leave_out_closed(self, "picks")


class LessonPageForm(ContentPageForm):
    """Keeps what leads straight to a person from being written down for others than the circle, and asks about the rest before
    it is published for them."""

    confirmed = forms.BooleanField(
        label=_("I have read what the privacy check asks about: nobody can be recognised"), required=False
    )
    what_changed = forms.CharField(
        label=_("What did you change, and why?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Readers see it with the new version. Needed when the sentence, the why or the conditions change."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _leave_out_closed(self, "provenance")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience_key") in WIDE:
            found = found_in(self.instance, self._texts(data))
            for one in blocking(found) or self._to_confirm(found, data):
                self.add_error(one.field if one.field in self.fields else None, one.why)
        if "action-publish" in self.data:
            for hold in holds_on(self.instance, self._texts(data)):
                self.add_error(None, hold.reason)
            self._ask_what_changed(data)
        return data

    def _ask_what_changed(self, data: dict[str, Any]) -> None:
        """Of a lesson whose words others than the circle have read."""
        last = self.instance.versions.own().first() if self.instance.pk and self.instance.live else None
        told = data.get("what_changed") or ""
        if last and not told and any(in_words(data.get(name)) != in_words(getattr(last, name)) for name in WORDS):
            self.add_error("what_changed", _("Readers know the words as they were. Say what you changed, and why."))
        try:
            demand_nobody({self.fields["what_changed"].label: told})
        except IllegalMove as refusal:
            self.add_error("what_changed", str(refusal))

    def _to_confirm(self, found: list[Found], data: dict[str, Any]) -> list[Found]:
        if not found or "action-publish" not in self.data or data.get("confirmed"):
            return []
        self.add_error("confirmed", _("Change it, or confirm that nobody can be recognised."))
        return found

    def _texts(self, data: dict[str, Any]) -> dict[str, str]:
        texts = {name: data.get(name) or "" for name in TEXTS}
        return {**texts, "tags": ", ".join(data.get("tags") or ())}
