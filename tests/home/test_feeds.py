"""Atom feeds: what everyone may read, by region, theme and kind, as an independent reader of feeds takes it in."""

import datetime
import re
from typing import Any
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import feedparser
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from learningtables.models import LearningTablePage
from lessons.models import LessonPage
from lessons.states import LessonStatus
from regions.audience import MEMBERS, PUBLIC
from tests.factories.learningtables import make_table
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'Bel <b>nooit</b> & zeg "]]>" niets \x0b\x1f ￾ 🙂 <script>alert(1)</script>'
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def publish(region: Any, days: float = 1, **fields: Any) -> LessonPage:
    moment = timezone.now() - datetime.timedelta(days=days)
    fields = {"first_published_at": moment, "last_published_at": moment, **fields}
    return LessonFactory(region=region, **fields)


def titles(client: Client, path: str) -> list[str]:
    return [entry.title for entry in feedparser.parse(client.get(path).content).entries]


def demand_valid(content: bytes) -> Element:
    """What RFC 4287 demands of a feed and of each of its entries."""
    feed = defusedxml.ElementTree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            (element,) = part.findall(f"{ATOM}{name}")
            assert (element.text or "").strip()
        assert part.findtext(f"{ATOM}id", "").startswith("tag:")
        dates = [*part.findall(f"{ATOM}updated"), *part.findall(f"{ATOM}published")]
        assert all(RFC3339.fullmatch(one.text or "") for one in dates)
        assert part.find(f"{ATOM}author/{ATOM}name") is not None
        links = [(one.get("rel"), one.get("href", "")) for one in part.findall(f"{ATOM}link")]
        assert sorted(rel for rel, _href in links if rel) == (["alternate", "self"] if part is feed else ["alternate"])
        assert all(re.fullmatch(r"https?://[^/\s]+/\S*", href) for _rel, href in links)
        assert all(one.get("term") for one in part.findall(f"{ATOM}category"))
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids)
    return feed


@pytest.fixture
def feeds(foodvalley: Any) -> list[str]:
    theme = ThemeFactory(slug="wachten")
    publish(foodvalley, title=HOSTILE, summary=HOSTILE, themes=[theme], first_published_at=None)
    kinds = ("case", "table", "session", "visitation", "report", "lesson")
    named = ["alles", "lessen", "lessen/food-valley", "regio/food-valley", "thema/wachten"]
    return [f"/feeds/{name}/" for name in [*named, *(f"soort/{kind}" for kind in kinds)]]


def test_every_feed_is_valid_and_read_alike_by_an_independent_reader(
    visitor: Client, feeds: list[str], foodvalley: Any
) -> None:
    ids = set()
    for path in feeds:
        answer = visitor.get(path)
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = demand_valid(answer.content)
        read = feedparser.parse(answer.content, sanitize_html=False)
        assert (read.bozo, read.version) == (False, "atom10")
        assert len(read.entries) == len(feed.findall(f"{ATOM}entry"))
        assert f"http://testserver{path}" in [link.href for link in read.feed.links]
        ids.add(read.feed.id)
        for entry in read.entries:
            assert entry.author == "Food Valley" and 'zeg "]]>" niets' in entry.title
            assert "&lt;script&gt;" in entry.summary and "<script" not in entry.summary
            assert entry.updated_parsed is not None
    assert len(ids) == len(feeds)
    listed = visitor.get("/feeds/").content.decode()
    assert all(f'href="{path}"' in listed for path in feeds)
    for path in ("/feeds/soort/onzin/", "/feeds/regio/nergens/", "/feeds/thema/nergens/"):
        assert visitor.get(path).status_code == 404


def test_each_feed_holds_what_it_is_about_the_latest_changed_first(
    visitor: Client, foodvalley: Any, twente: Any, facilitator: Any, table_circle: Any
) -> None:
    main = ThemeFactory(slug="hoofd")
    old = publish(twente, 9, title="Oud")
    publish(foodvalley, 2, title="Nieuw", themes=[ThemeFactory(parent=main, slug="onder")])
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator, audience_key=PUBLIC)
    LearningTablePage.objects.filter(pk=table.pk).update(last_published_at=timezone.now())
    assert titles(visitor, "/feeds/alles/") == [table.title, "Nieuw", "Oud"]
    assert titles(visitor, "/feeds/lessen/") == titles(visitor, "/feeds/soort/lesson/") == ["Nieuw", "Oud"]
    assert titles(visitor, "/feeds/regio/food-valley/") == [table.title, "Nieuw"]
    assert titles(visitor, "/feeds/lessen/food-valley/") == ["Nieuw"]
    assert titles(visitor, "/feeds/thema/hoofd/") == titles(visitor, "/feeds/thema/onder/") == ["Nieuw"]
    LessonPage.objects.filter(pk=old.pk).update(last_published_at=timezone.now())
    assert titles(visitor, "/feeds/lessen/") == ["Oud", "Nieuw"]


