"""The word lists: read at the first check, once, and kept."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from .words import fold

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

DATA = Path(__file__).parent / "data"
# The municipalities and their inhabitants are kept with the regions (CBS, 1 January 2020).
MUNICIPALITIES = Path(__file__).resolve().parents[2] / "regions" / "data" / "youth_region_municipalities.csv"
_lock = Lock()


def lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def words(name: str) -> frozenset[str]:
    return frozenset(word for line in lines(name) for word in line.lower().split())


def _labelled() -> dict[str, str]:
    found = {}
    for line in lines("roles.txt"):
        label, _colon, rest = line.partition(":")
        found.update(dict.fromkeys(rest.lower().split(), label))
    return found


def _deduce_lists() -> Path:
    """The lists that deduce ships (LGPL), read where it is installed; its code is not loaded for that."""
    spec = find_spec("deduce")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package deduce is not installed: its word lists are needed (make run installs it).")
    return Path(spec.submodule_search_locations[0]) / "data" / "lookup" / "src"


def _listed(folder: Path) -> set[str]:
    items = _entries(folder / "items.txt")
    return items - _entries(folder / "exceptions.txt")


def _entries(path: Path) -> set[str]:
    return {line.strip() for line in path.read_text(encoding="utf-8").splitlines()} if path.exists() else set()


def _folded(items: Iterable[str], *, shortest: int = 2) -> frozenset[str]:
    return frozenset(fold(item) for item in items if len(item) >= shortest)


@dataclass(frozen=True, eq=False)
class Lexicon:
    first_names: frozenset[str]
    surnames: frozenset[str]
    ambiguous: frozenset[str]  # first names that are ordinary words too
    not_names: frozenset[str]
    roles: dict[str, str]
    titles: frozenset[str]
    verbs: frozenset[str]
    school_types: frozenset[str]
    institution_types: frozenset[str]
    providers: frozenset[str]
    hospitals: frozenset[str]
    places: frozenset[str]
    place_starts: frozenset[str]
    common: frozenset[str]
    population: dict[str, int]


def _population() -> dict[str, int]:
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {fold(row["municipality_name"]): int(row["population_2020"]) for row in rows if row["population_2020"]}
    return found | {name.partition(" (")[0]: count for name, count in found.items()}


def _load() -> Lexicon:
    lists = _deduce_lists()
    names, locations = lists / "names", lists / "locations" / "lst_placename"
    population = _population()
    residences = (
        _listed(locations / "lst_residence") | _listed(locations / "lst_municipality") | set(lines("places.txt"))
    )
    places = _folded({name.partition(" (")[0] for name in residences} | set(population), shortest=2)
    return Lexicon(
        first_names=_folded(_entries(names / "lst_first_name" / "items.txt") | set(words("more_first_names.txt"))),
        surnames=_folded(
            _entries(names / "lst_surname" / "items.txt") | _entries(names / "lst_interfix_surname" / "items.txt"),
            shortest=3,
        ),
        ambiguous=_folded(words("words_that_are_names.txt") | _entries(names / "lst_first_name" / "exceptions.txt")),
        not_names=_folded(words("not_names.txt"), shortest=1),
        roles=_labelled(),
        titles=words("titles.txt"),
        verbs=words("person_verbs.txt"),
        school_types=words("school_types.txt"),
        institution_types=words("institution_types.txt"),
        providers=_folded(lines("care_providers.txt")),
        hospitals=_folded(_listed(lists / "institutions" / "lst_hospital"), shortest=4),
        common=_folded(
            _entries(lists / "whitelist" / "lst_common_word" / "items.txt")
            | _entries(lists / "whitelist" / "lst_stop_word" / "items.txt")
        ),
        places=places,
        place_starts=frozenset(name.split()[0].removeprefix("'") for name in places)
        | {part for name in places for part in name.split("-")[:1]},
        population=population,
    )


@cache
def _loaded() -> Lexicon:
    return _load()


def lexicon() -> Lexicon:
    with _lock:
        return _loaded()


@cache
def _dictionary() -> "DictionaryLookupStrategy":
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy()


@lru_cache(maxsize=50_000)
def _is_word(low: str) -> bool:
    return _dictionary().get_lemma(low, "nl") is not None


def is_dutch_word(low: str) -> bool:
    """Whether the dictionary that the search uses too knows it as an ordinary word."""
    return _is_word(low)
