"""What forms of content have in common, and what a list is narrowed by."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regions.models import Region

from ..models import LessonPage, Theme
from ..models.themes import current_slugs
from ..states import UptakeStatus

LONGEST_TAG = 100
MOST_FOUND = 20
MOST_WORDS = 8


def with_words(pages: QuerySet[Any], words: str) -> list[Any]:
    """Of ``pages`` the first of those with all ``words`` in the title."""
    for word in words.split()[:MOST_WORDS]:
        pages = pages.filter(title__icontains=word)
    return list(pages.select_related("lead_region").order_by("title")[:MOST_FOUND])


def parse_tags(text: str) -> list[str]:
    """Of words with commas between them. ValidationError for one that is too long to be a tag."""
    words = list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    check_tags(words)
    return words


def check_tags(words: Iterable[str]) -> None:
    for word in words:
        if len(word) > LONGEST_TAG:
            raise ValidationError(
                _("A tag has at most %(most)s characters, and “%(word)s…” is longer. Put commas between tags."),
                params={"most": LONGEST_TAG, "word": word[:30]},
            )


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


class UptakeFilterForm(forms.Form):
    """What a region's list of lessons can be narrowed by; ``own`` for who is in the region."""

    stand = forms.ChoiceField(
        required=False, label=_("Where it stands"), choices=[("", _("All")), *UptakeStatus.choices]
    )
    thema = ThemeField(
        Theme.objects.all(), to_field_name="slug", required=False, label=_("Theme"), empty_label=_("All themes")
    )
    vraagt = forms.BooleanField(required=False, label=_("Only what asks for a look"))

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            del self.fields["vraagt"]

    def narrow(self, uptakes: Any) -> Any:
        """Anything it does not know is left out rather than refused."""
        self.is_valid()
        chosen = self.cleaned_data if self.is_bound else {}
        if status := chosen.get("stand"):
            uptakes = uptakes.filter(status=status)
        if theme := chosen.get("thema"):
            about = LessonPage.objects.filter(themes__in=[theme, *Theme.objects.filter(parent=theme)])
            uptakes = uptakes.filter(lesson__in=about.values("pk"))
        if chosen.get("vraagt"):
            uptakes = uptakes.filter(asks=True)
        return uptakes
