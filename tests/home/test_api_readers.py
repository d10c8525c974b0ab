"""The read API knows its reader by a token, tells mistakes alike, and gives lessons in full."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from home import tokens
from lessons.models import LessonVersion, Provenance
from lessons.states import SourceKind
from regions.audience import MEMBERS, PUBLIC
from regions.states import IllegalMove, MembershipStatus
from tests.factories.lessons import LessonFactory, ThemeFactory, UptakeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def bearer(plain: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {plain}"}


def token_of(user: Any, *, days: int = 30) -> str:
    return tokens.give_token(name="Proef", expires_on=timezone.localdate() + timedelta(days=days), user=user)


@pytest.fixture
def pages(foodvalley: Any, twente: Any, table_circle: Any) -> dict[str, Any]:
    return {
        "public": LessonFactory(region=foodvalley, title="Voor iedereen"),
        "members": LessonFactory(region=twente, title="Voor wie meedoet", audience_key=MEMBERS),
        "circle": LessonFactory(region=foodvalley, title="Voor de kring", audience_key=table_circle.audience_key),
    }


def titles(client: Client, **headers: str) -> set[str]:
    return {row["title"] for row in client.get("/api/lessons/", **headers).json()["results"]}


def test_a_token_gives_the_rights_of_its_person_and_no_more(
    visitor: Client, participant: Any, table_circle: Any, pages: Any
) -> None:
    plain = token_of(participant)
    assert titles(visitor, **bearer(plain)) == {"Voor iedereen", "Voor wie meedoet", "Voor de kring"}
    assert visitor.get("/api/me/", **bearer(plain)).json()["circles"] == ["Leertafel Passende hulp"]
    participant.memberships.update(status=MembershipStatus.ENDED)
    assert titles(visitor, **bearer(plain)) == {"Voor iedereen", "Voor wie meedoet"}
    assert titles(visitor) == {"Voor iedereen"}


@pytest.mark.parametrize("how", ["revoked", "past its day", "of somebody who left", "none", "of another kind"])
def test_a_token_that_does_not_hold_opens_nothing(visitor: Client, participant: Any, pages: Any, how: str) -> None:
    plain = token_of(participant)
    token = APIToken.objects.get()
    if how == "revoked":
        tokens.revoke_token(token, user=participant)
    elif how == "past its day":
        token.term.expires_on -= timedelta(days=31)
        token.term.save()
    elif how == "of somebody who left":
        participant.is_active = False
        participant.save()
    headers = {"none": bearer("wagtail_x"), "of another kind": {"HTTP_AUTHORIZATION": f"Basic {plain}"}}
    answer = visitor.get("/api/lessons/", **headers.get(how, bearer(plain)))
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "Voor" not in answer.content.decode()


def test_a_token_is_shown_once_listed_by_its_beginning_and_revoked(
    client_of: Any, visitor: Client, participant: Any, outsider: Any, pages: Any
) -> None:
    client = client_of(participant)
    day = timezone.localdate() + timedelta(days=10)
    shown = client.post("/account/toegang/", {"name": "Dashboard", "expires_on": day.isoformat()})
    (plain,) = re.findall(r'value="(wagtail_\w+)"', shown.content.decode())
    assert visitor.get("/api/me/", **bearer(plain)).json()["name"] == str(participant)
    listed = client.get("/account/toegang/").content.decode()
    assert "Dashboard" in listed and plain[:12] in listed and plain not in listed
    token = APIToken.objects.get()
    assert token.last_used_at and plain not in str(vars(token))
    assert "Dashboard" not in client_of(outsider).get("/account/toegang/").content.decode()
    assert client_of(outsider).post(f"/account/toegang/{token.pk}/intrekken/").status_code == 404
    client.post(f"/account/toegang/{token.pk}/intrekken/")
    assert visitor.get("/api/me/", **bearer(plain)).status_code == 401
    assert visitor.get("/account/toegang/").status_code == 302


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_token_holds_at_most_a_year(participant: Any, days: int) -> None:
    with pytest.raises(IllegalMove):
        token_of(participant, days=days)


def test_mistakes_are_told_alike(visitor: Client, pages: Any) -> None:
    for address, status in [
        ("/api/lessons/999999/", 404),
        (f"/api/lessons/{pages['circle'].pk}/", 404),
        ("/api/lessons/nul/", 404),
        ("/api/lessons/?page_size=1000", 422),
        ("/api/lessons/?status=weg", 422),
        ("/api/nergens/", 404),
        ("/api/regions/nergens/", 404),
    ]:
        answer = visitor.get(address)
        said = answer.json()
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), address
        assert (said["status"], bool(said["title"]), bool(said["errors"])) == (status, True, status == 422)


def test_who_asks_too_often_is_asked_to_wait(
    visitor: Client, client_of: Any, outsider: Any, pages: Any, settings: Any
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    cache.clear()
    answers = [visitor.get("/api/me/") for _try in range(9)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:3] == [200, 200, 200] and 429 in statuses
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert client_of(outsider).get("/api/me/").status_code == 200


def test_what_did_not_change_is_not_sent_again_and_is_kept_by_nobody_else(
    visitor: Client, foodvalley: Any, pages: Any
) -> None:
    first = visitor.get("/api/lessons/")
    assert first["Cache-Control"] == "private, no-cache"
    assert visitor.get("/api/lessons/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    LessonFactory(region=foodvalley, title="Nieuw")
    assert visitor.get("/api/lessons/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert "Access-Control-Allow-Origin" not in visitor.get("/api/lessons/", HTTP_ORIGIN="https://elders.example")


def test_pages_lead_to_each_other(client_of: Any, participant: Any, pages: Any) -> None:
    client, address, met = client_of(participant), "/api/lessons/?page_size=1&order=newest", []
    while address:
        page = client.get(address).json()
        met += [row["title"] for row in page["results"]]
        address = page["next"]
    assert len(met) == page["count"] == 3 and len(set(met)) == 3
    assert client.get(page["previous"]).json()["page"] == 2


def test_a_lesson_comes_with_what_became_of_it_and_gives_nothing_away(
    visitor: Client, client_of: Any, coordinator: Any, participant: Any, zeeland: Any, twente: Any, pages: Any
) -> None:
    lesson = pages["public"]
    Provenance.objects.create(lesson=lesson, kind=SourceKind.SESSION, page=pages["circle"], region=twente, year=2026)
    UptakeFactory(lesson=lesson, region=zeeland, is_named=False, date="2026-02-01")
    UptakeFactory(lesson=lesson, region=twente, date="2026-01-01")
    now = timezone.now()
    LessonVersion.objects.create(
        lesson=lesson, number=1, title="Oud", why="Weg", audience_key=PUBLIC, published_at=now, withdrawn_at=now
    )
    address = f"/api/lessons/{lesson.pk}/"
    told = visitor.get(address).json()
    assert told["why"] == "Twee keer bleek het plan niet te passen."
    assert told["provenance"] == [
        {"kind": "session", "region": {"slug": "twente", "name": "Twente"}, "year": 2026, "content": None}
    ]
    assert [one["region"] and one["region"]["name"] for one in told["uptakes"]] == ["Twente", None]
    assert [(one["number"], one["title"], one["why"], one["withdrawn"]) for one in told["versions"]] == [
        (1, "", "", True)
    ]
    assert client_of(coordinator).get(address).json()["uptakes"][0]["region"]["name"] == "Zeeland"
    assert client_of(participant).get(address).json()["provenance"][0]["content"] == pages["circle"].pk
    assert visitor.get("/api/uptakes/?region=zeeland").json()["count"] == 0
    assert client_of(coordinator).get("/api/uptakes/?region=zeeland").json()["count"] == 1
    assert visitor.get("/api/uptakes/").json()["count"] == 2


def test_regions_and_themes(visitor: Client, twente: Any) -> None:
    main = ThemeFactory(name="Wonen", slug="wonen")
    ThemeFactory(name="Kamers", slug="kamers", parent=main)
    (told,) = visitor.get("/api/themes/").json()
    assert (told["slug"], [one["slug"] for one in told["themes"]]) == ("wonen", ["kamers"])
    assert visitor.get("/api/regions/twente/").json()["short_code"] == "TW"


def test_a_list_costs_the_same_with_more_rows(visitor: Client, foodvalley: Any, queries_of: Any) -> None:
    UptakeFactory(lesson=LessonFactory(region=foodvalley, themes=[ThemeFactory()], tags=["een"]), region=foodvalley)
    one = [queries_of(visitor, address) for address in ("/api/lessons/", "/api/uptakes/")]
    for number in range(8):
        lesson = LessonFactory(region=foodvalley, themes=[ThemeFactory()], tags=[f"woord {number}"])
        UptakeFactory(lesson=lesson, region=foodvalley)
    assert [queries_of(visitor, address) for address in ("/api/lessons/", "/api/uptakes/")] == one


def test_each_example_on_the_page_in_words_works(visitor: Client, client_of: Any, participant: Any, pages: Any) -> None:
    page = visitor.get("/api/", HTTP_ACCEPT="text/html").content.decode()
    examples = [unescape(one) for one in re.findall(r"<pre><code>(curl .*?)</code></pre>", page)]
    assert len(examples) == 4
    plain = token_of(participant)
    for example in examples:
        (address,) = re.findall(r"http://testserver[^\s\"]*", example)
        header = bearer(plain) if "Authorization" in example else {}
        assert visitor.get(address.removeprefix("http://testserver"), **header).status_code == 200, example
