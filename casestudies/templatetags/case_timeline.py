"""The timeline of a case as SVG, with a table beside it."""

from collections.abc import Iterable, Mapping
from hashlib import blake2s
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from .. import timeline
from ..states import SameChoice
from ..timeline import Moment

register = template.Library()

ANSWERS = {
    SameChoice.SAME: _("The same choice"),
    SameChoice.PARTLY: _("Partly the same"),
    SameChoice.DIFFERENT: _("A different choice"),
    timeline.DIVIDED: _("Opinions are divided"),
    "": _("Not judged yet"),
}
TEXTURES = {SameChoice.PARTLY: "lines", SameChoice.DIFFERENT: "cross", timeline.DIVIDED: "waves"}
LANE, RADIUS = 38, 15


def _drawn(moments: list[Moment], *, last: int, decisions: bool, axis: int) -> list[dict[str, Any]]:
    """Decisions above the axis, events below it. Percentages are text: a float would be written with a comma in Dutch."""
    here = [one for one in moments if one.is_decision == decisions and one.month is not None]
    places = [timeline.place(one.month or 0, last) for one in here]
    away = -1 if decisions else 1
    return [
        {
            "moment": one,
            "x": f"{at:.3f}%",
            "y": axis + away * (LANE * lane + LANE // 2 + 6),
            "texture": TEXTURES.get(one.answer, ""),
        }
        for one, at, lane in zip(here, places, timeline.lanes(places), strict=True)
    ]


def _rows(drawn: list[dict[str, Any]], axis: int) -> int:
    return max((abs(one["y"] - axis) + LANE // 2 for one in drawn), default=0)


@register.inclusion_tag("casestudies/timeline.html")
def case_timeline(
    events: Iterable[Any], points: Iterable[Any], answers: Mapping[int, str] | None = None
) -> dict[str, Any]:
    moments = timeline.moments(events, points, dict(answers or {}))
    last = max((one.month or 0 for one in moments), default=0)
    axis = _rows(_drawn(moments, last=last, decisions=True, axis=0), 0) + 4
    below = _drawn(moments, last=last, decisions=False, axis=axis)
    judged = {one.answer for one in moments if one.is_decision}
    return {
        "id": "timeline-" + blake2s(repr(moments).encode(), digest_size=5).hexdigest(),
        "rows": [{"moment": one, "answer": ANSWERS[one.answer] if one.is_decision else ""} for one in moments],
        "decisions": _drawn(moments, last=last, decisions=True, axis=axis),
        "events": below,
        "ticks": [{"month": month, "x": f"{timeline.place(month, last):.3f}%"} for month in timeline.ticks(last)],
        "axis": axis,
        "tick_y": axis + _rows(below, axis) + 16,
        "height": axis + _rows(below, axis) + 30,
        "last": last,
        "legend": [
            {"key": key, "label": label, "texture": TEXTURES.get(key, "")}
            for key, label in ANSWERS.items()
            if key in judged
        ],
        "radius": RADIUS,
    }
