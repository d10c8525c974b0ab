"""What nobody can have meant is refused at its field, and stands there still."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from lessons.models import LessonPage, Trial, Uptake
from tests.lessons.living import edit, fresh, make_lesson

pytestmark = pytest.mark.once


@pytest.fixture
def lesson(facilitator: Any, foodvalley: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle)


def in_years(years: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=365 * years)


def test_a_tag_is_a_word(lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    told = edit(client_of(facilitator), lesson, tags=f"bellen, {'b' * 101}")
    assert (list(told.context["form"].errors), "b" * 101 in told.content.decode()) == (["tags"], True)
    assert edit(client_of(facilitator), fresh(lesson), tags=f"bellen, {'b' * 100}").status_code == 302
    assert sorted(map(len, fresh(lesson).tags.names())) == [6, 100]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"date": "0202-01-01"}, ["date"]),
        ({"date": "2014-12-31"}, ["date"]),
        ({"note": "w" * 3001}, ["note"]),
        ({"note": "w" * 3000, "date": "2015-01-01"}, []),
    ],
)
def test_what_a_region_does(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any, said: dict[str, str], refused: list[str]
) -> None:
    data = {"region": zeeland.pk, "status": "adopted", "date": "2026-01-01", "is_named": "yes", **said}
    told = client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", data)
    assert (list(told.context["form"].errors) if told.context else []) == refused
    assert Uptake.objects.exists() == (not refused)


@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [
        ("1999-12-10", "2000-01-01", ["starts_on"]),
        ("2026-01-01", "2099-12-01", ["ends_on"]),
        ("2026-01-01", "2031-12-31", []),
    ],
)
def test_a_trial(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any, begins: str, ends: str, refused: list[str]
) -> None:
    data = {
        "region": zeeland.pk,
        "hypothesis": "Het scheelt een telefoontje.",
        "where": "Eén team",
        "noticed_by": "Aan wie er belt.",
        "is_named": "yes",
        "starts_on": begins,
        "ends_on": ends,
    }
    told = client_of(coordinator).post(f"/lessen/{lesson.pk}/proef/", data)
    assert (list(told.context["form"].errors) if told.context else []) == refused
    assert Trial.objects.exists() == (not refused)


def test_a_day_to_look_again_is_still_to_come(lesson: LessonPage, facilitator: Any, client_of: Any) -> None:
    client = client_of(facilitator)
    for day in (in_years(-1), in_years(12)):
        assert list(edit(client, fresh(lesson), review_on=day.isoformat()).context["form"].errors) == ["review_on"]
    LessonPage.objects.filter(pk=lesson.pk).update(review_on=in_years(-1))
    passed = fresh(lesson)
    passed.save_revision()
    kept = edit(client, fresh(lesson), summary="Korter.", review_on=in_years(-1).isoformat())
    assert kept.status_code == 302, "a day that passed is no reason to keep other words back"


NAMED = "Pieter de Boer van het wijkteam zei dat het niet kon."


@pytest.mark.parametrize(
    ("door", "field", "said"),
    [
        ("opvolgen", "note", {"status": "adapted", "date": "2026-01-01", "is_named": "yes"}),
        ("tegenspraak", "because", {"is_named": "on"}),
        (
            "proef",
            "hypothesis",
            {
                "where": "Team Goes",
                "noticed_by": "y",
                "starts_on": "2026-01-01",
                "ends_on": "2026-02-01",
                "is_named": "yes",
            },
        ),
    ],
)
def test_who_may_be_told_in_what_others_read_is_asked_first(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any, door: str, field: str, said: dict[str, str]
) -> None:
    client, address = client_of(coordinator), f"/lessen/{lesson.pk}/{door}/"
    data = {**said, "region": zeeland.pk, field: NAMED}
    asked = client.post(address, data)
    assert (asked.status_code, list(asked.context["form"].errors)) == (200, ["confirmed"])
    assert NAMED in asked.content.decode()
    assert client.post(address, {**data, field: "In juli 2025 deden in Goes vijf teams mee."}).status_code == 302
    data |= {"region": zeeland.pk, "date": "2026-01-02"}
    assert door == "proef" or client.post(address, {**data, "confirmed": "on"}).status_code == 302
    assert door == "proef" or NAMED in client.get(lesson.get_url()).content.decode()


def test_what_leads_straight_to_somebody_is_refused_at_its_field(
    lesson: LessonPage, coordinator: Any, zeeland: Any, client_of: Any
) -> None:
    data = {"region": zeeland.pk, "status": "trying", "date": "2026-01-01", "is_named": "yes"}
    for field in ("note", "result"):
        told = client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", {**data, field: "Bel 06-12345678."})
        assert list(told.context["form"].errors) == [field]