def test_only_what_everyone_may_read_comes_through_whoever_asks(
    visitor: Client, client_of: Any, facilitator: Any, admin: Any, foodvalley: Any, table_circle: Any
) -> None:
    publish(foodvalley, title="Van iedereen")
    for closed in (MEMBERS, table_circle.audience_key):
        publish(foodvalley, title="Besloten", audience_key=closed)
    publish(foodvalley, title="Besloten", draft=True)
    for client in (visitor, client_of(facilitator), client_of(admin)):
        for path in ("alles", "lessen", "regio/food-valley", "soort/lesson"):
            assert titles(client, f"/feeds/{path}/") == ["Van iedereen"]


def test_an_entry_stays_the_same_wherever_its_page_moves_and_says_that_a_lesson_is_retired(
    visitor: Client, foodvalley: Any, twente: Any, facilitator: Any
) -> None:
    lesson = publish(foodvalley, 9)

    def entry() -> Any:
        return feedparser.parse(visitor.get("/feeds/alles/").content).entries[0]

    before = entry()
    assert before.id == f"tag:localhost,2026:pagina/{lesson.pk}" and settings.BASE_URL == "http://localhost:8000"
    lesson.refresh_from_db()
    twente.page.refresh_from_db()
    lesson.move(twente.page, pos="last-child")
    moved = entry()
    assert moved.id == before.id and moved.link != before.link
    LessonPage.objects.filter(pk=lesson.pk).update(
        status=LessonStatus.RETIRED, last_published_at=timezone.now(), retired_because="Achterhaald"
    )
    retired = entry()
    assert retired.summary.startswith(_("This lesson is retired"))
    assert str(LessonStatus.RETIRED.label) in [tag.term for tag in retired.tags]
    assert retired.updated_parsed > before.updated_parsed


def test_who_has_it_already_is_told_so_until_something_changes(visitor: Client, foodvalley: Any) -> None:
    path = "/feeds/alles/"
    assert visitor.get(path)["ETag"] == visitor.get(path)["ETag"]  # nor does an empty feed change by itself
    lesson = publish(foodvalley, 3)
    first = visitor.get(path)
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = visitor.get(path, headers=header)
        assert (again.status_code, again.content) == (304, b"")
    assert visitor.get(path, headers={"Accept-Language": "en", "If-None-Match": first["ETag"]}).status_code == 304
    LessonPage.objects.filter(pk=lesson.pk).update(audience_key=MEMBERS)
    gone = visitor.get(path, headers={"If-None-Match": first["ETag"]})
    assert gone.status_code == 200 and lesson.title not in gone.content.decode()
    assert visitor.post(path).status_code == 405


def test_pages_say_where_their_feed_is(visitor: Client, foodvalley: Any) -> None:
    theme = ThemeFactory(slug="wachten")
    wanted = {
        "/": ["/feeds/alles/"],
        foodvalley.page.url: ["/feeds/regio/food-valley/", "/feeds/lessen/food-valley/"],
        theme.get_absolute_url(): ["/feeds/thema/wachten/"],
        "/lessen/": ["/feeds/soort/lesson/"],
        "/casussen/": ["/feeds/soort/case/"],
        "/leertafels/": ["/feeds/soort/table/"],
        "/visitaties/": ["/feeds/soort/visitation/"],
    }
    for path, feeds in wanted.items():
        html = visitor.get(path).content.decode()
        links = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)
        assert set(feeds) <= set(links), path
        assert all(visitor.get(link).status_code == 200 for link in links)


def test_a_feed_costs_the_same_for_one_and_for_many(visitor: Client, foodvalley: Any, queries_of: Any) -> None:
    publish(foodvalley, themes=[ThemeFactory()])
    with_one = queries_of(visitor, "/feeds/alles/"), queries_of(visitor, "/feeds/")
    for _number in range(4):
        publish(foodvalley, themes=[ThemeFactory(), ThemeFactory()])
    assert (queries_of(visitor, "/feeds/alles/"), queries_of(visitor, "/feeds/")) == with_one
