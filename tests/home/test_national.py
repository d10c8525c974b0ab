"""The state of affairs of all regions in a year: true for who reads it, and no ranking."""

import csv
import datetime
import io
import json
from typing import Any

import pytest
from django.utils import timezone

from lessons.models import Uptake
from lessons.states import UptakeStatus
from regions.audience import MEMBERS
from regions.models import ExpertTeam, PlanVersion, RegionalPlan, TeamYear
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import LessonFactory, UptakeFactory
from tests.factories.visitations import People, bring_to, visitation
from visitations.states import Stage

THIS = timezone.localdate().year


def rows(client: Any, **asked: Any) -> dict[str, Any]:
    return {row.name: row for row in client.get("/landelijk/", asked).context["rows"]}


@pytest.fixture
def lesson(foodvalley: Any) -> Any:
    return LessonFactory(region=foodvalley, date=datetime.date(THIS - 2, 3, 1))


def test_what_is_counted_is_what_the_reader_may_see(
    client: Any, client_of: Any, outsider: Any, facilitator: Any, foodvalley: Any, table_circle: Any
) -> None:
    LessonFactory(region=foodvalley)
    LessonFactory(region=foodvalley, audience_key=MEMBERS)
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    make_session(table, user=facilitator, days=-10, held=True, audience_key=table_circle.audience_key)
    seen = [
        (rows(one)["Food Valley"].lessons, rows(one)["Food Valley"].sessions)
        for one in (client, client_of(outsider), client_of(facilitator))
    ]
    assert seen == [(1, 0), (2, 0), (2, 1)]


def test_taken_up_is_what_was_so_at_the_end_of_the_year(client: Any, lesson: Any, twente: Any) -> None:
    first = UptakeFactory(lesson=lesson, region=twente, status=UptakeStatus.TRYING, date=datetime.date(THIS - 2, 5, 1))
    Uptake.objects.filter(pk=first.pk).update(superseded=True)
    UptakeFactory(
        lesson=lesson, region=twente, status=UptakeStatus.STOPPED, reason="context", date=datetime.date(THIS - 1, 5, 1)
    )
    told = {year: rows(client, jaar=year)["Twente"].taken_up for year in (THIS - 2, THIS)}
    assert told == {THIS - 2: 1, THIS: 0}


def test_a_region_that_is_not_named_counts_for_itself_alone(
    client: Any, client_of: Any, coordinator: Any, foodvalley_coordinator: Any, lesson: Any, zeeland: Any
) -> None:
    UptakeFactory(lesson=lesson, region=zeeland, status=UptakeStatus.ADOPTED, is_named=False)
    seen = [
        rows(one)["Zeeland"].taken_up for one in (client, client_of(foodvalley_coordinator), client_of(coordinator))
    ]
    assert seen == [0, 0, 1]


def test_a_plan_counts_for_the_years_of_the_version_that_was_approved(client: Any, twente: Any) -> None:
    plan = RegionalPlan.objects.create(region=twente, title="Samen verder", from_year=THIS - 1, until_year=THIS + 5)
    approved = {"from_year": THIS - 1, "until_year": THIS}
    PlanVersion.objects.create(
        plan=plan, number=1, content=approved, approved_on=datetime.date(THIS - 1, 2, 1), approved_by="Het overleg"
    )
    LessonFactory(region=twente, date=datetime.date(THIS - 2, 1, 1))
    assert {year: rows(client, jaar=year)["Twente"].plan for year in (THIS - 2, THIS)} == {THIS - 2: False, THIS: True}


def test_figures_of_an_expert_team_count_in_their_year(client: Any, twente: Any) -> None:
    team = ExpertTeam.objects.create(region=twente, name="Expertteam Twente")
    TeamYear.objects.create(team=team, year=THIS - 1, asked=12, meaning="Meer vragen, sneller antwoord.")
    LessonFactory(region=twente, date=datetime.date(THIS - 1, 1, 1))
    told = [
        (rows(client, jaar=year)["Twente"].team, rows(client, jaar=year)["Twente"].team_told)
        for year in (THIS - 1, THIS)
    ]
    assert told == [(True, True), (True, False)]


def test_open_recommendations_are_those_of_reports_that_are_out(
    client: Any, twente: Any, editor: Any, chair: Any, host: Any
) -> None:
    people = People(editor=editor, chair=chair, host=host)
    ours = visitation(twente, people, stage=Stage.FINAL)
    assert rows(client)["Twente"].recommendations == 0 < ours.recommendations.count()
    bring_to(ours, people, Stage.PUBLISHED)
    assert rows(client)["Twente"].recommendations == ours.recommendations.count()


def test_the_file_says_what_the_table_says(client: Any, lesson: Any, twente: Any, zeeland: Any) -> None:
    UptakeFactory(lesson=lesson, region=twente, status=UptakeStatus.ADOPTED)
    table = rows(client)
    sheet = client.get("/landelijk/", {"formaat": "csv"})
    text = b"".join(sheet.streaming_content).decode("utf-8-sig")
    told = {row[0]: row[-1] for row in list(csv.reader(io.StringIO(text)))[1:]}
    assert told == {name: str(row.taken_up) for name, row in table.items()}
    file = json.loads(b"".join(client.get("/landelijk/", {"formaat": "json"}).streaming_content))
    assert "Twente" in json.dumps(file)


def test_regions_stand_by_name_whatever_they_tell(client: Any, lesson: Any, twente: Any, zeeland: Any) -> None:
    for number in range(3):
        LessonFactory(region=zeeland, title=f"Les {number}")
    for measure in ("lessen", "opvolging", "plan"):
        assert list(rows(client, kaart=measure)) == ["Food Valley", "Twente", "Zeeland"]


@pytest.mark.parametrize("asked", [{"jaar": "gisteren"}, {"kaart": "rangorde"}, {"jaar": "1066", "kaart": ""}])
def test_what_it_does_not_know_is_left_out(client: Any, lesson: Any, asked: dict[str, str]) -> None:
    page = client.get("/landelijk/", asked)
    assert page.status_code == 200 and page.context["form"].year == THIS
