"""The tile map: 42 regions as equal tiles, so that a small region weighs as much as a large one."""

from collections.abc import Callable, Mapping
from typing import Any

from .models import Region


def region_tiles(states: Mapping[int, Mapping[str, Any]], *, url_of: Callable[[Region], str]) -> list[dict[str, Any]]:
    """One tile per current region, in reading order; ``states`` maps a region's id to its ``state``, ``state_label`` and
    ``mark``. One query."""
    nothing = {"state": "", "state_label": "", "mark": ""}
    return [
        {
            "code": region.code,
            "name": region.name,
            "row": region.tile_row,
            "col": region.tile_column,
            "url": url_of(region),
            **states.get(region.pk, nothing),
        }
        for region in Region.objects.current().order_by("tile_row", "tile_column")
    ]


def region_url(region: Region) -> str:
    """The address of a region's page, by its slug: a link per tile must not cost a query."""
    return f"/regios/{region.slug}/"
