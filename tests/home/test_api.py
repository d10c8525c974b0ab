"""The read API, feeds and the sitemap give what the reader may see and no more."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

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


@pytest.mark.parametrize("name", ["content", "lessons", "uptakes"])
def test_past_the_last_page_nothing_is_there(visitor: Client, pages: Any, name: str) -> None:
    assert visitor.get(f"/api/{name}/?page=1&q=nergens").status_code == 200  # a list of nothing has one page
    answer = visitor.get(f"/api/{name}/?page=2")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_each_answer_says_how_many_requests_are_left(visitor: Client, pages: Any, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1000
    cache.clear()
    for address, status in (("/api/content/", 200), ("/api/content/999999/", 404)):
        answer = visitor.get(address)
        assert (answer.status_code, answer["X-RateLimit-Limit"]) == (status, "1000")
        assert 990 < int(answer["X-RateLimit-Remaining"]) < 1000
        assert 0 <= int(answer["X-RateLimit-Reset"]) <= 60


def test_what_is_wrong_is_titled_in_the_language_of_the_reader(visitor: Client, pages: Any) -> None:
    with translation.override("nl"):
        dutch = translation.gettext("Not there, or not open to you")
    for language, title in (("en", "Not there, or not open to you"), ("nl", dutch)):
        assert visitor.get("/api/content/999999/", headers={"accept-language": language}).json()["title"] == title


def test_it_only_reads(visitor: Client, pages: Any) -> None:
    for method in (visitor.post, visitor.put, visitor.patch, visitor.delete):
        assert method("/api/content/").status_code == 405


def test_it_says_what_it_offers(visitor: Client, tree: Any) -> None:
    lists = {"content", "lessons", "uptakes", "regions", "themes", "me", "plans", "expert-teams", "statements"}
    lists |= {"partnerships", "methods", "support-requests"}
    assert set(visitor.get("/api/").json()) == lists | {"openapi"}
    document = visitor.get("/api/openapi.json", headers={"accept-language": "nl"}).json()
    paths = document["paths"]
    assert set(paths) == {f"/api/{name}/" for name in lists} | {
        "/api/content/{pk}/",
        "/api/lessons/{pk}/",
        "/api/regions/{slug}/",
        "/api/regions/{slug}/plan/",
        "/api/regions/{slug}/expert-team/",
        "/api/statements/{slug}/",
    }
    for path in paths.values():
        said = path["get"]["responses"]
        assert said["404"]["description"] == "Not there, or not open to you" and "429" in said
    assert "Accept-Language" in document["components"]["schemas"]["Problem"]["properties"]["title"]["description"]


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
