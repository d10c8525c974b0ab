"""A word without an end, such as an address that somebody pastes, is broken where its line is: nothing goes off sideways."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lessons import actions
from lessons.models import LessonPage, Trial
from tests.browser.test_axe import STICKING_OUT
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = pytest.mark.once

WORD = "w" * 200
TAG = "trefwoord" * 11
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
WIDTHS = (320, 480, 768, 1000, 1280)


@pytest.fixture
def lesson(zeeland: Any, site: str) -> LessonPage:
    texts = dict.fromkeys(("title", "summary", "conditions"), WORD)
    return LessonFactory(
        region=zeeland, slug="les", tags=[TAG, "school"], themes=[ThemeFactory(name="t" * 60)], **texts
    )


@pytest.fixture
def trial(lesson: LessonPage, zeeland: Any, coordinator: Any) -> Trial:
    today = timezone.localdate()
    return actions.begin_trial(
        lesson,
        region=zeeland,
        hypothesis=WORD,
        where=WORD,
        noticed_by=WORD,
        starts_on=today,
        ends_on=today + datetime.timedelta(days=60),
        user=coordinator,
    )


def test_a_word_without_an_end_goes_nowhere_off_sideways(
    open_as: Callable[..., Page], lesson: LessonPage, trial: Trial, coordinator: Any, subtests: pytest.Subtests
) -> None:
    page = open_as(coordinator)
    addresses = (f"/lessen/proeven/{trial.pk}/", lesson.url, "/lessen/", "/regios/zeeland/", f"/zoeken/?tag={TAG}")
    for address in addresses:
        page.goto(str(address))
        for width in WIDTHS:
            with subtests.test(str(address), width=width):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(FITS), page.evaluate(STICKING_OUT)
