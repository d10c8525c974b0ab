"""What each row of a table would do: add something, change fields of something, leave it, or why it cannot."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from regions.export import Column, heading, joined
from regions.sheets import Row, Sheet, several, text_of
from regions.workbooks import without_unknown

LANGUAGES = ("nl", "en")


class Outcome(models.TextChoices):
    NEW = "new", gettext_lazy("New")
    CHANGED = "changed", gettext_lazy("Changed")
    UNCHANGED = "unchanged", gettext_lazy("Stays as it is")
    WRONG = "wrong", gettext_lazy("Wrong")


@dataclass(frozen=True)
class Change:
    key: str
    label: str
    before: str
    after: str


@dataclass
class Line:
    """``values`` are what the row says, by key; ``standing`` is what it would change."""

    number: int
    title: str
    values: dict[str, Any]
    standing: Any = None
    version: str = ""  # of what stands, as far as the fields of the table do not tell
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.WRONG
        if self.standing is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED


@dataclass
class Plan:
    lines: list[Line]
    unread: list[str]
    missing: list[str]

    def of(self, outcome: Outcome) -> list[Line]:
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        return [(outcome, len(self.of(outcome))) for outcome in Outcome]

    @property
    def shown(self) -> list[Line]:
        """All but what stays as it is."""
        return [line for line in self.lines if line.outcome != Outcome.UNCHANGED]

    @property
    def can_be_done(self) -> bool:
        return (
            not self.missing and not self.of(Outcome.WRONG) and bool(self.of(Outcome.NEW) or self.of(Outcome.CHANGED))
        )

    @property
    def fingerprint(self) -> str:
        """Another one as soon as anything else would be done."""
        said = [
            [line.number, line.outcome, getattr(line.standing, "pk", None), line.version]
            + [[change.key, change.before, change.after] for change in line.changes]
            + [{key: str(value) for key, value in line.values.items()}]
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def keys_of(sheet: Sheet, columns: Sequence[Column]) -> dict[str, str]:
    """The heading of each key that the table has: a column may be called by its key, or by its name in either language."""
    names = {name.casefold(): column.key for column in columns for name in _names(column)}
    found: dict[str, str] = {}
    for heading_ in sheet.headings:
        if key := names.get(heading_.casefold()):
            found.setdefault(key, heading_)
    return found


def _names(column: Column) -> list[str]:
    return [column.key, *_in_languages(lambda: heading(column))]


def _in_languages(said: Callable[[], str]) -> list[str]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(said())
    return found


def chosen(column: Column, cell: Any) -> str:
    """The value of a choice, which may be given by its word in either language; "" for nothing. ValueError with words."""
    text = text_of(cell)
    words = {
        word.casefold(): str(value)
        for value, label in column.choices.choices
        for word in (str(value), *_in_languages(lambda label=label: str(label)))  # type: ignore[misc]
    }
    if text and text.casefold() not in words:
        known = ", ".join(str(label) for _value, label in column.choices.choices)
        raise ValueError(_("“%(text)s” is none of: %(known)s.") % {"text": text, "known": known})
    return words.get(text.casefold(), "")


def among(known: Mapping[str, Any], cell: Any, *, what: Any) -> list[Any]:
    """Several things by name (casefolded in ``known``); ValueError with words for the first that is not there."""
    return [one(known, name, what=what) for name in several(cell)]


def one(known: Mapping[str, Any], name: str, *, what: Any) -> Any:
    if name.casefold() not in known:
        raise ValueError(_("There is no %(what)s “%(name)s”.") % {"what": what, "name": name})
    return known[name.casefold()]


def in_words(column: Column, value: Any) -> str:
    """A value as any kind of table would say it, to be held against another."""
    if isinstance(value, list | tuple):
        return joined(sorted({without_unknown(str(one)) for one in value}, key=str.casefold))
    if column.choices is not None and value:
        return str(dict(column.choices.choices).get(value, value))
    return text_of(without_unknown(value) if isinstance(value, str) else value)


def standing_in_words(column: Column, obj: Any) -> str:
    return in_words(column, column.of(obj))


class Importer:
    """One kind of table. ``columns`` are those that are read, ``required`` the keys that a new row must fill in."""

    columns: Sequence[Column] = ()
    required: frozenset[str] = frozenset()

    at: Line | None = None  # which is being carried out

    def __init__(self, *, user: Any) -> None:
        self.user = user

    def one_by_one(self, lines: Iterable[Line]) -> Iterator[Line]:
        """For `carry_out`: whatever refuses is said with its row."""
        for line in lines:
            self.at = line
            yield line

    def plan(self, sheet: Sheet) -> Plan:
        keys = keys_of(sheet, self.columns)
        self.prepare(sheet, keys)
        lines = [self.line_of(row, keys) for row in sheet.rows]
        self.check_all(lines)
        read = set(keys.values())
        needed = self.required if any(line.standing is None for line in lines) else frozenset()
        missing = [heading(column) for column in self.columns if column.key in needed and column.key not in keys]
        return Plan(lines, [name for name in sheet.headings if name not in read], missing)

    def line_of(self, row: Row, keys: Mapping[str, str]) -> Line:
        line = Line(row.number, "", {})
        for column in self.columns:
            if column.key not in keys:
                continue
            try:
                line.values[column.key] = self.read(column, row.cells[keys[column.key]])
            except ValueError as error:
                line.problems.append(f"{heading(column)}: {error}")
        line.title = self.title_of(line)
        if not line.problems:
            line.standing = self.find(line)
        if line.standing is not None:
            line.changes = list(self.changes_of(line))
        if not line.problems:
            self.check(line)
        return line

    def changes_of(self, line: Line) -> Iterable[Change]:
        for column in self.columns:
            if column.key in line.values and column.key not in self.never_changed(line):
                before, after = standing_in_words(column, line.standing), in_words(column, line.values[column.key])
                if before != after:
                    yield Change(column.key, heading(column), before, after)

    def demand_filled(self, line: Line) -> None:
        for column in self.columns:
            if column.key in self.required and line.values.get(column.key, "filled" if line.standing else "") in (
                "",
                None,
                [],
            ):
                line.problems.append(_("%(column)s: fill this in.") % {"column": heading(column)})

    # --- what each kind of table says ---------------------------------------------------------

    def lock(self) -> None:
        """Lets tables of this kind follow each other, when two at once would stand in each other's way."""

    def prepare(self, sheet: Sheet, keys: Mapping[str, str]) -> None:
        """Fetches what the rows speak of, at once."""

    def read(self, column: Column, cell: Any) -> Any:
        """The value in a cell. ValueError with words."""
        return text_of(cell)

    def title_of(self, line: Line) -> str:
        return ""

    def find(self, line: Line) -> Any:
        """What stands already; notes in ``line.problems`` what speaks against touching it."""
        return None

    def never_changed(self, line: Line) -> frozenset[str]:
        """Keys that find something and change nothing."""
        return frozenset()

    def check(self, line: Line) -> None:
        """Notes in ``line.problems`` why it cannot be done."""

    def check_all(self, lines: list[Line]) -> None:
        """The same for what only all rows together tell."""

    def carry_out(self, plan: Plan) -> None:
        """Does what the plan says, inside a transaction."""
        raise NotImplementedError
