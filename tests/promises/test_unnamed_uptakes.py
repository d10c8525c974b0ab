"""A region that does not want to be named with what it does with a lesson is named by no door, but to its own circle."""

import datetime
import io
from typing import Any
from urllib.parse import parse_qsl

import pytest
from openpyxl import load_workbook

from home import digest
from lessons import actions, due
from lessons.models import Contradiction, LessonPage, Uptake
from lessons.states import TrialDecision, UptakeReason, UptakeStatus
from regions.models import Region
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.regions import MembershipFactory, person
from tests.home.following import days_ago, follow, sent
from tests.home.following import text_of as text_of_mail
from tests.home.test_own_data import taken

SAID = "Bij ons was het team te klein."
TRIED = "Met minder mensen lukt het ook."


@pytest.fixture
def hidden(make_region: Any) -> Region:
    """A region that nothing else on the site speaks of."""
    return make_region("Verborgen Veluwe", "verborgen-veluwe", code="VV")


@pytest.fixture
def lesson(foodvalley: Any, hidden: Region, facilitator: Any, zeeland: Any, coordinator: Any) -> LessonPage:
    lesson = LessonFactory(region=foodvalley, owner=facilitator, themes=[ThemeFactory(slug="wachten")])
    speaker = person("speaker")
    MembershipFactory(circle=hidden.circle, user=speaker, role="coordinator")
    actions.report_uptake(lesson, region=zeeland, status=UptakeStatus.ADOPTED, user=coordinator)
    trial = actions.begin_trial(
        lesson,
        region=hidden,
        hypothesis=TRIED,
        where="Team Putten",
        noticed_by="Tellen.",
        starts_on=datetime.date(2026, 1, 1),
        ends_on=datetime.date(2026, 2, 1),
        user=speaker,
        is_named=False,
    )
    actions.decide_trial(
        trial,
        decision=TrialDecision.STOP,
        noticed="Het lukte niet.",
        because=SAID,
        reason=UptakeReason.CAPACITY,
        user=speaker,
    )
    return LessonPage.objects.get(pk=lesson.pk)


def doors(lesson: LessonPage) -> list[str]:
    trial = lesson.trials.get()
    return [
        lesson.url,
        f"/lessen/{lesson.pk}/kaart/",
        f"/lessen/{lesson.pk}/versies/",
        f"/lessen/proeven/{trial.pk}/",
        *(f"/lessen/{lesson.pk}/opvolging/?formaat={name}" for name in ("csv", "json")),
        "/feeds/alles/",
        "/feeds/lessen/",
        f"/api/content/{lesson.pk}/",
        f"/api/lessons/{lesson.pk}/",
        "/api/uptakes/",
        "/zoeken/?q=team",
        "/themas/wachten/",
        "/regios/food-valley/",
        "/lessen/?formaat=json",
        f"/lessen/{lesson.pk}/",
        "/feeds/soort/lesson/",
        "/feeds/thema/wachten/",
        "/feeds/regio/food-valley/",
        "/regios/food-valley/lessen/?bij=anderen",
        "/regios/food-valley/opvolging/",
        "/volgen/nieuw/?dagen=30",
        "/account/",
    ]


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", errors="replace") if answer.status_code == 200 else ""


@pytest.mark.parametrize(
    "who", ["visitor", "outsider", "coordinator", "foodvalley_coordinator", "facilitator", "editor"]
)
def test_no_door_names_it_to_others(request: Any, client: Any, client_of: Any, lesson: LessonPage, who: str) -> None:
    code = Region.objects.get(slug="verborgen-veluwe").cbs_code
    reader = client if who == "visitor" else client_of(request.getfixturevalue(who))
    for door in doors(lesson):
        text = text_of(reader.get(door))
        # On the tile map every region has its tile, without a state.
        told = text.replace('aria-label="Verborgen Veluwe"', "").replace("<title>Verborgen Veluwe</title>", "")
        told = told.replace('<a href="/regios/verborgen-veluwe/">Verborgen Veluwe</a></th><td>–</td>', "")
        told = told.replace('href="/regios/verborgen-veluwe/"', "")
        assert "Verborgen" not in told and "verborgen-veluwe" not in told and "Putten" not in told, door
        assert code not in told, door


