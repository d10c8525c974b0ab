"""Charts as SVG with a table beside each, from plain data."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2s
from math import sqrt
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()

SHADES = 4
TILE, GAP = 64, 6
TEXTURES = {
    "partly": "lines",
    "doubtful": "lines",
    "different": "cross",
    "not_reasonable": "cross",
    "cannot_judge": "dots",
    "yes_no": "lines",
    "no_yes": "dots",
    "no_no": "cross",
    "trying": "lines",
    "recognised": "dots",
    "adapted": "waves",
    "stopped": "cross",
    "not_for_us": "rules",
}


@register.filter
def texture(key: str) -> str:
    """The pattern that says the same as the colour; a plain fill is one of them."""
    return TEXTURES.get(key, "")


def chart_id(*data: Any) -> str:
    """The same chart gets the same id each time, so that an answer with a chart can carry an ETag."""
    return "chart-" + blake2s(repr(data).encode(), digest_size=5).hexdigest()


def bar_segments(parts: Sequence[Mapping[str, Any]], total: int) -> list[dict[str, Any]]:
    """Percentages as text: a float would be written with a comma in Dutch, which SVG does not read."""
    segments, start = [], 0.0
    for part in parts:
        share = 100 * part["count"] / total if total else 0.0
        segment = {
            "x": f"{start:.3f}%",
            "width": f"{share:.3f}%",
            "middle": f"{start + share / 2:.3f}%",
            "wide": share >= 6,
        }
        segments.append({**part, **segment})
        start += share
    return [segment for segment in segments if segment["count"]]


@register.inclusion_tag("charts/distribution.html")
def distribution_chart(rows: Sequence[Mapping[str, Any]], caption: str = "") -> dict[str, Any]:
    bars = [{**row, "segments": bar_segments(row["parts"], row["total"])} for row in rows]
    return {
        "id": chart_id(rows, str(caption)),
        "rows": bars,
        "caption": caption,
        "legend": rows[0]["parts"] if rows else [],
    }


def shade(count: int, most: int) -> int:
    return -(-count * SHADES // most) if most else 0


@register.inclusion_tag("charts/shift_matrix.html")
def shift_matrix(matrix: Mapping[str, Any], caption: str = "", corner: str = "") -> dict[str, Any]:
    counts = [row["cells"] for row in matrix["rows"]]
    most = max((count for cells in counts for count in cells), default=0)
    rows = [
        {
            "label": row["label"],
            "cells": [
                {"count": n, "label": matrix["columns"][j], "shade": shade(n, most), "stayed": i == j}
                for j, n in enumerate(row["cells"])
            ],
        }
        for i, row in enumerate(matrix["rows"])
    ]
    stayed = sum(cells[i] for i, cells in enumerate(counts) if i < len(cells))
    moved = sum(map(sum, counts)) - stayed
    return {**matrix, "rows": rows, "caption": caption, "corner": corner, "stayed": stayed, "moved": moved}


SQUARE, LARGEST = 150, 44


def quadrant_squares(cells: Mapping[tuple[bool, bool], int], most: int) -> list[dict[str, Any]]:
    """Four squares in reading order, each with a disc whose area goes with its count; ``most`` has the largest."""
    said = {True: _("yes"), False: _("no")}
    return [
        {
            "key": f"{'yes' if then else 'no'}_{'yes' if now else 'no'}",
            "then": said[then],
            "now": said[now],
            "count": cells[then, now],
            "x": column * SQUARE,
            "y": line * SQUARE,
            "middle": column * SQUARE + SQUARE // 2,
            "centre": line * SQUARE + 96,
            "radius": round(LARGEST * sqrt(cells[then, now] / most)) if most else 0,
        }
        for line, then in enumerate((True, False))
        for column, now in enumerate((True, False))
    ]


@register.inclusion_tag("charts/quadrants.html")
def quadrant_chart(rows: Sequence[Mapping[str, Any]], caption: str = "") -> dict[str, Any]:
    """``rows``: label, cells {(reasonable then?, same now?): count}, cannot_judge."""
    most = max((count for row in rows for count in row["cells"].values()), default=0)
    pictures = [{**row, "squares": quadrant_squares(row["cells"], most)} for row in rows]
    return {"id": chart_id([dict(row) for row in rows], str(caption)), "rows": pictures, "caption": caption}


DOT_SHAPES = ("circle", "diamond", "square")
LANE, FIRST_LANE = 24, 16


def dots_at(dots: Sequence[Mapping[str, Any]], steps: int) -> list[dict[str, Any]]:
    """Where each dot stands: across by its value from 1 to ``steps``, down in a lane of its own, so that none covers another."""
    lanes = zip(dots, DOT_SHAPES, strict=False)
    return [
        {**dot, "shape": shape, "x": f"{100 * (dot['value'] - 0.5) / steps:.3f}%", "y": FIRST_LANE + number * LANE}
        for number, (dot, shape) in enumerate(lanes)
        if dot["value"] is not None
    ]


@register.inclusion_tag("charts/dot_plot.html")
def dot_plot(rows: Sequence[Mapping[str, Any]], steps: Sequence[tuple[int, str]], caption: str = "") -> dict[str, Any]:
    """``rows``: label, dots [{key, label, value from 1 to the number of steps or None, text for the table, short}], the same
    dots in each row. ``steps``: (value, label) of the scale."""
    drawn = [{**row, "placed": dots_at(row["dots"], len(steps))} for row in rows]
    columns = [f"{100 * (number + 0.5) / len(steps):.3f}%" for number in range(len(steps))]
    return {
        "id": chart_id([dict(row) for row in rows], str(caption)),
        "rows": drawn,
        "steps": steps,
        "columns": columns,
        "caption": caption,
        "legend": [{**dot, "shape": shape} for dot, shape in zip(rows[0]["dots"], DOT_SHAPES, strict=False)]
        if rows
        else [],
        "height": FIRST_LANE + LANE * len(DOT_SHAPES) - LANE // 2 + 4,
    }


COLUMN, BAR, TALLEST, TOP = 56, 36, 84, 22
LEFT_OUT = 16  # high, whatever the number is


@register.inclusion_tag("charts/small_multiples.html")
def small_multiples(pictures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One small picture for each of ``pictures``: label, bars [{label, text, state, value or None}]; the table beside them is
    the caller's. ``state`` is exact, not_kept, or anything else for what is left out: that is drawn alike for every number."""
    return {"pictures": [{**picture, **_multiple(picture["bars"])} for picture in pictures]}


