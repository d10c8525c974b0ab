import pytest
from django.template import Context, Template
from django.utils import translation

from home.templatetags.charts import bar_segments, chart_id, placed, quadrant_squares, shade

PARTS = [
    {"key": "same", "label": "Same", "count": 1},
    {"key": "partly", "label": "Partly", "count": 2},
    {"key": "different", "label": "Different", "count": 0},
]


def render(template: str, **context: object) -> str:
    return Template("{% load charts %}" + template).render(Context(context))


def test_segments_follow_each_other_and_leave_out_what_nobody_said() -> None:
    first, second = bar_segments(PARTS, 3)
    assert (first["x"], first["width"]) == ("0.000%", "33.333%")
    assert (second["x"], second["middle"]) == ("33.333%", "66.667%")


def test_no_answers_is_no_segment() -> None:
    assert bar_segments([{**part, "count": 0} for part in PARTS], 0) == []


def test_no_comma_gets_into_the_numbers_of_a_chart_in_dutch() -> None:
    with translation.override("nl"):
        html = render("{% distribution_chart rows=rows %}", rows=[{"label": "Ronde 1", "total": 3, "parts": PARTS}])
    assert 'width="33.333%"' in html
    assert "33,3" not in html


def test_a_chart_says_its_numbers_in_a_table_too() -> None:
    html = render("{% distribution_chart rows=rows %}", rows=[{"label": "Ronde 1", "total": 3, "parts": PARTS}])
    row = html.split("<tbody>")[1].split("</tbody>")[0]
    assert [cell.split("<")[0] for cell in row.split('class="number">')[1:]] == ["1", "2", "0", "3"]


def test_the_same_chart_has_the_same_id() -> None:
    assert chart_id(PARTS) == chart_id([dict(part) for part in PARTS])
    assert chart_id(PARTS) != chart_id(PARTS[:2])


@pytest.mark.parametrize(("count", "most", "expected"), [(0, 0, 0), (0, 5, 0), (1, 5, 1), (3, 5, 3), (5, 5, 4)])
def test_shade_goes_in_four_steps_and_any_count_is_seen(count: int, most: int, expected: int) -> None:
    assert shade(count, most) == expected


def test_matrix_counts_who_stayed_and_who_moved() -> None:
    rows = [{"label": "Same", "cells": [3, 1]}, {"label": "Different", "cells": [2, 4]}]
    html = render("{% shift_matrix matrix=matrix %}", matrix={"columns": ["Same", "Different"], "rows": rows})
    assert html.count(' stayed">') == 2
    assert "(7)" in html
    assert "(3)" in html


QUADRANTS = {(True, True): 4, (True, False): 1, (False, True): 0, (False, False): 2}


def test_the_area_of_a_disc_goes_with_its_count_in_every_round_alike() -> None:
    squares = quadrant_squares(QUADRANTS, most=16)
    assert [(square["key"], square["radius"]) for square in squares] == [
        ("yes_yes", 22),
        ("yes_no", 11),
        ("no_yes", 0),
        ("no_no", 16),
    ]
    assert [(square["x"], square["y"]) for square in squares] == [(0, 0), (150, 0), (0, 150), (150, 150)]


def test_quadrants_say_their_numbers_in_a_table_and_who_stands_in_none_in_words() -> None:
    rows = [{"label": "Round 1", "cells": QUADRANTS, "cannot_judge": 3}]
    html = render("{% quadrant_chart rows=rows %}", rows=rows)
    row = html.split("<tbody>")[1].split("</tbody>")[0]
    assert [cell.split("<")[0] for cell in row.split('class="number">')[1:]] == ["4", "1", "0", "2", "3"]
    with translation.override("en"):
        html = render("{% quadrant_chart rows=rows %}", rows=rows)
    assert "3 people could not judge one of the two" in html


def test_tiles_stand_in_their_row_and_column() -> None:
    tile = {
        "code": "ZEE",
        "name": "Zeeland",
        "row": 8,
        "col": 1,
        "url": "/",
        "state": "",
        "state_label": "",
        "mark": "",
    }
    assert (placed(tile)["x"], placed(tile)["y"]) == (3, 493)


def test_every_tile_is_a_link_that_says_its_name_and_state() -> None:
    tile = {"code": "ZEE", "name": "Zeeland", "row": 1, "col": 1, "url": "/z/", "state": "trying", "mark": "P"}
    html = render("{% tile_map tiles=tiles %}", tiles=[{**tile, "state_label": "Proberen"}])
    assert '<a href="/z/" aria-label="Zeeland: Proberen">' in html
    assert "<title>Zeeland: Proberen</title>" in html
    assert html.count('href="/z/"') == 2
