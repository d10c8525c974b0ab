"""The administrative response is the visited party's alone, and published with the report or said to be missing."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regions.models import User
from regions.states import IllegalMove, Role
from tests.factories import visitations as made
from visitations import actions
from visitations.models import Response, VisitationPage
from visitations.states import Position, Stage


@pytest.fixture
def visitation(visitation_at: Any, people: made.People) -> VisitationPage:
    visitation = visitation_at(Stage.DRAFT)
    made.write_report(visitation, people)
    return made.bring_to(visitation, people, Stage.FACT_CHECK)


def url(name: str, visitation: VisitationPage, *args: Any) -> str:
    return reverse(f"visitations:{name}", args=[visitation.pk, *args])


@pytest.mark.once
def test_the_response_is_the_visited_party_s_by_every_door(
    visitation: VisitationPage, people: made.People, admin: User, outsider: User, client_of: Any, visitor: Client
) -> None:
    made.bring_to(visitation, people, Stage.RESPONSE)
    recommendation = visitation.recommendations.get()
    answer = {"position": Position.PARTLY, "plan": "Wij bellen vaker.", "owner": "Lokaal team"}
    actions.respond(recommendation, user=people.host, **answer)
    path = url("respond", visitation, recommendation.pk)
    forged = {"position": "accepted", "plan": "Wij doen alles.", "owner": "Regio", "version": ""}
    seated = [
        people.chair,
        people.secretary,
        people.member,
        people.observer,
        people.recused,
        people.editor,
        admin,
        outsider,
    ]
    met = [client_of(person).post(path, forged).status_code for person in seated]
    assert (met, visitor.post(path, forged).status_code) == ([404] * 8, 302)
    assert list(Response.objects.values_list("position", "plan")) == [("partly", "Wij bellen vaker.")]
    pages = [client_of(people.chair).get(url(name, visitation)) for name in ("workspace", "fact_check", "preview")]
    assert [page.status_code for page in pages if "Wij bellen vaker." not in page.content.decode()] == [200] * 3
    made.bring_to(visitation, people, Stage.PUBLISHED)
    with pytest.raises(IllegalMove):
        actions.respond(recommendation, user=people.host, **answer)
    names = [model["object_name"] for app in _admin_models(client_of(admin)) for model in app]
    assert "Response" not in names


def _admin_models(client: Client) -> list[list[dict[str, Any]]]:
    """Wagtail's admin knows snippets alone; a response is none."""
    from wagtail.snippets.models import get_snippet_models

    assert client.get("/admin/").status_code == 200
    return [[{"object_name": model.__name__} for model in get_snippet_models()]]


@pytest.mark.once
def test_a_report_without_response_says_so_in_words(
    visitation: VisitationPage, people: made.People, visitor: Client
) -> None:
    made.bring_to(visitation, people, Stage.RESPONSE)
    late = visitation.terms.get(stage=Stage.RESPONSE).due_on + datetime.timedelta(days=1)
    actions.move_on(visitation, to=Stage.PUBLISHED, user=people.chair, on=late)
    page = visitor.get(f"{visitation.get_url()}rapport/", headers={"accept-language": "en"})
    assert page.context["unanswered"].numbers == [1]
    assert "The visited party gave no response within its term." in page.content.decode()


@pytest.mark.once
def test_who_is_of_the_visited_party_and_no_host_reads_along(
    visitation: VisitationPage, people: made.People, outsider: User, client_of: Any
) -> None:
    actions.add_host(visitation, person=outsider, role=Role.MEMBER, user=people.editor)
    client, path = client_of(outsider), url("remark", visitation, visitation.findings.get().key)
    assert (client.get(url("fact_check", visitation)).status_code, client.get(path).status_code) == (200, 403)
