"""What regions do together and ask for, in the read API: as on its screens, to whoever reads those and to nobody else."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from learningtables.models import Method, Phase
from regions.audience import MEMBERS
from regions.models import Partnership, PlanVersion, RegionalPlan, Signatory, Statement, SupportRequest
from regions.plans import content_of
from tests.factories.plans import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = date(2026, 1, 1)


def rows(client: Client, name: str, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/{name}/{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def make_plan(region: Any, title: str, **more: Any) -> RegionalPlan:
    plan = RegionalPlan.objects.create(region=region, title=title, from_year=2026, until_year=2028, **more)
    content = {**content_of(plan), "title": title}
    PlanVersion.objects.create(plan=plan, number=1, content=content, approved_on=DAY, approved_by="Raad")
    PlanVersion.objects.create(plan=plan, number=2, content={**content, "title": "Nog in de maak"})
    return plan


def test_statements_with_who_signed_and_their_drafts_for_the_editors_alone(
    visitor: Client, client_of: Any, editor: Any, twente: Any, zeeland: Any
) -> None:
    statement = Statement.objects.create(title="Wij doen het", slug="wij", text="Samen.", agreed_on=DAY)
    Statement.objects.create(title="Nog niet", slug="nog-niet", text="Later.")
    for region in (zeeland, twente):
        Signatory.objects.create(statement=statement, region=region, signed_as="wethouder", signed_on=DAY)
    assert [(row["title"], row["signed"]) for row in rows(visitor, "statements")] == [("Wij doen het", 2)]
    assert {row["slug"] for row in rows(client_of(editor), "statements")} == {"wij", "nog-niet"}
    told = visitor.get("/api/statements/wij/").json()
    assert (told["text"], [one["party"] for one in told["signatories"]]) == ("Samen.", ["Twente", "Zeeland"])
    assert visitor.get(told["url"].removeprefix("http://testserver")).status_code == 200
    assert visitor.get("/api/statements/nog-niet/").status_code == 404
    assert client_of(editor).get("/api/statements/nog-niet/").status_code == 200


def test_plans_as_they_were_approved_for_whom_they_are_open(
    visitor: Client, client_of: Any, outsider: Any, coordinator: Any, zeeland: Any, twente: Any
) -> None:
    make_plan(twente, "Voor iedereen")
    make_plan(zeeland, "Voor leden", audience_key=MEMBERS)
    RegionalPlan.objects.create(region=zeeland, title="Concept", from_year=2027, until_year=2028)
    told = {
        who: {row["title"] for row in rows(client, "plans")}
        for who, client in (
            ("visitor", visitor),
            ("outsider", client_of(outsider)),
            ("coordinator", client_of(coordinator)),
        )
    }
    everything = {"Voor iedereen", "Voor leden"}
    assert told == {"visitor": {"Voor iedereen"}, "outsider": everything, "coordinator": everything}
    (plan,) = rows(visitor, "plans")
    alone = visitor.get("/api/regions/twente/plan/").json()
    assert plan == {**alone, "region": {"slug": "twente", "name": "Twente"}}


def test_what_a_region_asks_is_its_own(
    visitor: Client, client_of: Any, coordinator: Any, foodvalley_coordinator: Any, zeeland: Any
) -> None:
    asked = {"title": "Hoe verder?", "where_we_are": "Hier", "where_to": "Daar", "what_is_needed": "Hulp"}
    SupportRequest.objects.create(region=zeeland, asked_by=coordinator, **asked)
    assert [row["title"] for row in rows(client_of(coordinator), "support-requests")] == ["Hoe verder?"]
    assert rows(visitor, "support-requests") == rows(client_of(foodvalley_coordinator), "support-requests") == []


def test_partnerships_methods_and_teams_cost_the_same_however_many_there_are(
    visitor: Client, queries_of: Any, foodvalley: Any, foodvalley_coordinator: Any, twente: Any, zeeland: Any
) -> None:
    def make(number: int) -> None:
        Partnership.objects.create(name=f"Samen {number}").regions.add(foodvalley, twente)
        method = Method.objects.create(name=f"Wijze {number}", slug=f"wijze-{number}", purpose="Luisteren")
        Phase.objects.create(method=method, title="Vragen", minutes=5)
        statement = Statement.objects.create(title="Wij", slug=f"wij-{number}", text="Ja", agreed_on=DAY)
        Signatory.objects.create(statement=statement, region=twente, signed_as="wethouder", signed_on=DAY)
        make_plan(twente, f"Plan {number}")

    make(1)
    make_team(foodvalley, user=foodvalley_coordinator)
    names = ("partnerships", "methods", "plans", "statements")
    one = [queries_of(visitor, f"/api/{name}/") for name in names]
    for number in range(2, 6):
        make(number)
    assert [queries_of(visitor, f"/api/{name}/") for name in names] == one
    assert rows(visitor, "partnerships")[0]["regions"][0]["slug"] == "food-valley"
    assert [row["region"]["slug"] for row in rows(visitor, "expert-teams")] == ["food-valley"]
    (method,) = [row for row in rows(visitor, "methods", "?page_size=100") if row["slug"] == "wijze-1"]
    assert [(phase["title"], phase["minutes"]) for phase in method["phases"]] == [("Vragen", 5)]
