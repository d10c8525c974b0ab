"""A region's expert team: described, and its figures by year entered, never without what they mean."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..audit import record
from ..checking import demand_nobody
from ..differences import plain
from ..models import ExpertTeam, Region, TeamYear, User
from ..states import ExpertFunction, IllegalMove
from ..versions import EditConflict, demand_version, version_of

TEAM_FIELDS = ("name", "description", "functions", "gives_binding_advice", "contact")
YEAR_FIELDS = (*TeamYear.FIGURES, "meaning")
FIRST_YEAR = 2015
LARGEST_COUNT = 100_000
LONGEST_WAIT = 3_650  # days
LONGEST_MEANING = 5_000
ADDRESS = re.compile(r"\S+@\S+|\+?[\d\s()-]{9,}")

Figures = Mapping[str, int | None]


def team_version(team: ExpertTeam | None) -> str:
    return version_of(team, fields=TEAM_FIELDS)


def year_version(row: TeamYear | None) -> str:
    return version_of(row, fields=("year", *YEAR_FIELDS))


def years_version(team: ExpertTeam) -> str:
    """A mark of all the team's years."""
    marks = [year_version(row) for row in team.years.all()]  # type: ignore[attr-defined]
    return version_of(ExpertTeam(pk=0, functions=marks), fields=("functions",))


@transaction.atomic
def write_team(
    region: Region,
    *,
    name: str,
    description: str,
    functions: Collection[str],
    gives_binding_advice: bool,
    contact: str,
    version: str | None,
    user: User,
) -> ExpertTeam:
    """Describe the region's team; the first time it makes one."""
    Region.objects.select_for_update().get(pk=region.pk)
    team = ExpertTeam.objects.filter(region=region).first()
    demand_version(team_version(team), version)
    # A general address is what a contact is for.
    said = ADDRESS.sub("", contact)
    demand_nobody({_("Name"): name, _("Who sits on it and how it works"): description, _("Contact"): said})
    team = team or ExpertTeam(region=region)
    team.name, team.description, team.contact = name, description, contact
    team.functions = [function.value for function in ExpertFunction if function.value in functions]
    team.gives_binding_advice = gives_binding_advice
    team.save()
    record(team, "regions.write_team", user=user, region=region.pk)
    return team


# --- figures ------------------------------------------------------------------------------------


def wrong_in(year: int, figures: Figures, meaning: str) -> list[str]:
    """What cannot be so, in words."""
    wrong = []
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        bounds = {"first": FIRST_YEAR, "last": timezone.localdate().year}
        wrong.append(_("The year is one from %(first)s to %(last)s.") % bounds)
    if not meaning.strip():
        wrong.append(_("Say what these figures mean: they are never kept without it."))
    if len(meaning) > LONGEST_MEANING:
        wrong.append(_("What the figures mean is longer than %(n)s characters.") % {"n": LONGEST_MEANING})
    if all(figures[name] is None for name in TeamYear.FIGURES):
        wrong.append(_("Fill in at least one figure."))
    return [*wrong, *_too_large(figures), *_not_adding_up(figures)]


def _too_large(figures: Figures) -> Iterable[str]:
    for name in TeamYear.FIGURES:
        most = LONGEST_WAIT if name == "median_days" else LARGEST_COUNT
        if (figures[name] or 0) > most:
            label = TeamYear._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield _("“%(figure)s” is more than %(most)s.") % {"figure": label, "most": most}


def _not_adding_up(figures: Figures) -> Iterable[str]:
    asked, advised, binding = figures["asked"], figures["advised"], figures["binding"]
    unanswered, passed_on = figures["without_answer"], figures["passed_on"]
    if asked is not None and (advised or 0) + (unanswered or 0) > asked:
        yield _("More questions were answered, or found no fitting help, than were brought.")
    if asked is not None and passed_on is not None and passed_on > asked:
        yield _("More questions were passed on than were brought.")
    if advised is not None and binding is not None and binding > advised:
        yield _("More advice was binding than was given.")


@transaction.atomic
def write_team_year(
    team: ExpertTeam, *, year: int, figures: Figures, meaning: str, version: str | None, user: User
) -> TeamYear:
    """Enter or change a year. EditConflict when it says something else than its writer started from, or is there already."""
    ExpertTeam.objects.select_for_update().get(pk=team.pk)
    row = TeamYear.objects.filter(team=team, year=year).first()
    if row is not None and version == "":
        raise EditConflict(
            _(
                "The figures of %(year)s stand here already; they are shown beside yours. Save again only if yours are to take"
                " their place."
            )
            % {"year": year}
        )
    demand_version(year_version(row), version)
    return _write(team, row, year=year, figures=figures, meaning=meaning, user=user)


def _write(
    team: ExpertTeam, row: TeamYear | None, *, year: int, figures: Figures, meaning: str, user: User
) -> TeamYear:
    meaning = plain(meaning)
    if wrong := wrong_in(year, figures, meaning):
        raise IllegalMove(" ".join(wrong))
    demand_nobody({_("What these figures mean"): meaning})
    row = row or TeamYear(team=team, year=year)
    for name in TeamYear.FIGURES:
        setattr(row, name, figures[name])
    row.meaning, row.entered_by = meaning, user
    row.save()
    record(team, "regions.write_team_year", user=user, year=year)
    return row


@transaction.atomic
def remove_team_year(row: TeamYear, *, version: str | None, user: User) -> ExpertTeam:
    """A year that was entered by mistake."""
    team = ExpertTeam.objects.select_for_update().get(pk=row.team_id)
    demand_version(year_version(TeamYear.objects.filter(pk=row.pk).first()), version)
    year = row.year
    row.delete()
    record(team, "regions.remove_team_year", user=user, year=year)
    return team


@dataclass(frozen=True)
class YearLine:
    """A year as a file has it."""

    year: int
    figures: Figures
    meaning: str


@transaction.atomic
def import_team_years(team: ExpertTeam, lines: Iterable[YearLine], *, version: str, user: User) -> int:
    """All of them or none; how many were written. ``version`` (`years_version`) is what the lines were compared with."""
    team = ExpertTeam.objects.select_for_update().get(pk=team.pk)
    if years_version(team) != version:
        raise EditConflict
    standing = {row.year: row for row in team.years.all()}  # type: ignore[attr-defined]
    written = [line for line in lines if not says_the_same(standing.get(line.year), line)]
    for line in written:
        row = standing.get(line.year)
        _write(team, row, year=line.year, figures=line.figures, meaning=line.meaning, user=user)
    if written:
        record(team, "regions.import_team_years", user=user, years=[line.year for line in written])
    return len(written)


def says_the_same(row: TeamYear | None, line: YearLine) -> bool:
    return row is not None and row.figures() == dict(line.figures) and row.meaning == line.meaning


def first_missing_year(team: ExpertTeam) -> int:
    """To begin a form with: the newest year that is over and not entered."""
    entered = {row.year for row in team.years.all()}  # type: ignore[attr-defined]
    over = range(timezone.localdate().year - 1, FIRST_YEAR, -1)
    return next((year for year in over if year not in entered), timezone.localdate().year)
