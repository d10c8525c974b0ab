"""The columns of lists of regions, municipalities and organisations."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regions.export import Column
from regions.models import Organisation, RegionMunicipality
from regions.states import OrganisationKind

# What can be read in again; the first tells regions apart.
REGION_FIELDS = [
    Column("cbs_code", _("CBS code"), "cbs_code"),
    Column("code", _("short code"), "code"),
    Column("name", _("name"), "name"),
    Column("also_called", _("also called"), "also_called"),
    Column("slug", _("slug"), "slug"),
    Column("province", _("province"), "province"),
    Column("tile_row", _("row on the tile map"), "tile_row"),
    Column("tile_column", _("column on the tile map"), "tile_column"),
    Column("valid_from", _("exists from"), "valid_from"),
    Column("valid_to", _("exists until"), "valid_to"),
]

MUNICIPALITY_FIELDS = [
    Column("number", _("number"), "pk"),
    Column("region", _("region"), "region.cbs_code"),
    Column("cbs_code", _("CBS code"), "municipality.cbs_code"),
    Column("name", _("name"), "municipality.name"),
    Column("province", _("province"), "municipality.province"),
    Column("population", _("population"), "municipality.population"),
    Column("valid_from", _("from"), "valid_from"),
    Column("valid_to", _("until"), "valid_to"),
    Column("note", _("note"), "note"),
]

ORGANISATION_COLUMNS = [
    Column("name", _("name"), "name"),
    Column("kind", _("kind"), "kind", choices=OrganisationKind),
    Column("regions", _("regions"), lambda organisation: [region.name for region in organisation.regions.all()]),
]


def regions_with_figures(rows: list[dict[str, Any]]) -> list[Column]:
    """The columns of the index of regions; ``rows`` are `overview.figures`."""
    by_region = {row["region"].pk: row for row in rows}

    def figure(name: str) -> Any:
        return lambda region: by_region[region.pk][name]

    return [
        *REGION_FIELDS,
        Column("municipalities", _("municipalities"), "municipality_count"),
        Column("lessons", _("lessons shared"), figure("lessons")),
        Column("taken_up", _("lessons taken up"), figure("taken_up")),
        Column("tables", _("learning tables"), figure("tables")),
        Column("visitations", _("visitations"), figure("visitations")),
    ]


def all_municipalities() -> Any:
    links = RegionMunicipality.objects.select_related("region", "municipality")
    return links.order_by("region__cbs_code", "municipality__name", "pk")


def all_organisations() -> Any:
    return Organisation.objects.prefetch_related("regions").order_by("name")
