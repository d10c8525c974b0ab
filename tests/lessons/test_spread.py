"""The map, the table, the course over time, the country's state of affairs and a region's own list tell of one history, whoever
reads them: words of earlier days said later, taken back, without a name, several in a year, of regions that are no more."""

import datetime
import json
from collections import Counter
from random import Random
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from home.national import TAKEN_UP
from lessons import actions
from lessons.models import LessonPage, Uptake
from lessons.states import NEGATIVE_UPTAKE, UptakeReason, UptakeStatus
from regions.models import Region
from tests.factories.lessons import LessonFactory, UptakeFactory
from tests.factories.regions import person

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = timezone.localdate()
ENDED = TODAY - datetime.timedelta(days=20)
GONE = "Oude Regio"


class Word(NamedTuple):
    region: str
    status: str
    day: datetime.date
    named: bool


@pytest.fixture
def regions(foodvalley: Any, twente: Any, zeeland: Any, make_region: Any) -> list[Region]:
    """Those that speak of a lesson; the last one was merged into another since."""
    return [foodvalley, twente, zeeland, make_region("Stille Regio", "stille-regio"), make_region(GONE, "oude-regio")]


@pytest.fixture
def lesson(foodvalley: Any, facilitator: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, owner=facilitator, date=datetime.date(TODAY.year - 1, 1, 1))


def live(lesson: LessonPage, regions: list[Region], seed: int) -> list[Word]:
    """Two years of words, in the order in which they are said; what is left of them."""
    chance, said, speaker = Random(seed), [], person("speaker")
    for number in range(14):
        region, status = chance.choice(regions), chance.choice(list(UptakeStatus))
        word = Word(
            region.name, status.value, TODAY - datetime.timedelta(days=chance.randrange(25, 720)), chance.random() < 0.7
        )
        uptake = actions.report_uptake(
            lesson,
            region=region,
            status=status,
            reason=UptakeReason.OTHER if status in NEGATIVE_UPTAKE else "",
            note=f"Zo gaat het hier, {number}.",
            date=word.day,
            is_named=word.named,
            user=speaker,
        )
        if chance.random() < 0.2:
            actions.take_back_uptake(uptake, user=speaker)
        else:
            said.append(word)
    Region.objects.filter(name=GONE).update(valid_to=ENDED)
    return said


def on(said: list[Word], day: datetime.date) -> dict[str, str]:
    """What each region does on ``day``: what it said last holds from the day that it is of."""
    return {word.region: word.status for word in said if word.day <= day}


def told_to(said: list[Word], own: str) -> list[Word]:
    """Without the words of regions that said last that they are not named; but for one's ``own``."""
    last = {word.region: word.named for word in said}
    return [word for word in said if word.region == own or (last[word.region] and word.named)]


def drawn(course: dict[str, Any] | None, day: datetime.date) -> dict[str, str]:
    rows = course["rows"] if course else []
    held = {row["name"]: [span for span in row["spans"] if span["from"] <= day] for row in rows}
    return {name: spans[-1]["state"] for name, spans in held.items() if spans}


@pytest.mark.parametrize("seed", range(5))
def test_all_of_them_tell_of_one_history(
    client: Any, client_of: Any, coordinator: Any, outsider: Any, lesson: LessonPage, regions: list[Region], seed: int
) -> None:
    said = live(lesson, regions, seed)
    for reader, own in ((client, ""), (client_of(outsider), ""), (client_of(coordinator), "Zeeland")):
        known = told_to(said, own)
        now, page = on(known, TODAY), reader.get(lesson.url).context
        assert {row.region.name: row.status for row in page["uptakes"]} == now
        on_map = {tile["name"]: tile["state"] for tile in page["tiles"] if tile["state"]}
        assert on_map == {name: status for name, status in now.items() if name != GONE}
        assert {row["state"]: row["count"] for row in page["legend"] if row["count"]} == Counter(on_map.values())
        assert [row.region.name for row in page["off_the_map"]] == [GONE] * (GONE in now)
        assert len(page["history"]) + len(page["uptakes"]) == len(known)
        everybody = {word.region: word for word in said}
        without = [word.status for name, word in everybody.items() if name not in now]
        assert sorted(row.status for row in page["unnamed"]) == sorted(without)
        the_course_is_that_history(page["course"], known)
        the_file_is_that_history(reader, lesson, known, without)
        the_country_is_that_history(reader, known)
        for region in regions:
            rows = reader.get(f"/regios/{region.slug}/lessen/").context["uptakes"]
            assert [row.status for row in rows] == [status for name, status in now.items() if name == region.name]


def the_course_is_that_history(course: dict[str, Any] | None, known: list[Word]) -> None:
    for back in range(0, 760, 15):
        day = TODAY - datetime.timedelta(days=back)
        assert drawn(course, day) == on(known, day), day
    for row in course["rows"] if course else []:
        days = [(span["from"], span["to"]) for span in row["spans"]]
        assert all(start < end for start, end in days)
        assert [end for _start, end in days[:-1]] == [start for start, _end in days[1:]]
        assert days[-1][1] == (ENDED if row["name"] == GONE else TODAY)


def the_file_is_that_history(reader: Any, lesson: LessonPage, known: list[Word], without: list[str]) -> None:
    answer = reader.get(f"/lessen/{lesson.pk}/opvolging/?formaat=json")
    rows = json.loads(b"".join(answer.streaming_content))
    current = {row["region"]: row["status"] for row in rows if row["current"] and row["region"]}
    assert current == on(known, TODAY)
    assert sorted(row["status"] for row in rows if not row["region"]) == sorted(without)
    assert sum(bool(row["region"]) for row in rows) == len(known)


def the_country_is_that_history(reader: Any, known: list[Word]) -> None:
    for year in (TODAY.year - 1, TODAY.year):
        held = on(known, datetime.date(year, 12, 31))
        rows = reader.get(f"/landelijk/?jaar={year}").context["rows"]
        assert {row.name for row in rows if row.taken_up} == {
            name for name, status in held.items() if status in TAKEN_UP and name != GONE
        }


def test_a_correction_of_an_earlier_day_is_what_holds(client: Any, lesson: LessonPage, zeeland: Region) -> None:
    """First “adopted since May”, and then “since March we do no more than try it”."""
    days = datetime.date(TODAY.year - 1, 5, 1), datetime.date(TODAY.year - 1, 3, 1)
    UptakeFactory(lesson=lesson, region=zeeland, status="adopted", date=days[0], superseded=True)
    UptakeFactory(lesson=lesson, region=zeeland, status="recognised", date=days[1])
    page = client.get(lesson.url).context
    assert [(span["state"], span["from"]) for span in page["course"]["rows"][0]["spans"]] == [("recognised", days[1])]
    [row] = [row for row in client.get(f"/landelijk/?jaar={TODAY.year - 1}").context["rows"] if row.name == "Zeeland"]
    assert row.taken_up == 0


def test_of_a_region_that_is_no_more_the_table_says_until_when(
    client: Any, lesson: LessonPage, zeeland: Region
) -> None:
    UptakeFactory(lesson=lesson, region=zeeland, status="adopted", date=ENDED - datetime.timedelta(days=9))
    Region.objects.filter(pk=zeeland.pk).update(valid_to=ENDED)
    page = client.get(lesson.url)
    assert [row.region.name for row in page.context["off_the_map"]] == ["Zeeland"]
    assert not any(row["count"] for row in page.context["legend"])
    assert page.context["course"]["rows"][0]["spans"][-1]["to"] == ENDED
    assert Uptake.objects.current().count() == 1
