"""What screens cost, and that they speak both languages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regions.models import Region
from tests.factories import visitations as made
from visitations.models import Finding, Framework
from visitations.states import Stage

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("stage", "screen", "who"),
    [
        (Stage.DRAFT, "workspace", "chair"),
        (Stage.DRAFT, "preview", "chair"),
        (Stage.FACT_CHECK, "fact_check", "host"),
        (Stage.RESPONSE, "responses", "host"),
        (Stage.PUBLISHED, "follow_up", "host"),
        (Stage.PUBLISHED, "report", "host"),
        (Stage.PUBLISHED, "page", "host"),
    ],
)
def test_a_screen_costs_the_same_with_thirty_rows(
    stage: Stage, screen: str, who: str, visitation_at: Any, people: made.People, client_of: Any, queries_of: Any
) -> None:
    visitation = visitation_at(stage)
    page = visitation.get_url()
    path = {"report": f"{page}rapport/", "page": page}.get(screen) or reverse(
        f"visitations:{screen}", args=[visitation.pk]
    )
    client = client_of(getattr(people, who))
    few = queries_of(client, path)
    criteria = list(visitation.framework.criteria.all())
    for number in range(100, 130):
        finding = Finding.objects.create(
            visitation=visitation,
            criterion=criteria[number % 3],
            number=number,
            kind="strength",
            statement=f"Punt {number}",
        )
        visitation.recommendations.create(number=number, text="Ga zo door", addressee="Regio").findings.add(finding)
        finding.remarks.create(
            visitation=visitation, kind="disagreement", text="Nee", before="Punt", author=people.host
        )
        finding.evidence.add(visitation.evidence.create(kind="document", title=f"Stuk {number}"))
    assert queries_of(client, path) == few


@pytest.mark.parametrize("reader", ["visitor", "editor"])
def test_the_lists_cost_the_same_with_many_rows(
    reader: str, twente: Region, people: made.People, client_of: Any, visitor: Client, queries_of: Any
) -> None:
    client = visitor if reader == "visitor" else client_of(people.editor)
    path = reverse("visitations:list")
    made.start(twente, people)
    few = queries_of(client, path)
    for _ in range(4):
        made.start(twente, people, framework=Framework.objects.first())
    assert queries_of(client, path) == few


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("screen", ["workspace", "committee", "terms", "declare", "fact_check", "preview"])
def test_screens_speak_both_languages(
    language: str, screen: str, visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation = visitation_at(Stage.FACT_CHECK)
    page = client_of(people.chair).get(
        reverse(f"visitations:{screen}", args=[visitation.pk]), headers={"accept-language": language}
    )
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()
