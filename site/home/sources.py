"""The regions and municipalities of the Netherlands, as the files in ``regions/data`` give them."""

import csv
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.text import slugify

FOLDER = settings.ROOT / "regions" / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def regions() -> Iterator[dict[str, Any]]:
    """The fields of each `Region`."""
    tiles = {row["cbs_region_code"]: row for row in _rows("region_tiles.csv")}
    for row in _rows("youth_regions.csv"):
        tile = tiles[row["cbs_region_code"]]
        yield {
            "cbs_code": row["cbs_region_code"],
            "code": tile["code"],
            "name": row["region_name"],
            "also_called": row["also_called"].replace("|", ", "),
            "slug": slugify(row["region_name"]),
            "province": ", ".join(filter(None, [row["province"], row["other_provinces"]])),
            "tile_row": int(tile["row"]),
            "tile_column": int(tile["col"]),
        }


class MunicipalityRow(NamedTuple):
    """The fields of a `Municipality`, with the CBS code of its region and a note on the membership."""

    cbs_code: str
    region: str
    note: str
    fields: dict[str, Any]


def municipalities() -> Iterator[MunicipalityRow]:
    for row in _rows("youth_region_municipalities.csv"):
        fields = {
            "cbs_code": row["cbs_code"],
            "name": row["municipality_name"],
            "province": row["province"],
            "population": int(row["population_2020"]) if row["population_2020"] else None,
        }
        yield MunicipalityRow(row["cbs_code"], row["cbs_region_code"], row["note"], fields)
