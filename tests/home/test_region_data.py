"""A coordinator takes along what they may read of the region; what is hidden stays hidden."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from regions.audience import MEMBERS
from regions.models import Membership, RegionalPlan
from regions.states import Role
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.lessons import ActionFactory, LessonFactory, UptakeFactory
from tests.home.test_exports import got
from tests.home.test_own_data import everything_in, part, taken

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "/regios/food-valley/gegevens/"


@pytest.fixture
def world(
    foodvalley: Any, twente: Any, table_circle: Any, case_owner: Any, participant: Any, facilitator: Any
) -> dict[str, Any]:
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True, title="Geslotencasus"
    )
    reflection = make_reflection(case, respondents=[participant, facilitator], user=facilitator)
    answer_all(reflection, user=participant, why="verborgenantwoord")
    public = LessonFactory(region=foodvalley, title="Voor iedereen")
    own = LessonFactory(region=foodvalley, title="Voor de regio", audience_key=foodvalley.circle.audience_key)
    LessonFactory(region=twente, title="Van elders", audience_key=MEMBERS)
    LessonFactory(region=foodvalley, title="Van de tafel", audience_key=table_circle.audience_key)
    UptakeFactory(lesson=public, region=foodvalley, is_named=False, note="stilletjes")
    ActionFactory(circle=foodvalley.circle, owner=facilitator, what="Voor de regio gedaan")
    ActionFactory(circle=table_circle, owner=facilitator, what="Voor de tafel gedaan")
    return {"public": public, "own": own}


def test_it_holds_what_the_coordinator_may_read(
    client_of: Any, foodvalley_coordinator: Any, foodvalley: Any, twente: Any, table_circle: Any, world: Any
) -> None:
    LessonFactory(region=foodvalley, title="In de maak", audience_key=foodvalley.circle.audience_key, draft=True)
    LessonFactory(region=foodvalley, title="Tafelconcept", audience_key=table_circle.audience_key, draft=True)
    UptakeFactory(lesson=world["public"], region=twente, is_named=False)
    packed = taken(client_of(foodvalley_coordinator), ADDRESS)
    assert [row["title"] for row in part(packed, "lessons_in_the_making")] == ["In de maak"]
    assert sorted(row["region"] for row in part(packed, "uptakes_elsewhere")) == ["", "Food Valley"]
    assert {row["title"] for row in part(packed, "lessons")} == {"Voor iedereen", "Voor de regio"}
    assert [(row["region"], row["note"]) for row in part(packed, "uptakes")] == [("Food Valley", "stilletjes")]
    assert [row["what"] for row in part(packed, "actions")] == ["Voor de regio gedaan"]
    said = everything_in(packed)
    for hidden in (
        "verborgenantwoord",
        "Geslotencasus",
        "Tafelconcept",
        "Van de tafel",
        "Voor de tafel gedaan",
        "Van elders",
    ):
        assert hidden not in said


def test_a_table_of_it_is_the_one_of_the_list(client_of: Any, foodvalley_coordinator: Any, world: Any) -> None:
    client = client_of(foodvalley_coordinator)
    packed = taken(client, ADDRESS)
    rows = list(csv.reader(io.StringIO(packed.read("lessons.csv").decode("utf-8-sig"), newline="")))
    listed = CalamineWorkbook.from_filelike(io.BytesIO(got(client, "/lessen/?regio=food-valley&formaat=xlsx")))
    assert [row[1] for row in rows] == [row[1] for row in listed.get_sheet_by_index(0).to_python()]


def test_a_plan_comes_whole(client_of: Any, foodvalley: Any, foodvalley_coordinator: Any, world: Any) -> None:
    RegionalPlan.objects.create(region=foodvalley, title="Zo doen wij het", from_year=2026, until_year=2028)
    packed = taken(client_of(foodvalley_coordinator), ADDRESS)
    assert [row["title"] for row in part(packed, "plans")] == ["Zo doen wij het"]


def test_only_its_coordinators(
    visitor: Client, client_of: Any, coordinator: Any, editor: Any, admin: Any, participant: Any, foodvalley: Any
) -> None:
    member = participant
    Membership.objects.create(circle=foodvalley.circle, user=member, role=Role.MEMBER)
    assert visitor.post(ADDRESS).status_code == 302
    assert [client_of(who).post(ADDRESS).status_code for who in (coordinator, editor, admin, member)] == [403] * 4
