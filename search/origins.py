"""Where the hits come from: a tile per region, which narrows the search to it or takes it back."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.models import Region
from regions.tiles import region_tiles

from .addresses import with_value, without_value
from .queries import Found, Search

STEPS = ((1, "s1"), (2, "s2"), (5, "s3"), (10, "s4"), (25, "s5"))


def origins(search: Search, found: Found, query: QueryDict) -> dict[str, Any]:
    """``tiles``, ``legend``, and as ``rows`` the tiles of the regions that the hits come from, by name: regions are not ranked. A
    number is what choosing the region gives; of a tile that is also where nothing comes from while others are chosen."""
    counted = {slug: count for slug, count in found.counts["region"].items() if slug and count}
    chosen = search.chosen.get("region", ())
    numbers = dict(Region.objects.values_list("slug", "pk"))
    narrowed_to = found.chosen.get("region", ())
    states = {
        numbers[slug]: {
            **_state(counted.get(slug, 0), chosen=slug in chosen),
            "count": counted.get(slug, 0),
            "has_hits": not narrowed_to or slug in narrowed_to,
        }
        for slug in {*counted, *chosen}
        if slug in numbers
    }

    def url_of(region: Region) -> str:
        change = without_value if region.slug in chosen else with_value
        return change(query, "region", region.slug)

    tiles = region_tiles(states, url_of=url_of)
    told = [tile for tile in tiles if tile.get("count") and tile["has_hits"]]
    rows = sorted(told, key=lambda tile: tile["name"])
    return {"tiles": tiles, "legend": legend(), "rows": rows}


def _state(count: int, *, chosen: bool) -> dict[str, Any]:
    step = next((name for low, name in reversed(STEPS) if count >= low), "")
    label = ngettext("%(count)s result", "%(count)s results", count) % {"count": count}
    if not chosen:
        return {"state": step, "state_label": label, "mark": str(count)}
    return {"state": step, "state_label": _("%(results)s, chosen") % {"results": label}, "mark": f"✓ {count}"}


def legend() -> list[dict[str, Any]]:
    limits = [low for low, _name in STEPS]
    ends = [*(high - 1 for high in limits[1:]), None]
    return [
        {"state": name, "label": _span(low, end), "mark": "", "count": None}
        for (low, name), end in zip(STEPS, ends, strict=True)
    ]


def _span(low: int, end: int | None) -> str:
    if end is None:
        return _("%(number)s or more") % {"number": low}
    return f"{low}" if low == end else f"{low}–{end}"