def test_its_words_are_there_without_it(client: Any, lesson: LessonPage) -> None:
    page = client.get(lesson.url).content.decode()
    assert SAID in page and TRIED in page


@pytest.mark.parametrize(
    "door",
    [
        "/regios/verborgen-veluwe/",
        "/regios/verborgen-veluwe/lessen/",
        "/regios/verborgen-veluwe/lessen/?formaat=json",
        "/regios/verborgen-veluwe/lessen/?stand=stopped&thema=wachten",
        "/regios/verborgen-veluwe/opvolging/",
        "/regios/",
        "/regios/?formaat=csv",
        "/landelijk/",
        "/feeds/regio/verborgen-veluwe/",
        "/feeds/lessen/verborgen-veluwe/",
    ],
)
def test_where_a_region_is_looked_at_nothing_of_it_counts(
    client: Any, client_of: Any, lesson: LessonPage, coordinator: Any, door: str
) -> None:
    told = [text_of(reader.get(door)) for reader in (client, client_of(coordinator))]
    assert not any(lesson.title in text or SAID in text or TRIED in text for text in told)
    if door == "/landelijk/":
        rows = {row.name: row.taken_up for row in client.get(door).context["rows"]}
        assert rows["Verborgen Veluwe"] == 0


def test_who_is_in_it_sees_it(client_of: Any, lesson: LessonPage, hidden: Region) -> None:
    colleague = person("colleague")
    MembershipFactory(circle=hidden.circle, user=colleague, role="member")
    page = client_of(colleague).get(lesson.url)
    assert "Verborgen Veluwe" in [row.region.name for row in page.context["uptakes"]]
    for door in ("/regios/verborgen-veluwe/", "/regios/verborgen-veluwe/lessen/"):
        assert lesson.title in client_of(colleague).get(door).content.decode()


def test_who_was_named_before_and_is_not_now_is_not_found_by_what_it_said_then(
    client: Any, client_of: Any, lesson: LessonPage, zeeland: Region, coordinator: Any, outsider: Any
) -> None:
    actions.report_uptake(
        lesson, region=zeeland, status=UptakeStatus.ADAPTED, note="Anders.", is_named=False, user=coordinator
    )
    for reader in (client, client_of(outsider)):
        page = reader.get(lesson.url)
        assert (page.context["history"], page.context["uptakes"], page.context["course"]) == ([], [], None)
        assert reader.get("/api/uptakes/").json()["count"] == 2
        assert "Zeeland" not in text_of(reader.get(f"/lessen/{lesson.pk}/opvolging/?formaat=json"))
    assert len(client_of(coordinator).get(lesson.url).context["history"]) == 1


def test_of_a_region_without_a_name_only_the_years_are_told(client: Any, lesson: LessonPage) -> None:
    for door in (lesson.url, f"/lessen/proeven/{lesson.trials.get().pk}/"):
        page = client.get(door).content.decode()
        assert "1 januari 2026" not in page and "1 februari 2026" not in page and "2026" in page


def cells(book: bytes) -> str:
    """All that stands in a workbook, and what it tells of itself."""
    sheets = load_workbook(io.BytesIO(book))
    told = [str(sheets.properties), *sheets.sheetnames]
    return "\n".join([*told, *(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value)])


def unpacked(client: Any, address: str) -> dict[str, str]:
    """What is in the file that ``address`` packs, by name; none for who may not have it."""
    if client.get(address).status_code != 200:
        return {}
    packed = taken(client, address)
    read = {name: packed.read(name) for name in packed.namelist()}
    return {
        name: cells(held) if name.endswith(".xlsx") else held.decode(errors="replace") for name, held in read.items()
    }


LISTS = (
    "/lessen/{lesson}/opvolging/",
    "/regios/food-valley/lessen/?bij=anderen",
    "/regios/food-valley/lessen/",
    "/regios/food-valley/opvolging/",
    "/lessen/?thema=wachten",
    "/landelijk/",
)


