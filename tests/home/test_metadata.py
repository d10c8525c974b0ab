"""What pages say of themselves to programs: their one address, what they are, and where all of them are listed."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.test import Client

from learningtables.states import SessionState
from regions.audience import MEMBERS
from regions.models import Partnership, PlanVersion, RegionalPlan, Statement
from regions.plans import content_of
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.regions import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def canonical_of(client: Client, address: str) -> str:
    (found,) = CANONICAL.findall(client.get(address).content.decode())
    return found.removeprefix(settings.BASE_URL)


def told_by(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(block) for block in BLOCK.findall(client.get(address).content.decode())]


@pytest.fixture
def lesson(foodvalley: Any) -> Any:
    theme = ThemeFactory(name="Vertrouwen", slug="vertrouwen")
    title = "Bel </script><script>alert(1)</script> & wacht"
    return LessonFactory(region=foodvalley, title=title, slug="bel-en-wacht", themes=[theme], tags=["school"])


def test_a_public_lesson_says_what_it_is(visitor: Client, lesson: Any) -> None:
    (told,) = told_by(visitor, lesson.url)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == ["Article", "LearningResource"]
    assert told["name"] == lesson.title
    assert told["url"] == settings.BASE_URL + "/regios/food-valley/bel-en-wacht/"
    assert [theme["name"] for theme in told["about"]] == ["Vertrouwen"]
    page = visitor.get(lesson.url).content.decode()
    assert "<script>alert" not in page
    assert '<meta property="og:url" content="http' in page


def test_a_session_is_an_event(
    visitor: Client, client_of: Any, foodvalley: Any, table_circle: Any, facilitator: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    session = make_session(table, user=facilitator, audience_key="public")
    (told,) = told_by(visitor, session.url)
    assert (told["@type"], told["startDate"]) == ("Event", session.starts_at.isoformat())
    assert session.place not in json.dumps(told)
    type(session).objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    assert told_by(visitor, session.url)[0]["eventStatus"].endswith("EventCancelled")


@pytest.mark.parametrize("audience", [MEMBERS, "circle"])
def test_what_is_not_public_says_nothing_for_links(
    client_of: Any, participant: Any, foodvalley: Any, table_circle: Any, audience: str
) -> None:
    key = table_circle.audience_key if audience == "circle" else audience
    closed = LessonFactory(region=foodvalley, audience_key=key)
    page = client_of(participant).get(closed.url).content.decode()
    assert closed.title in page
    assert "og:title" not in page and "ld+json" not in page


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/lessen/", "/lessen/"),
        ("/lessen/?regio=food-valley", "/lessen/"),
        ("/lessen/?page=2", "/lessen/?page=2"),
        ("/lessen/?page=1", "/lessen/"),
        ("/lessen/?page=2&regio=food-valley", "/lessen/"),
        ("/regios/food-valley/bel-en-wacht/?utm_source=mail", "/regios/food-valley/bel-en-wacht/"),
    ],
)
def test_each_page_names_its_one_address(
    visitor: Client, lesson: Any, foodvalley: Any, address: str, canonical: str
) -> None:
    for _number in range(20):
        LessonFactory(region=foodvalley)
    assert canonical_of(visitor, address) == canonical


def test_search_engines_leave_out_narrowed_lists_the_search_screen_and_what_the_signed_in_read(
    visitor: Client, client_of: Any, participant: Any, lesson: Any
) -> None:
    def left_out(client: Client, address: str) -> bool:
        return '<meta name="robots" content="noindex">' in client.get(address).content.decode()

    for address in ("/lessen/?regio=food-valley", "/zoeken/", "/zoeken/?q=wacht"):
        assert left_out(visitor, address), address
    for address in ("/", "/lessen/", "/lessen/?page=1", "/regios/food-valley/", f"{lesson.url}?utm_source=mail"):
        assert not left_out(visitor, address), address
    assert left_out(client_of(participant), "/lessen/")


def test_a_page_that_is_not_there_has_no_address(visitor: Client, tree: Any) -> None:
    missing = visitor.get("/niets/")
    assert missing.status_code == 404
    assert "canonical" not in missing.content.decode()


def read(client: Client, address: str, root: str) -> list[Element]:
    """By the rules of sitemaps.org: one kind of thing, each with one full address that everybody can open."""
    tree = fromstring(client.get(address).content)
    assert tree.tag == f"{SITEMAP}{root}"
    assert {one.tag for one in tree} <= {f"{SITEMAP}{'url' if root == 'urlset' else 'sitemap'}"}
    for one in tree:
        assert len(one.findall(f"{SITEMAP}loc")) == 1
        assert {part.tag.removeprefix(SITEMAP) for part in one} <= {"loc", "lastmod", "changefreq", "priority"}
    return list(tree)


def test_the_sitemap_is_whole_and_everything_on_it_opens(visitor: Client, foodvalley: Any, lesson: Any) -> None:
    LessonFactory(region=foodvalley, title="Voor leden", slug="voor-leden", audience_key=MEMBERS)
    OrganisationFactory().regions.add(foodvalley)
    Partnership.objects.create(name="Samen").regions.add(foodvalley)
    today = date(2026, 1, 1)
    Statement.objects.create(title="Wij doen het", slug="wij-doen-het", agreed_on=today)
    Statement.objects.create(title="Nog niet", slug="nog-niet")
    for audience, until in (("public", 2027), (MEMBERS, 2029)):
        plan = RegionalPlan.objects.create(
            region=foodvalley, title="Plan", from_year=2026, until_year=until, audience_key=audience
        )
        PlanVersion.objects.create(plan=plan, number=1, content=content_of(plan), approved_on=today, approved_by="Raad")
    met = set()
    for part in read(visitor, "/sitemap.xml", "sitemapindex"):
        address = str(part.findtext(f"{SITEMAP}loc"))
        assert address.startswith("http://testserver/")
        for one in read(visitor, address.removeprefix("http://testserver"), "urlset"):
            met.add(re.sub(r"^https?://[^/]+", "", str(one.findtext(f"{SITEMAP}loc"))))
    assert met >= {
        "/",
        "/regios/",
        "/regios/food-valley/",
        "/regios/food-valley/bel-en-wacht/",
        "/themas/vertrouwen/",
        "/lessen/",
    }
    assert {"/samenwerkingsverbanden/1/", "/verklaringen/wij-doen-het/"} <= {re.sub(r"[0-9]+", "1", one) for one in met}
    assert len([one for one in met if "/plan/" in one]) == 1
    assert not {"/regios/food-valley/voor-leden/", "/verklaringen/nog-niet/"} & met
    assert {address: visitor.get(address).status_code for address in met} == dict.fromkeys(met, 200)


class Head(HTMLParser):
    """What a program that shows links reads in the head of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("property") or said.get("name")
        if tag == "meta" and name:
            assert name not in self.found, name
            self.found[name] = said.get("content") or ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_lists_themes_regions_plans_statements_and_the_overview_say_what_they_are(
    visitor: Client, participant: Any, client_of: Any, foodvalley: Any, lesson: Any, language: str
) -> None:
    """And the same to who is signed in: nothing of what only they may read."""
    LessonFactory(region=foodvalley, title="Geheim voor leden", audience_key=MEMBERS)
    statement = Statement.objects.create(
        title='Wij "doen" <b>het</b>', slug="wij", text="Eén </script> twee", agreed_on=date(2026, 1, 1)
    )
    plan = RegionalPlan.objects.create(region=foodvalley, title="Plan", from_year=2026, until_year=2028)
    PlanVersion.objects.create(
        plan=plan, number=1, content=content_of(plan), approved_on=date(2026, 1, 1), approved_by="Raad"
    )
    Partnership.objects.create(name="Samen").regions.add(foodvalley)
    kinds = {
        "/": "WebSite",
        "/lessen/": "CollectionPage",
        "/casussen/": "CollectionPage",
        "/themas/": "CollectionPage",
        "/themas/vertrouwen/": "WebPage",
        "/regios/": "CollectionPage",
        "/regios/food-valley/": "WebPage",
        "/regios/food-valley/plan/": "DigitalDocument",
        f"/regios/food-valley/plan/{plan.pk}/": "DigitalDocument",
        "/verklaringen/": "CollectionPage",
        "/verklaringen/wij/": "DigitalDocument",
        f"/samenwerkingsverbanden/{Partnership.objects.get().pk}/": "WebPage",
        "/landelijk/": "Dataset",
    }
    reader = client_of(participant)
    visitor.cookies["django_language"] = language
    for address, kind in kinds.items():
        page = visitor.get(address).content.decode()
        (told,) = told_by(visitor, address)
        head = Head(page).found
        assert (told["@type"], told["url"]) == (kind, settings.BASE_URL + address), address
        assert (head["og:title"], head["og:url"]) == (told["name"], told["url"])
        assert head["description"] == head["og:description"] == told["description"] != ""
        assert "Geheim" not in json.dumps(told)
        if language == participant.language:
            assert told_by(reader, address) == [told]
    assert told_by(visitor, "/verklaringen/wij/")[0]["name"] == statement.title


def test_what_is_not_open_to_everybody_is_not_told_either(
    client_of: Any, foodvalley: Any, editor: Any, participant: Any
) -> None:
    Statement.objects.create(title="Nog niet", slug="nog-niet", text="Geheim")
    plan = RegionalPlan.objects.create(
        region=foodvalley, title="Plan", from_year=2026, until_year=2028, audience_key=MEMBERS
    )
    PlanVersion.objects.create(
        plan=plan, number=1, content=content_of(plan), approved_on=date(2026, 1, 1), approved_by="Raad"
    )
    for person, address in ((editor, "/verklaringen/nog-niet/"), (participant, "/regios/food-valley/plan/")):
        page = client_of(person).get(address)
        assert page.status_code == 200 and "og:title" not in page.content.decode()
        assert told_by(client_of(person), address) == []
