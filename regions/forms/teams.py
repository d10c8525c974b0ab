"""A region's expert team, and its figures by year: by form, or from a file in two steps."""

from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..actions import teams as actions
from ..actions.teams import YearLine
from ..models import ExpertTeam, Region, TeamYear, User
from ..sheets import LARGEST_FILE, SheetError, read_sheet
from ..states import ExpertFunction
from ..team_import import Line, lines_of, unknown_columns
from ..teams import small_numbers_told
from .base import VersionedForm
from .plans import area

LOOKED_AT_FOR = 60 * 60  # seconds between seeing what a file would do and saying that it may
SALT = "regions.team_import"


class TeamForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=150)
    description = forms.CharField(label=_("Who sits on it and how it works"), required=False, widget=area(8))
    functions = forms.MultipleChoiceField(
        label=_("What it is for"), choices=ExpertFunction.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    gives_binding_advice = forms.BooleanField(label=_("Its advice is binding"), required=False)
    contact = forms.CharField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("A role and a general address; no personal data."),
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.initial = self.get_standing()

    def write(self, *, user: User) -> ExpertTeam:
        return actions.write_team(self.region, version=self.cleaned_data["version"], user=user, **self.values)

    def get_standing(self) -> dict[str, Any]:
        team = ExpertTeam.objects.filter(region=self.region).first()
        said = {name: getattr(team, name) for name in actions.TEAM_FIELDS} if team else {}
        return {"version": actions.team_version(team), **said}


def count_field(name: str) -> forms.IntegerField:
    field: Any = TeamYear._meta.get_field(name)
    most = actions.LONGEST_WAIT if name == "median_days" else actions.LARGEST_COUNT
    return forms.IntegerField(label=capfirst(field.verbose_name), min_value=0, max_value=most, required=False)


class TeamYearForm(VersionedForm):
    year = forms.IntegerField(label=_("Year"), min_value=actions.FIRST_YEAR, localize=False)
    asked = count_field("asked")
    advised = count_field("advised")
    binding = count_field("binding")
    without_answer = count_field("without_answer")
    passed_on = count_field("passed_on")
    median_days = count_field("median_days")
    meaning = forms.CharField(
        label=_("What these figures mean"),
        max_length=actions.LONGEST_MEANING,
        widget=area(8),
        help_text=_(
            "What lies behind them, what changed since the year before, what they do not tell. It stands beside the figures "
            "wherever they are shown. Small figures are left out there: do not name them here either."
        ),
    )

    def __init__(self, *args: Any, team: ExpertTeam, row: TeamYear | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.row = team, row
        if row:
            self.initial = self._says(row)
            self.fields["year"].disabled = True
        else:
            self.initial = {"year": actions.first_missing_year(team)}

    def _says(self, row: TeamYear | None) -> dict[str, Any]:
        said = {"year": row.year, **row.figures(), "meaning": row.meaning} if row else {}
        return {"version": actions.year_version(row), **said}

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("That year has not come yet."))
        return year

    def clean(self) -> dict[str, Any]:
        """A small number in the words may be a figure that is left out, or something else: who writes knows."""
        data = super().clean() or self.cleaned_data
        if "meaning" not in data or any(name in self.errors for name in ("year", *TeamYear.FIGURES)):
            return data
        for wrong in actions.wrong_in(data["year"], data, data["meaning"]):
            self.add_error(None, wrong)
        row = TeamYear(year=data.get("year") or 0, **{name: data.get(name) for name in TeamYear.FIGURES})
        if found := small_numbers_told(row, data["meaning"]):
            self.fields["confirmed"] = forms.BooleanField(
                label=_("These numbers tell no figure that is left out"), required=False
            )
            if not self.data.get(self.add_prefix("confirmed")):
                said = _(
                    "Small figures of this year are left out, and here stands: %(numbers)s. Write it without, or confirm below."
                )
                self.add_error("meaning", said % {"numbers": ", ".join(found)})
        return data

    def write(self, *, user: User) -> TeamYear:
        data = self.cleaned_data
        figures = {name: data[name] for name in TeamYear.FIGURES}
        said = {"year": data["year"], "figures": figures, "meaning": data["meaning"]}
        return actions.write_team_year(self.team, version=data["version"], user=user, **said)

    def get_standing(self) -> dict[str, Any]:
        return self._says(TeamYear.objects.filter(team=self.team, year=self.cleaned_data["year"]).first())


class RemoveYearForm(VersionedForm):
    """``version`` is what was looked at."""

    def __init__(self, *args: Any, row: TeamYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.initial = {"version": actions.year_version(row)}

    def write(self, *, user: User) -> ExpertTeam:
        return actions.remove_team_year(self.row, version=self.cleaned_data["version"], user=user)

    def get_standing(self) -> dict[str, Any]:
        return {"version": actions.year_version(TeamYear.objects.filter(pk=self.row.pk).first())}


# --- from a file --------------------------------------------------------------------------------


class TeamFileForm(forms.Form):
    """Reads a file and says what each line would do; it writes nothing. ``lines`` and ``unknown`` are there once it is valid."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, one line for each year, at most %(size)s MB.") % {"size": LARGEST_FILE // 2**20},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    lines: list[Line] = []
    unknown: list[str] = []

    def __init__(self, *args: Any, team: ExpertTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            sheet = read_sheet(file, file.name)
            if sheet.others:
                raise SheetError(
                    _("This workbook has more sheets than one (%(names)s). Send one with the years alone.")
                    % {"names": ", ".join(sheet.others)[:200]}
                )
            self.lines, self.unknown = lines_of(sheet, self.team), unknown_columns(sheet)
        except SheetError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    @property
    def is_right(self) -> bool:
        return all(line.outcome != "wrong" for line in self.lines)

    @property
    def writes(self) -> int:
        return sum(line.outcome in ("new", "changed") for line in self.lines)

    @property
    def ticket(self) -> str:
        """What was read, for the second step. It says itself whose team it is of, and what it was compared with."""
        entries = [[line.entry.year, dict(line.entry.figures), line.entry.meaning] for line in self.lines if line.entry]
        said = {"team": self.team.pk, "version": actions.years_version(self.team), "entries": entries}
        return signing.dumps(said, salt=SALT, compress=True)


class ConfirmImportForm(forms.Form):
    ticket = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: ExpertTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_ticket(self) -> dict[str, Any]:
        gone = forms.ValidationError(_("Choose the file once more: it was looked at too long ago."))
        try:
            said: dict[str, Any] = signing.loads(self.cleaned_data["ticket"], salt=SALT, max_age=LOOKED_AT_FOR)
        except signing.BadSignature as error:
            raise gone from error
        if said["team"] != self.team.pk:
            raise gone
        return said

    def act(self, *, user: User) -> int:
        said = self.cleaned_data["ticket"]
        lines = [YearLine(year, figures, meaning) for year, figures, meaning in said["entries"]]
        return actions.import_team_years(self.team, lines, version=said["version"], user=user)


class BesideForm(forms.Form):
    """Which regions stand beside each other."""

    MOST = 5

    regio = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=_("Other regions"),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most %(n)s. They stand in order of name.") % {"n": MOST},
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Region.objects.current().filter(expert_team__isnull=False).exclude(pk=region.pk)
        self.fields["regio"].queryset = others.order_by("name")

    def clean_regio(self) -> Any:
        chosen = self.cleaned_data["regio"]
        if len(chosen) > self.MOST:
            raise forms.ValidationError(_("Choose %(n)s regions at most.") % {"n": self.MOST})
        return chosen
