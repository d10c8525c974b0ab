"""Themes that come back at a region's tables are a signal from so many sessions of as many tables on, and never per table."""

from typing import Any

import pytest
from django.utils import timezone

from learningtables.models import SessionPage
from learningtables.recurring import months, recurring_themes
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import ThemeFactory
from tests.factories.regions import CircleFactory

TOLD = "Wachttijden komen terug"


@pytest.fixture
def theme(db: None) -> Any:
    return ThemeFactory(name=TOLD, name_en=TOLD)


@pytest.fixture
def hold(foodvalley: Any, facilitator: Any) -> Any:
    """Sessions held within the months that are counted, each at a table of its own unless one is given."""

    def held(theme: Any, *, tables: int, each: int = 1, before: int = 40) -> list[SessionPage]:
        sessions = []
        for number in range(tables):
            circle = CircleFactory(kind="learning_table", name=f"Tafel {number} {theme.pk}")
            table = make_table(
                region=foodvalley, circle=circle, title=f"Tafel {number}", audience_key=circle.audience_key
            )
            for turn in range(each):
                days = -before - turn
                sessions.append(make_session(table, user=facilitator, days=days, held=True, themes=[theme]))
        return sessions

    return held


def test_a_theme_of_three_sessions_at_three_tables_is_told_to_the_region(
    hold: Any,
    theme: Any,
    client: Any,
    client_of: Any,
    foodvalley: Any,
    foodvalley_coordinator: Any,
    coordinator: Any,
    participant: Any,
    editor: Any,
) -> None:
    hold(theme, tables=3)
    address = "/regios/food-valley/"
    assert TOLD in client_of(foodvalley_coordinator).get(address).content.decode()
    for other in (coordinator, participant, editor):
        assert TOLD not in client_of(other).get(address).content.decode()
    assert TOLD not in client.get(address).content.decode()


@pytest.mark.parametrize(("tables", "each"), [(2, 4), (1, 9)])
def test_many_sessions_at_few_tables_tell_nothing(
    hold: Any, theme: Any, foodvalley: Any, tables: int, each: int
) -> None:
    hold(theme, tables=tables, each=each)
    assert recurring_themes(foodvalley) == []


def test_a_session_of_this_month_does_not_show_yet(hold: Any, theme: Any, foodvalley: Any) -> None:
    first, _second, _third = hold(theme, tables=3)
    now = timezone.now()
    SessionPage.objects.filter(pk=first.pk).update(starts_at=now - timezone.timedelta(minutes=5), ends_at=now)
    assert recurring_themes(foodvalley) == []


def test_what_is_longer_ago_than_a_year_counts_no_more(hold: Any, theme: Any, foodvalley: Any) -> None:
    hold(theme, tables=3, before=460)
    assert recurring_themes(foodvalley) == []


def test_the_months_that_are_counted_are_whole_ones() -> None:
    begins, ends = months(timezone.datetime(2028, 2, 29).date())
    assert (begins.isoformat(), ends.isoformat()) == ("2027-02-01", "2028-02-01")


def test_a_region_costs_the_same_with_many_sessions(
    hold: Any, theme: Any, foodvalley: Any, django_assert_num_queries: Any
) -> None:
    hold(theme, tables=4, each=2)
    with django_assert_num_queries(4):
        recurring_themes(foodvalley)
