"""How far a lesson has travelled: the data of its tile map and legend. It counts regions, and ranks none."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from regions.tiles import region_tiles, region_url

from .states import UptakeStatus

MARKS: dict[str, str] = {
    UptakeStatus.RECOGNISED: "h",
    UptakeStatus.TRYING: "p",
    UptakeStatus.ADOPTED: "✓",
    UptakeStatus.ADAPTED: "≈",
    UptakeStatus.STOPPED: "■",
    UptakeStatus.NOT_FOR_US: "–",
}


def spread(uptakes: Iterable[Any]) -> dict[str, Any]:
    """``tiles`` and ``legend`` for the tile map of the current uptakes of one lesson."""
    states = {
        uptake.region_id: {
            "state": uptake.status,
            "state_label": uptake.get_status_display(),
            "mark": MARKS[uptake.status],
        }
        for uptake in uptakes
    }
    counts = Counter(state["state"] for state in states.values())
    legend = [
        {"state": status.value, "label": status.label, "mark": MARKS[status], "count": counts[status]}
        for status in UptakeStatus
    ]
    return {"tiles": region_tiles(states, url_of=region_url), "legend": legend}
