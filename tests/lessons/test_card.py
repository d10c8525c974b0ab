"""The card of a lesson: for who reads the lesson, with its address as text and as a picture that a phone reads."""

from typing import Any

import pytest

from lessons import qr
from regions.audience import MEMBERS
from tests.lessons.living import make_lesson

pytestmark = pytest.mark.once


def test_the_picture_is_a_code_of_the_address() -> None:
    """The three corners by which a reader finds it, white around them, and another address another picture."""
    code = qr.code_of("https://leertafel.example/lessen/12/")
    dark = {tuple(map(int, module.split("h")[0].split())) for module in code.path.split("M")[1:]}
    corner = {(x, y) for x in range(7) for y in range(7) if x in {0, 6} or y in {0, 6}}
    for left, top in ((4, 4), (code.size - 11, 4), (4, code.size - 11)):
        assert {(left + x, top + y) for x, y in corner} <= dark
    assert min(min(module) for module in dark) == 4
    assert max(max(module) for module in dark) == code.size - 5
    assert qr.code_of("https://leertafel.example/lessen/13/") != code


def test_only_who_reads_the_lesson_gets_its_card(
    facilitator: Any, foodvalley: Any, table_circle: Any, visitor: Any, client_of: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    type(lesson).objects.filter(pk=lesson.pk).update(audience_key=MEMBERS)
    at = f"/lessen/{lesson.pk}/kaart/"
    assert visitor.get(at).status_code == 404
    page = client_of(facilitator).get(at).content.decode()
    assert (lesson.title in page, lesson.get_url() in page, "style=" in page.split("lesson-card__code")[1]) == (
        True,
        True,
        False,
    )
