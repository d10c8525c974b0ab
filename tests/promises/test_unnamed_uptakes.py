"""A region that does not want to be named with what it does with a lesson is named by no door, but to its own circle."""

import datetime
from typing import Any

import pytest

from lessons import actions
from lessons.models import LessonPage
from lessons.states import TrialDecision, UptakeReason, UptakeStatus
from regions.models import Region
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.regions import MembershipFactory, person

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
    "door", ["/regios/verborgen-veluwe/", "/regios/", "/landelijk/", "/regios/verborgen-veluwe/opvolging/"]
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
    assert lesson.title in client_of(colleague).get("/regios/verborgen-veluwe/").content.decode()


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
