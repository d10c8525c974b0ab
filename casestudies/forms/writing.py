"""The steps of writing a case: each form holds one part of its text, and knows which version of that part it began from."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms import parse_tags
from lessons.models import Theme
from regions.forms import VersionedForm
from regions.models import Circle, User
from regions.states import Perspective
from regions.versions import EditConflict

from .. import actions, parts, rules
from ..models import CaseStudyPage
from ..parts import Part
from ..states import LifeDomain
from .cases import TITLE_HELP, circles_of
from .rows import BaseRows, Events, Perspectives


class PartForm(VersionedForm):
    """``autosave`` takes it as it is, half a row and all: it is kept while somebody types."""

    part: ClassVar[Part]
    always_needed: ClassVar[tuple[str, ...]] = ()
    rows_class: ClassVar[type[BaseRows] | None] = None

    def __init__(
        self, *args: Any, case: CaseStudyPage, latest: CaseStudyPage, user: User, autosave: bool = False, **kwargs: Any
    ) -> None:
        version = parts.version_of_part(latest, self.part)
        initial = {**self.values_of(latest), "version": version, **(kwargs.pop("initial", None) or {})}
        rows = initial.pop("rows", None)
        super().__init__(*args, initial=initial, **kwargs)
        self.case, self.autosave = case, autosave
        for name in self.fields:
            self.fields[name].required &= name in self.always_needed or (case.is_shared and not autosave)
        self.rows: Any = None
        if self.rows_class:
            data = self.data if self.is_bound else None
            self.rows = self.rows_class(data, initial=rows, prefix="rows", form_kwargs={"halves": autosave})

    def values_of(self, latest: CaseStudyPage) -> dict[str, Any]:
        return parts.read(latest, *parts.FIELDS[self.part])

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return self.values

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.rows is None or self.rows.is_valid()])

    def typed(self) -> dict[str, Any]:
        """All that was typed, to show the screen again with more empty rows."""
        values = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        return {**values, "rows": self.rows.typed()} if self.rows else values

    def act(self, *, user: User) -> CaseStudyPage:
        said = self.said()
        try:
            return actions.edit_case_part(
                self.case,
                part=self.part,
                version=self.cleaned_data["version"],
                user=user,
                autosave=self.autosave,
                **said,
            )
        except EditConflict:
            self._meet_newer_version(said)
            raise

    def _meet_newer_version(self, said: dict[str, Any]) -> None:
        stored = CaseStudyPage.objects.get(pk=self.case.pk).get_latest_revision_as_object()
        self.meet({"version": parts.version_of_part(stored, self.part)})
        mine = parts.shown(said)
        theirs = parts.shown(parts.read(stored, *said))
        self.standing = [line for line in theirs if line not in mine]

    def first_fault(self) -> str:
        forms_with_faults = [self, *(self.rows.forms if self.rows else ())]
        return " ".join(
            f"{form.fields[name].label}: {fault}" if name in form.fields else str(fault)
            for form in forms_with_faults
            for name, faults in form.errors.items()
            for fault in faults
        )


class StartForm(PartForm):
    part = Part.START
    always_needed = ("title", "circle")

    title = forms.CharField(label=_("Title"), max_length=255, help_text=TITLE_HELP)
    circle = forms.ModelChoiceField(Circle.objects.none(), label=_("For which circle?"), empty_label=None)

    def __init__(self, *args: Any, case: CaseStudyPage, user: User, **kwargs: Any) -> None:
        super().__init__(*args, case=case, user=user, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["circle"])
        if case.is_shared or not rules.owns_case(user, case):
            field.queryset = Circle.objects.filter(pk=case.circle_id)
            field.help_text = (
                _("A shared case stays in the circle it was shared with.")
                if case.is_shared
                else _("Only the case owner chooses the circle.")
            )
        else:
            field.queryset = circles_of(user)
            field.help_text = _("Only this circle reads the case, once you share it.")


class SituationForm(PartForm):
    part = Part.SITUATION
    needed_when: ClassVar[dict[str, Any]] = {"situation": _("needed before you share it")}

    situation = forms.CharField(
        label=_("Situation"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "What was going on? No names, no dates, no places: “month 4” instead of a date, “primary school age” instead "
            "of an age."
        ),
    )


def _voice(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 4}))


class PerspectivesForm(PartForm):
    """The four that are asked for by name, and rows for whoever else was there."""

    part = Part.PERSPECTIVES
    rows_class = Perspectives

    young_person = _voice(_("The young person"))
    parent = _voice(_("The parents"))
    professional = _voice(_("The professional"))
    other = _voice(_("Somebody else: family, school, neighbourhood"))

    def values_of(self, latest: CaseStudyPage) -> dict[str, Any]:
        asked: dict[str, str] = {}
        others = []
        for who, text in parts.read(latest, "perspectives")["perspectives"]:
            if who in self.base_fields and who not in asked:
                asked[who] = text
            else:
                others.append({"perspective": who, "text": text})
        return {**asked, "rows": others}

    def said(self) -> dict[str, Any]:
        asked = [(who, text) for who in Perspective.values if (text := self.cleaned_data.get(who))]
        return {"perspectives": asked + self.rows.rows()}


class TimelineForm(PartForm):
    part = Part.TIMELINE
    rows_class = Events

    def values_of(self, latest: CaseStudyPage) -> dict[str, Any]:
        return {"rows": [{"month": month, "text": text} for month, text in parts.read(latest, "events")["events"]]}

    def said(self) -> dict[str, Any]:
        return {"events": self.rows.rows()}


class AboutForm(PartForm):
    part = Part.ABOUT

    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences. Do not tell how it ended: others judge better without knowing that."),
    )
    life_domains = forms.MultipleChoiceField(
        label=_("Life domains"),
        choices=LifeDomain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which of these five was it about?"),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Free words, separated by commas."))

    def values_of(self, latest: CaseStudyPage) -> dict[str, Any]:
        values = super().values_of(latest)
        return {**values, "tags": ", ".join(values["tags"])}

    def clean_tags(self) -> list[str]:
        return parse_tags(self.cleaned_data["tags"])

    def said(self) -> dict[str, Any]:
        return {**super().said(), "themes": list(self.cleaned_data["themes"])}
