"""What others may see of an expert team's figures: small ones left out, and each year with what it means.

Every door (page, picture, file, API) shows what `shown_years` gives, and never a row's own figures.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .export import Column
from .models import ExpertTeam, Region, TeamYear
from .states import ExpertFunction
from .suppression import SMALLEST_K, State, states

WITHHELD = "withheld"


def least() -> int:
    """The smallest count that is shown."""
    return max(int(settings.SMALL_FIGURES_K), SMALLEST_K)


# Not “een”, which is an article more often than a number.
IN_WORDS = (
    "één one",
    "twee two",
    "drie three",
    "vier four",
    "vijf five",
    "zes six",
    "zeven seven",
    "acht eight",
    "negen nine",
)
NUMBERS_IN_WORDS = {word: number for number, words in enumerate(IN_WORDS, start=1) for word in words.split()}


@dataclass(frozen=True)
class Figure:
    """``value`` is None unless the figure may be shown."""

    name: str
    state: State
    value: int | None

    @property
    def label(self) -> str:
        return label_of(self.name)

    @property
    def text(self) -> str:
        """In a table."""
        words = {"few": _("fewer than %(n)s") % {"n": least()}, "withheld": _("not shown"), "not_kept": _("not kept")}
        return words.get(self.state) or str(self.value)

    @property
    def short(self) -> str:
        """In a picture."""
        return {"few": f"< {least()}", "withheld": "…", "not_kept": "–"}.get(self.state) or str(self.value)

    @property
    def for_programs(self) -> Any:
        return {"few": f"<{least()}", "withheld": WITHHELD}.get(self.state, self.value)


@dataclass(frozen=True)
class ShownYear:
    year: int
    figures: tuple[Figure, ...]
    meaning: str

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)


def label_of(name: str) -> str:
    return str(TeamYear._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def shown(row: TeamYear) -> ShownYear:
    figures = row.figures()
    how = states({name: figures[name] for name in TeamYear.COUNTS}, k=least())
    # Days are of so many questions: those of a few are theirs.
    answered = figures["advised"] if figures["advised"] is not None else figures["asked"]
    days = figures["median_days"]
    how["median_days"] = (
        "not_kept" if days is None else "withheld" if answered is not None and 0 < answered < least() else "exact"
    )
    seen = (Figure(name, how[name], figures[name] if how[name] == "exact" else None) for name in TeamYear.FIGURES)
    return ShownYear(row.year, tuple(seen), row.meaning)


def small_numbers_told(row: TeamYear, text: str) -> list[str]:
    """What in ``text``, beside figures of which one is left out, may be such a figure: a number under the limit, in digits or in
    words, and each that is left out itself. Also other small numbers are found: a person says what they are."""
    figures = row.figures()
    left_out = [figure.name for figure in shown(row).figures if figure.state in ("few", "withheld")]
    if not left_out:
        return []
    telling = {figures[name] for name in left_out} | set(range(1, least()))
    said = re.findall(r"(?<![\w.,])(?:\d{1,9}|[a-zé]+)(?![\w]|[.,]\d)", text.lower())
    numbers = {one: int(one) if one.isdecimal() else NUMBERS_IN_WORDS.get(one) for one in said}
    return [one for one, number in numbers.items() if number in telling]


def shown_years(team: ExpertTeam) -> list[ShownYear]:
    """Oldest first. One query, none when the years were fetched before."""
    return [shown(row) for row in sorted(team.years.all(), key=lambda row: row.year)]  # type: ignore[attr-defined]


def is_anything_left_out(years: Iterable[ShownYear]) -> bool:
    return any(figure.state in ("few", "withheld") for year in years for figure in year.figures)


def multiples(years: Sequence[ShownYear]) -> list[dict[str, Any]]:
    """For `small_multiples`: one picture per figure that was kept in some year."""
    return [
        {
            "label": label_of(name),
            "bars": [
                {
                    "label": str(year.year),
                    "value": year.figure(name).value,
                    "state": year.figure(name).state,
                    "text": year.figure(name).short,
                }
                for year in years
            ],
        }
        for name in TeamYear.FIGURES
        if any(year.figure(name).state != "not_kept" for year in years)
    ]


def functions_of(team: ExpertTeam) -> list[str]:
    return [str(function.label) for function in ExpertFunction if function.value in team.functions]


def panel_of(region: Region) -> dict[str, Any]:
    """A region's own panel beside others: its team, if it has one, and its years."""
    team = getattr(region, "expert_team", None)
    years = shown_years(team) if team else []
    return {"region": region, "team": team, "years": years, "pictures": multiples(years)}


# --- as a file ----------------------------------------------------------------------------------


class FigureColumn(Column):
    def in_words(self, row: ShownYear) -> Any:
        figure = row.figure(self.key)
        return figure.value if figure.state in ("exact", "not_kept") else figure.text

    def for_programs(self, row: ShownYear) -> Any:
        return row.figure(self.key).for_programs


def export_columns() -> list[Column]:
    """A year's meaning stands in its own row, whatever becomes of the file."""
    figures = [FigureColumn(name, label_of(name), name) for name in TeamYear.FIGURES]
    return [Column("year", _("year"), "year"), *figures, Column("meaning", label_of("meaning"), "meaning")]