@pytest.mark.once
@pytest.mark.parametrize("who", ["visitor", "foodvalley_coordinator", "facilitator", "admin"])
def test_no_file_names_it(
    request: Any, client: Any, client_of: Any, lesson: LessonPage, hidden: Region, who: str
) -> None:
    reader = client if who == "visitor" else client_of(request.getfixturevalue(who))
    met, words = [], 0
    for door in (one.format(lesson=lesson.pk) for one in LISTS):
        for form in ("csv", "xlsx", "json"):
            answer = reader.get(door, {**dict(parse_qsl(door.partition("?")[2])), "formaat": form})
            held = b"".join(answer.streaming_content)
            text = cells(held) if form == "xlsx" else held.decode()
            words += SAID in text
            rows = [line for line in text.splitlines() if "landelijk" not in door]
            met += [
                (door, form) for line in rows if hidden.name in line or hidden.slug in line or hidden.cbs_code in line
            ]
    assert met == [] and words == 6, "what it said stands in both lists of words, in each kind of file"
    if who not in ("visitor", "admin"):
        packed = unpacked(reader, "/account/gegevens/") | unpacked(reader, "/regios/food-valley/gegevens/")
        assert packed
        told = {name for name, text in packed.items() if hidden.name in text or hidden.slug in text or "Putten" in text}
        assert told == set()


@pytest.mark.once
def test_no_mail_names_it_to_others(
    lesson: LessonPage,
    hidden: Region,
    facilitator: Any,
    outsider: Any,
    coordinator: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    speaker = Uptake.objects.current().get(region=hidden).reported_by
    for person_of in (outsider, coordinator, facilitator):
        follow(person_of, lesson, days=5)
    with django_capture_on_commit_callbacks(execute=True):
        actions.report_uptake(
            lesson, region=hidden, status=UptakeStatus.NOT_FOR_US, reason="context", user=speaker, is_named=False
        )
        actions.report_uptake(
            lesson,
            region=hidden,
            status=UptakeStatus.STOPPED,
            reason="rules",
            note="Regels.",
            user=speaker,
            is_named=False,
        )
        trial = {
            "where": "Team Putten",
            "noticed_by": "Tellen.",
            "hypothesis": TRIED,
            "region": hidden,
            "user": speaker,
        }
        days = {"starts_on": datetime.date(2026, 3, 1), "ends_on": datetime.date(2026, 4, 1)}
        actions.begin_trial(lesson, is_named=False, **trial, **days)
        due.run_due()
        actions.publish_page(LessonPage.objects.get(pk=lesson.pk), user=facilitator)
        actions.ask_again(LessonPage.objects.get(pk=lesson.pk), user=facilitator)
        Uptake.objects.update(reported_at=days_ago(2))
        Contradiction.objects.update(reported_at=days_ago(2))
        digest.run_due()
    to_others = [one for one in sent() if one["To"] != speaker.email]
    assert {facilitator.email, outsider.email} <= {one["To"] for one in to_others}
    for message in to_others:
        text = f"{message.as_string()}{text_of_mail(message)}"
        assert not any(word in text for word in (hidden.name, hidden.slug, "Putten", SAID, TRIED)), message["Subject"]


@pytest.mark.once
def test_the_admin_names_it_to_nobody_who_does_not_run_the_site(
    admin_clients: Any, lesson: LessonPage, hidden: Region
) -> None:
    pages = [f"/admin/pages/{lesson.pk}/{what}/" for what in ("edit", "history", "usage")]
    reports = ["/admin/", "/admin/reports/site-history/", "/admin/reports/site-history/?export=csv"]
    reports += [f"/admin/reports/site-history/?label={word}" for word in ("Verborgen", "Putten")]
    for who in ("editor", "coordinator"):
        for door in pages + reports:
            told = text_of(admin_clients[who].get(door)).replace("label=Verborgen", "").replace('value="Verborgen"', "")
            assert f"{hidden.name}:" not in told and "Team Putten" not in told, (who, door)
    shown = [text_of(admin_clients["editor"].get(door)) for door in (pages[1], reports[1])]
    assert all(lesson.title in text for text in shown)
