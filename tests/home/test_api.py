"""The read API, feeds and the sitemap give what the reader may see and no more."""

from typing import Any

import pytest
from django.test import Client

from lessons.models import LessonVersion
from regions.audience import MEMBERS
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.lessons.living import make_lesson

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def pages(foodvalley: Any, twente: Any, table_circle: Any) -> dict[str, Any]:
    theme = ThemeFactory(name="Vertrouwen", slug="vertrouwen")
    return {
        "public": LessonFactory(region=foodvalley, title="Voor iedereen", themes=[theme], tags=["school"]),
        "members": LessonFactory(region=twente, title="Voor wie meedoet", audience_key=MEMBERS),
        "circle": LessonFactory(region=foodvalley, title="Voor de kring", audience_key=table_circle.audience_key),
        "draft": LessonFactory(region=foodvalley, title="Nog niet af", draft=True),
    }


def titles(client: Client, query: str = "") -> set[str]:
    return {row["title"] for row in client.get(f"/api/content/{query}").json()["results"]}


def test_the_api_lists_what_the_reader_may_see(
    visitor: Client, client_of: Any, participant: Any, outsider: Any, admin: Any, pages: Any
) -> None:
    assert titles(visitor) == {"Voor iedereen"}
    assert titles(client_of(outsider)) == {"Voor iedereen", "Voor wie meedoet"}
    assert titles(client_of(admin)) == {"Voor iedereen", "Voor wie meedoet"}
    assert titles(client_of(participant)) == {"Voor iedereen", "Voor wie meedoet", "Voor de kring"}


def test_a_page_gives_its_text(visitor: Client, pages: Any) -> None:
    found = visitor.get(f"/api/content/{pages['public'].pk}/").json()
    assert {name: found[name] for name in ("kind", "title", "region", "themes", "tags")} == {
        "kind": "lesson",
        "title": "Voor iedereen",
        "region": {"slug": "food-valley", "name": "Food Valley"},
        "themes": [{"slug": "vertrouwen", "name": "Vertrouwen"}],
        "tags": ["school"],
    }
    assert "Twee keer bleek" in found["text"]


@pytest.mark.parametrize("name", ["members", "circle", "draft"])
def test_another_page_is_not_there(visitor: Client, pages: Any, name: str) -> None:
    assert visitor.get(f"/api/content/{pages[name].pk}/").status_code == 404


def test_what_a_lesson_said_before_it_was_opened_to_everyone_is_read_by_who_could_read_it_then(
    visitor: Client, client_of: Any, outsider: Any, facilitator: Any, foodvalley: Any, table_circle: Any
) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    LessonVersion.objects.create(
        lesson=lesson, number=9, audience_key=MEMBERS, title="Van toen", published_at=lesson.first_published_at
    )
    address = f"/api/lessons/{lesson.pk}/"
    assert [one["title"] for one in visitor.get(address).json()["versions"]] == [lesson.title]
    assert {one["title"] for one in client_of(outsider).get(address).json()["versions"]} == {lesson.title, "Van toen"}


def test_filters(client_of: Any, participant: Any, pages: Any) -> None:
    client = client_of(participant)
    assert titles(client, "?region=twente") == {"Voor wie meedoet"}
    assert titles(client, "?theme=vertrouwen&kind=lesson") == {"Voor iedereen"}
    assert titles(client, "?tag=school&region=twente") == set()
    assert titles(client, "?q=kring") == {"Voor de kring"}


def test_pages(client_of: Any, participant: Any, pages: Any) -> None:
    found = client_of(participant).get("/api/content/?page_size=2&page=2").json()
    assert (found["count"], found["page"], found["pages"], len(found["results"])) == (3, 2, 2, 1)


def test_it_only_reads(visitor: Client, pages: Any) -> None:
    for method in (visitor.post, visitor.put, visitor.patch, visitor.delete):
        assert method("/api/content/").status_code == 405


def test_it_says_what_it_offers(visitor: Client, tree: Any) -> None:
    assert set(visitor.get("/api/").json()) == {"content", "lessons", "uptakes", "regions", "themes", "me", "openapi"}
    paths = visitor.get("/api/openapi.json").json()["paths"]
    lists = {f"/api/{name}/" for name in ("content", "lessons", "uptakes", "regions", "themes", "me")}
    assert set(paths) >= lists | {"/api/content/{pk}/", "/api/lessons/{pk}/", "/api/regions/{slug}/"} | {
        "/api/regions/{slug}/plan/",
        "/api/regions/{slug}/expert-team/",
    }


def test_regions(visitor: Client, foodvalley: Any, twente: Any) -> None:
    assert [row["slug"] for row in visitor.get("/api/regions/").json()] == ["food-valley", "twente"]


@pytest.mark.parametrize("who", ["visitor", "participant"])
@pytest.mark.parametrize("address", ["/feeds/lessen/", "/feeds/lessen/food-valley/", "/sitemap-content.xml"])
def test_feeds_and_sitemap_are_for_everyone(
    request: pytest.FixtureRequest, client_of: Any, pages: Any, who: str, address: str
) -> None:
    client = request.getfixturevalue("visitor") if who == "visitor" else client_of(request.getfixturevalue(who))
    text = client.get(address).content.decode()
    assert pages["public"].url in text
    assert not [name for name in ("members", "circle", "draft") if pages[name].slug in text]


def test_a_regions_feed_holds_its_own(visitor: Client, pages: Any) -> None:
    assert pages["public"].url not in visitor.get("/feeds/lessen/twente/").content.decode()
    assert visitor.get("/feeds/lessen/nergens/").status_code == 404


def test_robots_are_told_where_the_sitemap_is(visitor: Client, tree: Any) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in visitor.get("/robots.txt").content.decode()
    assert "/sitemap-content.xml" in visitor.get("/sitemap.xml").content.decode()
