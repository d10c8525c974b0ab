"""Which municipality belongs to which region, from a table: a row for each membership, by its days."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from regions.export import Column
from regions.models import Municipality, Region, RegionMunicipality
from regions.sheets import Sheet, day_of, number_of, text_of

from .. import places
from ..exports import MUNICIPALITY_FIELDS, all_municipalities
from .lines import Importer, Line, Plan, one
from .regions import lock_regions

LINK = ("region", "valid_from", "valid_to", "note")
OWN = ("name", "province", "population")


class MunicipalityImporter(Importer):
    columns = MUNICIPALITY_FIELDS
    required = frozenset({"region", "cbs_code", "name", "province"})

    def lock(self) -> None:
        lock_regions()

    def prepare(self, sheet: Sheet, keys: Mapping[str, str]) -> None:
        self.regions = {region.cbs_code.casefold(): region for region in Region.objects.all()}
        self.links = list(all_municipalities())
        self.by_number = {link.pk: link for link in self.links}
        self.by_days = {
            (link.municipality.cbs_code, link.region.cbs_code, link.valid_from): link for link in self.links
        }

    def read(self, column: Column, cell: Any) -> Any:
        text = text_of(cell)
        if column.key in ("number", "population"):
            return number_of(cell)
        if column.key in ("valid_from", "valid_to"):
            return day_of(cell)
        if column.key == "region":
            return one(self.regions, text, what=_("region with the code")).cbs_code if text else ""
        model = RegionMunicipality if column.key == "note" else Municipality
        longest = getattr(model._meta.get_field(column.key), "max_length", None)
        if longest and len(text) > longest:
            raise ValueError(_("%(length)s characters; at most %(most)s fit.") % {"length": len(text), "most": longest})
        return text

    def title_of(self, line: Line) -> str:
        return str(line.values.get("name") or line.values.get("cbs_code", ""))

    def find(self, line: Line) -> RegionMunicipality | None:
        values = line.values
        if values.get("number"):
            link = self.by_number.get(values["number"])
            if link is None or link.municipality.cbs_code != values.get("cbs_code"):
                line.problems.append(
                    _("Number: no row %(number)s of this municipality. Leave it empty for a new one.")
                    % {"number": values["number"]}
                )
            return link
        return self.by_days.get((values.get("cbs_code"), values.get("region"), values.get("valid_from")))

    def never_changed(self, line: Line) -> frozenset[str]:
        return frozenset({"number", "cbs_code"})

    def check(self, line: Line) -> None:
        self.demand_filled(line)
        start, end = (line.values.get(name, getattr(line.standing, name, None)) for name in ("valid_from", "valid_to"))
        if start and end and end <= start:
            line.problems.append(_("It would end before it begins."))

    def check_all(self, lines: list[Line]) -> None:
        """As all memberships would be together: a municipality is in one region at a time, and has one name."""
        ends = {link.pk: (link.municipality.cbs_code, link.valid_to) for link in self.links}
        names: dict[str, set[Any]] = defaultdict(set)
        seen: dict[Any, int] = {}
        for line in lines:
            code, standing = line.values.get("cbs_code"), line.standing
            key = standing.pk if standing else f"row {line.number}"
            ends[key] = (code, line.values.get("valid_to", standing.valid_to if standing else None))
            names[str(code)].add(tuple(line.values.get(name) for name in OWN))
            if first := seen.get(key):
                line.problems.append(_("The same row as row %(row)s.") % {"row": first})
            seen.setdefault(key, line.number)
        now: dict[Any, int] = defaultdict(int)
        for code, end in ends.values():
            now[code] += end is None
        for line in lines:
            if now[line.values.get("cbs_code")] > 1:
                line.problems.append(_("It would be in two regions at once. Fill in until when it was in the other."))
            if len(names[str(line.values.get("cbs_code"))]) > 1:
                line.problems.append(_("Rows of this municipality differ in its name, province or population."))

    def carry_out(self, plan: Plan) -> None:
        """What ends comes first, so that a municipality that moves is never in two regions."""
        known = {
            m.cbs_code: m
            for m in Municipality.objects.filter(cbs_code__in=[line.values["cbs_code"] for line in plan.shown])
        }
        for line in self.one_by_one(sorted(plan.shown, key=lambda line: line.values.get("valid_to") is None)):
            code = line.values["cbs_code"]
            own = {name: line.values[name] for name in OWN if name in line.values}
            if code not in known or any(getattr(known[code], name) != value for name, value in own.items()):
                known[code] = places.keep_municipality(user=self.user, cbs_code=code, **own)
            fields = {name: line.values[name] for name in LINK if name in line.values}
            fields["region"] = self.regions[line.values["region"].casefold()]
            link = line.standing or RegionMunicipality(municipality=known[code])
            if line.standing is None or any(change.key in LINK for change in line.changes):
                places.place_municipality(link, user=self.user, **fields)
