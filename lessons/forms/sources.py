"""What a lesson comes from: a page that is found by its title, or what is told of it in a few words."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import Region, User
from regions.numbers import number_in

from .. import actions
from ..models import ContentPage, LessonPage
from ..states import Kind, SourceKind
from .lists import with_words

FIRST_YEAR = 1990
# Which pages each kind of source is found among.
PAGES = {
    SourceKind.REFLECTION: (Kind.CASE,),
    SourceKind.SESSION: (Kind.SESSION, Kind.TABLE),
    SourceKind.RECOMMENDATION: (Kind.REPORT, Kind.VISITATION),
}
KIND_OF = {kind: source for source, kinds in PAGES.items() for kind in kinds}


class SourceForm(TextForm):
    """Without a page, its kind, region and year are asked; a page tells them itself."""

    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(("kind", "region", "year"), _("needed without a page"))

    words = forms.CharField(
        label=_("Find the page it comes from"),
        required=False,
        help_text=_("Words of its title. Nothing is added until you choose the last button."),
    )
    page = forms.ModelChoiceField(
        ContentPage.objects.none(),
        required=False,
        label=_("Page"),
        empty_label=_("None of these"),
        blank=True,  # or radio buttons drop that label
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a page that is there and that you may read.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Choose")), *SourceKind.choices],
        help_text=_("When it has no page here."),
    )
    region = forms.ModelChoiceField(
        Region.objects.current(), label=_("Region"), required=False, empty_label=_("Choose")
    )
    year = forms.IntegerField(label=_("Year"), required=False)

    def __init__(self, *args: Any, lesson: LessonPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lesson = lesson
        this_year = timezone.localdate().year
        year: Any = self.fields["year"]
        year.validators += [MinValueValidator(FIRST_YEAR), MaxValueValidator(this_year)]
        year.widget.attrs |= {"min": FIRST_YEAR, "max": this_year}
        pages = ContentPage.objects.visible_to(user).filter(kind__in=KIND_OF)
        said = self.data if self.is_bound else self.initial
        words, chosen = str(said.get("words") or ""), number_in(said.get("page"))
        self.found = with_words(pages, words) if words.strip() else []
        if chosen and all(one.pk != chosen for one in self.found):
            self.found += pages.filter(pk=chosen).select_related("lead_region")
        page: Any = self.fields["page"]
        page.queryset = pages.select_related("lead_region")
        page.choices = [("", page.empty_label), *((one.pk, _label(one)) for one in self.found)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("page") and "page" not in self.errors:
            for name in ("kind", "region", "year"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a page above, or say kind, region and year."))
        return data

    def act(self, *, user: User) -> LessonPage:
        data = self.cleaned_data
        if page := data["page"]:
            told = {"page": page, "kind": KIND_OF[page.kind], "region": page.lead_region, "year": page.year}
        else:
            told = {"kind": SourceKind(data["kind"]), "region": data["region"], "year": data["year"]}
        return actions.add_source(self.lesson, user=user, **told)


def _label(page: ContentPage) -> str:
    return f"{page.title} ({page.get_kind_display()}, {page.lead_region}, {page.year})"
