"""Regions from a table, told apart by their CBS code."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from regions.export import Column, heading
from regions.models import Region
from regions.sheets import Sheet, day_of, number_of, text_of

from .. import places
from ..exports import REGION_FIELDS
from ..models import RegionIndexPage
from .lines import Importer, Line, Plan

TILES = frozenset({"tile_row", "tile_column"})
DAYS = frozenset({"valid_from", "valid_to"})
MOST_TILES = 99
# What no two regions share.
APART: tuple[tuple[str, ...], ...] = (("code",), ("name",), ("slug",), ("tile_row", "tile_column"))


def lock_regions() -> None:
    """For who writes regions or what is in them: under one index of regions, one after the other."""
    list(RegionIndexPage.objects.select_for_update(of=("self",)).values_list("pk"))


class RegionImporter(Importer):
    columns = REGION_FIELDS
    required = frozenset({"cbs_code", "code", "name", "province", "tile_row", "tile_column"})

    def lock(self) -> None:
        lock_regions()

    def prepare(self, sheet: Sheet, keys: Mapping[str, str]) -> None:
        self.regions = {region.cbs_code: region for region in Region.objects.select_related("circle")}

    def read(self, column: Column, cell: Any) -> Any:
        text = text_of(cell)
        if column.key in DAYS:
            return day_of(cell)
        if column.key in TILES:
            number = number_of(cell)
            if number is not None and number > MOST_TILES:
                raise ValueError(_("The tile map has at most %(most)s rows and columns.") % {"most": MOST_TILES})
            return number
        longest = getattr(Region._meta.get_field(column.key), "max_length", None)
        if longest and len(text) > longest:
            raise ValueError(_("%(length)s characters; at most %(most)s fit.") % {"length": len(text), "most": longest})
        if column.key == "slug" and text and not re.fullmatch(r"[a-z0-9-]+", text):
            raise ValueError(_("Only small letters, digits and hyphens."))
        return text

    def title_of(self, line: Line) -> str:
        return str(line.values.get("name") or line.values.get("cbs_code", ""))

    def find(self, line: Line) -> Region | None:
        return self.regions.get(line.values.get("cbs_code", ""))

    def never_changed(self, line: Line) -> frozenset[str]:
        return frozenset({"cbs_code"} if line.values.get("slug") else {"cbs_code", "slug"})

    def check(self, line: Line) -> None:
        values, standing = line.values, line.standing
        self.demand_filled(line)
        if standing is None and not values.get("slug"):
            values["slug"] = slugify(values.get("name", ""))
        if any(change.key == "slug" for change in line.changes):
            line.problems.append(_("Slug: the address of a region that is there stays, or links to it would break."))
        start, end = (values.get(name, getattr(standing, name, None)) for name in ("valid_from", "valid_to"))
        if start and end and end <= start:
            line.problems.append(_("It would end before it begins."))

    def check_all(self, lines: list[Line]) -> None:
        """As all regions would be together."""
        later: dict[str, dict[str, Any]] = {
            code: {name: getattr(region, name) for names in APART for name in names}
            for code, region in self.regions.items()
        }
        counts = Counter(line.values.get("cbs_code") for line in lines)
        for line in lines:
            code = line.values.get("cbs_code")
            if code and counts[code] > 1:
                line.problems.append(_("The CBS code %(code)s stands in more than one row.") % {"code": code})
            given = {
                name: line.values[name] for names in APART for name in names if line.values.get(name) not in (None, "")
            }
            later[code or f"row {line.number}"] = {**later.get(code or "", {}), **given}
        labels = {column.key: heading(column) for column in self.columns}
        for names in APART:
            held = Counter(tuple(one.get(name) for name in names) for one in later.values())
            for line in lines:
                mine = tuple(later[line.values.get("cbs_code") or f"row {line.number}"].get(name) for name in names)
                if held[mine] > 1 and None not in mine:
                    said = {"column": ", ".join(labels[name] for name in names), "value": ", ".join(map(str, mine))}
                    line.problems.append(_("%(column)s: another region has “%(value)s”, too.") % said)

    def carry_out(self, plan: Plan) -> None:
        changed = [line for line in plan.shown if line.standing is not None]
        standing = {line.standing.pk: line.standing for line in changed}
        places.make_room(list(Region.objects.select_for_update().filter(pk__in=standing)))
        apart = sorted({name for names in APART for name in names} - {"slug"})
        for line in self.one_by_one(changed):
            kept = {name: getattr(line.standing, name) for name in apart}
            fields = {**kept, **{change.key: line.values[change.key] for change in line.changes}}
            places.change_region(line.standing, user=self.user, **fields)
        for line in self.one_by_one(plan.shown):
            if line.standing is None:
                places.found_region(user=self.user, **line.values)
