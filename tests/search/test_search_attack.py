"""What somebody tries who wants to know of pages that they may not read."""

import datetime
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.management import call_command
from wagtail.models import Page

from lessons.models import LessonPage
from search.backends.whoosh.analysis import LONGEST_WORD, STEM, get_analyzer
from search.forms import MOST_VALUES, PARAMETERS
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.visitations.serving import differing, served

pytestmark = pytest.mark.once

# "zorba" is in no dictionary and in no page that may be read but as a part of "zorbahuis".
ASKED = (
    *("plan", "ouders plan", "plan OR school OR tafel", "zorba", "huis", "zorbba", "kwelders plan", "pla* -school"),
    *("tag:kweekgras", "thema:schaduw jaar:2019"),
)


def addresses(shown: Any) -> list[str]:
    asked = [f"/zoeken/?q={quote(words)}" for words in ASKED]
    begun = [f"/zoeken/aanvullen/?q={words}" for words in ("pl", "kwe", "zorba", "ta")]
    return ["/zoeken/?tag=kweekgras&samenwerking=1", *asked, *begun, "/api/content/?q=ouders+plan", shown[0].url]


@pytest.fixture
def shown(foodvalley: Any, twente: Any) -> list[Any]:
    """Of which the order hangs on how rare words are, and how long the texts."""
    theme = ThemeFactory(name="Schaduw", slug="schaduw")
    titles = (
        *("Plan en school", "School en tafel", "Tafel en plan", "Het plan van de ouders", "Ouders aan tafel op school"),
        *("Zorbahuis met een plan", "Kweekvijver", "Kweekbak", "Kweekkas", "Kweekplek", "Kweektuin", "Kweekveld"),
        *("Kweekbed", "Kweekhoek", "Kweekruimte"),
    )
    return [
        LessonFactory(
            region=(foodvalley, twente)[number % 2],
            title=title,
            summary="plan " * (number % 4) + "school " * (number % 3) + "tafel " * (5 - number % 5),
            why="Ouders. " * (number + 1),
            themes=[theme] if number < 3 else [],
        )
        for number, title in enumerate(titles)
    ]


def hide_some(region: Any, circle: Any) -> None:
    """Nobody but the circle reads the one, and nobody the other."""
    text = "Zorba. " + "plan " * 40 + "school kweekruimte kweekhoek kweekgras kwelder " * 30
    fields = {"region": region, "why": text, "tags": ["kweekgras"], "date": datetime.date(2019, 3, 1)}
    LessonFactory(title="Plan zorba kwelder", audience_key=circle.audience_key, **fields)
    LessonFactory(title="Plan zorbba", live=False, **fields)


def test_who_may_not_read_a_page_is_answered_the_same_before_it_is_there_and_after(
    shown: list[Any], foodvalley: Any, table_circle: Any, host: Any, client_of: Any
) -> None:
    call_command("update_index", verbosity=0)
    client = client_of(host)
    before = served(client, ["/", *addresses(shown)])
    hide_some(foodvalley, table_circle)
    assert differing_in_order(before, served(client, ["/", *addresses(shown)])) == []


def differing_in_order(before: Any, after: Any) -> list[str]:
    """Also when only the order of what is there differs."""
    told = differing(before, after)
    return told or [f"{address}: in another order" for address in before if before[address] != after[address]]


# --- what costs more than it asks ------------------------------------------------------------------


def test_a_character_that_stands_for_many_letters_makes_no_endless_word(foodvalley: Any, visitor: Any) -> None:
    """What is done with a word grows with the third power of its length."""
    lesson = LessonFactory(region=foodvalley, summary="ﷺ" * 200)
    meaning = get_analyzer("nl").meaning("ﷺ" * LONGEST_WORD)
    assert max(len(term.removeprefix(STEM)) for term in (*meaning.exact, *meaning.related)) <= LONGEST_WORD
    assert [page.pk for page in visitor.get("/zoeken/", {"q": "ﷺ" * 200}).context["page_obj"]] == [lesson.pk]


def test_an_address_full_of_filters_is_read_to_a_bound(foodvalley: Any, visitor: Any) -> None:
    """Each of its filters is a link with all the others in it, and so is each region of the map."""
    filters = [(name, f"{number:04}") for name in PARAMETERS.values() for number in range(80)]
    page = visitor.get(f"/zoeken/?{urlencode([('q', 'plan'), *filters, *(('utm', n) for n in range(50))])}")
    links = [chip["url"] for chip in page.context["chips"]]
    assert len(links) == MOST_VALUES
    assert not any("utm" in link for link in links)


# --- who lost sight of a page, while nobody brings in what changed ----------------------------------


@pytest.fixture
def unwritten(settings: Any, foodvalley: Any) -> LessonPage:
    """In the index, which hears of nothing from here on."""
    lesson = LessonFactory(region=foodvalley, title="Bel de ouders")
    call_command("update_index", verbosity=0)
    settings.SEARCH_UPDATES = "thread"
    return lesson


def as_any_page(lesson: LessonPage) -> None:
    """As the admin does for several pages at once, and the clock for what expires."""
    Page.objects.get(pk=lesson.pk).unpublish()


def with_all_above(lesson: LessonPage) -> None:
    Page.objects.get(pk=lesson.get_parent().pk).delete()


@pytest.mark.django_db
@pytest.mark.parametrize("away", [as_any_page, with_all_above])
def test_a_page_that_goes_by_another_door_is_counted_no_more(away: Any, unwritten: LessonPage, visitor: Any) -> None:
    assert counts(visitor) == (1, 1)
    away(unwritten)
    assert counts(visitor) == (0, 0)


def counts(client: Any) -> tuple[int, int]:
    """Of hits, and of those that the filter of the kind promises."""
    context = client.get("/zoeken/", {"q": "ouders"}).context
    options = [option for facet in context["facets"] if facet["name"] == "soort" for option in facet["options"]]
    return context["page_obj"].paginator.count, sum(option["count"] for option in options)
