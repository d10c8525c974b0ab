"""What forms of content have in common, and what a list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regions.models import Region

from ..models import Theme
from ..models.themes import current_slugs


def parse_tags(text: str) -> list[str]:
    return list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))


def offer_regions(form: forms.BaseForm, name: str, regions: QuerySet[Region]) -> None:
    """Let the field ``name`` choose from ``regions``; the only one is chosen already."""
    form.fields[name].queryset = regions  # type: ignore[attr-defined]
    if len(found := regions[:2]) == 1:
        form.initial[name] = found[0]


class ThemeField(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        """A theme that was merged into another since is the other."""
        return super().to_python(
            next(iter(current_slugs([value])), value) if isinstance(value, str) and value else value
        )


class FilterForm(forms.Form):
    """What a list can be narrowed by; anything it does not know is left out rather than refused."""

    regio = forms.ModelChoiceField(
        Region.objects.current(), to_field_name="slug", required=False, label=_("Region"), empty_label=_("All regions")
    )
    thema = ThemeField(
        Theme.objects.all(), to_field_name="slug", required=False, label=_("Theme"), empty_label=_("All themes")
    )
    jaar = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=_("Year"))

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jaar"].choices = [("", _("All years")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
