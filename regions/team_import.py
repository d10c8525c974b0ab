"""Figures of an expert team from a file: what each line would do, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from .actions.teams import YearLine, says_the_same, wrong_in
from .checking import demand_nobody
from .models import ExpertTeam, TeamYear
from .sheets import Row, Sheet, SheetError, number_of, text_of
from .states import IllegalMove
from .teams import Figure, label_of, shown, small_numbers_told

Outcome = Literal["new", "changed", "same", "wrong"]
MOST_LINES = 50
# Beside the names that programs know and those of the columns of an export, in whichever language.
HEADINGS = {
    "year": ("jaar",),
    "asked": ("ingebrachte vragen",),
    "advised": ("beantwoord met advies",),
    "binding": ("waarvan bindend",),
    "without_answer": ("geen passende hulp gevonden",),
    "passed_on": ("doorgegeven aan de landelijke steunstructuur", "doorgezet"),
    "median_days": ("dagen tot antwoord (mediaan)",),
    "meaning": ("wat deze cijfers betekenen",),
}


@dataclass(frozen=True)
class Line:
    """``says`` tells what would change, or what is wrong. ``entry`` is None for a line that is wrong."""

    number: int
    year: str
    outcome: Outcome
    says: list[str] = field(default_factory=list)
    entry: YearLine | None = None


def heading_of(name: str) -> str:
    return capfirst(_("year") if name == "year" else label_of(name))


def _headings(name: str) -> Iterable[str]:
    for language, _called in settings.LANGUAGES:
        with override(language):
            yield heading_of(name)


def columns_of(sheet: Sheet) -> dict[str, str]:
    """The heading of each column that is known. SheetError when the year or the meaning has none."""
    known = {
        spelt.casefold(): name
        for name, dutch in HEADINGS.items()
        for spelt in (name, name.replace("_", " "), *_headings(name), *dutch)
    }
    found = {known[heading.casefold()]: heading for heading in sheet.headings if heading.casefold() in known}
    missing = [heading_of(name) for name in ("year", "meaning") if name not in found]
    if missing:
        raise SheetError(
            _("A column is missing: %(names)s. Take the example file to start from.") % {"names": ", ".join(missing)}
        )
    if not set(found) & set(TeamYear.FIGURES):
        raise SheetError(_("There is no column with figures. Take the example file to start from."))
    return found


def unknown_columns(sheet: Sheet) -> list[str]:
    """What is not read."""
    read = set(columns_of(sheet).values())
    return [heading for heading in sheet.headings if heading not in read]


def lines_of(sheet: Sheet, team: ExpertTeam) -> list[Line]:
    """What each line would do to what stands now. One query."""
    if not sheet.rows:
        raise SheetError(_("There are no lines below the names of the columns."))
    if len(sheet.rows) > MOST_LINES:
        raise SheetError(
            _("This table has more than %(most)s lines: one for each year is enough.") % {"most": MOST_LINES}
        )
    columns = columns_of(sheet)
    standing = {row.year: row for row in team.years.all()}  # type: ignore[attr-defined]
    lines, seen = [], set()
    for row in sheet.rows:
        line = _line(row, columns, standing)
        if line.entry and line.entry.year in seen:
            line = Line(row.number, line.year, "wrong", [_("This year is in the file twice.")])
        seen |= {line.entry.year} if line.entry else set()
        lines.append(line)
    return lines


def _line(row: Row, columns: dict[str, str], standing: dict[int, TeamYear]) -> Line:
    cells = {name: row.cells.get(heading) for name, heading in columns.items()}
    wrong: list[str] = []
    year = _number(cells["year"], heading_of("year"), wrong)
    before = standing.get(year or 0)
    figures = {name: _figure(name, columns, cells, before, wrong) for name in TeamYear.FIGURES}
    meaning = text_of(cells["meaning"])
    if year is None and not wrong:
        wrong.append(_("The year is missing."))
    if year is not None and not wrong:
        wrong += [*wrong_in(year, figures, meaning), *_names_somebody(meaning)]
    if wrong or year is None:
        return Line(row.number, text_of(cells["year"]), "wrong", wrong)
    entry = YearLine(year, figures, meaning)
    if before is None:
        return Line(row.number, str(year), "new", [*_filled(entry), *_tells(entry)], entry)
    if says_the_same(before, entry):
        return Line(row.number, str(year), "same", [], entry)
    return Line(row.number, str(year), "changed", [*_changes(before, entry), *_tells(entry)], entry)


def _number(cell: Any, heading: str, wrong: list[str]) -> int | None:
    try:
        return number_of(cell)
    except ValueError as error:
        wrong.append(f"{heading}: {error}")
        return None


def _figure(
    name: str, columns: dict[str, str], cells: dict[str, Any], before: TeamYear | None, wrong: list[str]
) -> int | None:
    """A column that is not in the file, and a figure that an export left out as too small, stay as they are."""
    standing = getattr(before, name) if before else None
    if name not in columns:
        return standing
    if before is not None and text_of(cells[name]) in _left_out(shown(before).figure(name)):
        return standing
    return _number(cells[name], heading_of(name), wrong)


def _left_out(figure: Figure) -> set[str]:
    """How an export wrote it, in whichever language."""
    if figure.state not in ("few", "withheld"):
        return set()
    spelt = {str(figure.for_programs)}
    for language, _called in settings.LANGUAGES:
        with override(language):
            spelt.add(figure.text)
    return spelt


def _names_somebody(meaning: str) -> Iterable[str]:
    try:
        demand_nobody({_("What these figures mean"): meaning})
    except IllegalMove as refusal:
        yield str(refusal)


def _filled(entry: YearLine) -> Iterable[str]:
    for name, value in entry.figures.items():
        if value is not None:
            yield f"{heading_of(name)}: {value}"


def _changes(before: TeamYear, entry: YearLine) -> Iterable[str]:
    for name, value in entry.figures.items():
        was = getattr(before, name)
        if was != value:
            values = {"figure": heading_of(name), "was": _in_words(was), "becomes": _in_words(value)}
            yield _("%(figure)s: %(was)s becomes %(becomes)s") % values
    if before.meaning != entry.meaning:
        yield _("What the figures mean is another text.")


def _tells(entry: YearLine) -> Iterable[str]:
    """Who confirms the file has read it: it is no reason to refuse the line."""
    found = small_numbers_told(TeamYear(year=entry.year, **entry.figures), entry.meaning)
    if found:
        said = _("Look at what the figures mean: small figures are left out, and there stands %(numbers)s.")
        yield said % {"numbers": ", ".join(found)}


def _in_words(value: int | None) -> str:
    return _("not kept") if value is None else str(value)