def _multiple(bars: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    most = max((bar["value"] or 0 for bar in bars), default=0)
    base, width = TOP + TALLEST, COLUMN * len(bars)
    heights = [_bar_height(bar, most) for bar in bars]
    drawn = [
        {
            **bar,
            "x": number * COLUMN + (COLUMN - BAR) // 2,
            "middle": number * COLUMN + COLUMN // 2,
            "width": BAR,
            "height": height,
            "y": base - height,
            "text_y": base - height - 10,
        }
        for number, (bar, height) in enumerate(zip(bars, heights, strict=True))
    ]
    height = base + 24
    places = {"base": base, "width": width, "height": height, "year_y": base + 13}
    return {"bars": drawn, "view_box": f"0 0 {width} {height}", **places}


def _bar_height(bar: Mapping[str, Any], most: int) -> int:
    if bar["state"] == "exact":
        return round(TALLEST * bar["value"] / most) if most else 0
    return 0 if bar["state"] == "not_kept" else LEFT_OUT


def placed(tile: Mapping[str, Any]) -> dict[str, Any]:
    """Where a tile and its texts stand: whole numbers, so that no language writes a comma in them."""
    x, y = (tile["col"] - 1) * (TILE + GAP) + GAP // 2, (tile["row"] - 1) * (TILE + GAP) + GAP // 2
    half = TILE // 2
    code_y = y + half - 9 if tile.get("mark") else y + half
    places = {"x": x, "y": y, "middle": x + half, "code_y": code_y, "mark_y": y + half + 13}
    return {**tile, **places, "plate_x": x + 6, "plate_y": code_y - 13}


@register.inclusion_tag("charts/tile_map.html")
def tile_map(
    tiles: Sequence[Mapping[str, Any]], legend: Sequence[Mapping[str, Any]] = (), caption: str = "", table: bool = True
) -> dict[str, Any]:
    ordered = sorted((placed(tile) for tile in tiles), key=lambda tile: (tile["row"], tile["col"]))
    columns = max((tile["col"] for tile in tiles), default=1)
    lines = max((tile["row"] for tile in tiles), default=1)
    return {
        "id": chart_id([dict(tile) for tile in tiles], str(caption)),
        "tiles": ordered,
        "by_name": sorted(ordered, key=lambda tile: str(tile["name"])),
        "legend": legend,
        "caption": caption,
        "table": table,
        "view_box": f"0 0 {columns * (TILE + GAP)} {lines * (TILE + GAP)}",
    }


COURSE_WIDTH, NAME_WIDTH, LINE, COURSE_TOP = 640, 220, 30, 26
SPAN_HEIGHT, NARROWEST = 22, 3
BESIDE = 48  # two years that are nearer would be written over each other


@register.inclusion_tag("charts/course.html")
def course_chart(course: Mapping[str, Any], caption: str = "") -> dict[str, Any]:
    """What each row said over time, as bars: ``course`` has rows [{name, spans [{state, mark, from, to}]}], first and last. The
    table with the same in words is the caller's."""
    first, days = course["first"], max((course["last"] - course["first"]).days, 1)

    def across(day: date) -> int:
        return NAME_WIDTH + round(COURSE_WIDTH * (day - first).days / days)

    rows = [
        {
            "name": row["name"],
            "y": COURSE_TOP + number * LINE + (LINE - SPAN_HEIGHT) // 2,
            "text_y": COURSE_TOP + number * LINE + LINE // 2,
            "plate_y": COURSE_TOP + number * LINE + (LINE - 18) // 2,
            "spans": [_span(span, across(span["from"]), across(span["to"])) for span in row["spans"]],
        }
        for number, row in enumerate(course["rows"])
    ]
    bottom = COURSE_TOP + len(rows) * LINE
    years = [date(year, 1, 1) for year in range(first.year + 1, course["last"].year + 1)]
    if not years or across(years[0]) - NAME_WIDTH >= BESIDE:
        years.insert(0, first)
    return {
        "id": chart_id(str(course), str(caption)),
        "rows": rows,
        "ticks": [{"x": across(day), "label": str(day.year)} for day in years],
        "names": NAME_WIDTH - 10,
        "height": SPAN_HEIGHT,
        "top": COURSE_TOP - 6,
        "bottom": bottom,
        "year_y": COURSE_TOP - 14,
        "view_box": f"0 0 {NAME_WIDTH + COURSE_WIDTH + 8} {bottom + 8}",
        "caption": caption,
    }


def _span(span: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    width = max(end - start, NARROWEST)
    return {**span, "x": start, "width": width, "wide": width >= LINE, "plate_x": start + 4, "mark_x": start + 13}
