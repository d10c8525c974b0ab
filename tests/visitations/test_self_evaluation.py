"""The visited party judges itself, one criterion at a time; handed in is handed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regions.models import User
from regions.states import IllegalMove, Role
from regions.versions import version_of
from tests.factories import visitations as made
from tests.visitations.test_leaks import every_address, found
from visitations import actions
from visitations.models import Assessment, Criterion, Framework, VisitationPage
from visitations.scores import criteria_of, scores_of
from visitations.states import Score, Stage, Voice

pytestmark = pytest.mark.once


@pytest.fixture
def visitation(visitation_at: Callable[..., VisitationPage], people: made.People) -> VisitationPage:
    visitation = visitation_at(Stage.SELF_EVALUATION)
    made.write_report(visitation, people)
    return visitation


@pytest.fixture
def criteria(visitation: VisitationPage) -> list[Criterion]:
    return criteria_of(visitation)


@pytest.fixture
def at(visitation: VisitationPage) -> Callable[..., str]:
    return lambda name, *more: reverse(f"visitations:{name}", args=[visitation.pk, *more])


def assert_saved(response: Any) -> None:
    assert response.status_code == 302, response.context["form"].errors


def test_item_by_item_then_handed_in_and_read(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    host, member = client_of(people.host), client_of(people.member)
    first, second, third = criteria
    assert_saved(host.post(at("self_evaluate", first.pk), {"score": 3, "text": "Kwikstaartje", "version": ""}))
    assert_saved(host.post(at("self_evaluate", second.pk), {"score": 0, "text": "", "version": ""}))
    refused = host.post(at("self_evaluation_hand_in"), {})
    assert (refused.status_code, third.name in refused.content.decode()) == (200, True)
    visitation.refresh_from_db()
    assert visitation.self_evaluated_on is None
    assert member.get(at("self_evaluation")).status_code == 403
    assert_saved(host.post(at("self_evaluation_hand_in"), {"cannot_judge": [third.pk]}))
    page = member.get(at("self_evaluation"))
    assert [(criterion.name, row.score, row.text) for criterion, row in page.context["rows"]] == [
        (first.name, 3, "Kwikstaartje"),
        (second.name, None, ""),
        (third.name, None, ""),
    ]
    assert "Kwikstaartje" in page.content.decode()


def test_before_it_is_handed_in_nobody_else_meets_a_word_of_it(
    visitation: VisitationPage,
    criteria: list[Criterion],
    people: made.People,
    at: Any,
    client_of: Any,
    admin: User,
    outsider: User,
    visitor: Client,
) -> None:
    for criterion in criteria:
        actions.self_evaluate(visitation, criterion, score=1, text="Kwikstaartje", user=people.host)
    names = ("self_evaluation", "self_evaluation_hand_in", "judging", "panel", "panel_members")
    addresses = [*every_address(visitation, ("Kwikstaartje",)), *map(at, names), at("self_evaluate", criteria[0].pk)]
    committee = ("chair", "secretary", "member", "observer", "recused", "undeclared", "editor")
    clients = {name: client_of(getattr(people, name)) for name in committee}
    clients |= {"admin": client_of(admin), "outsider": client_of(outsider), "visitor": visitor}
    met = {name: found(client, addresses, ("Kwikstaartje",)) for name, client in clients.items()}
    assert met == {name: [] for name in clients}
    assert Assessment.objects.readable_by(people.chair, visitation).count() == 0
    assert scores_of(visitation) == []


def test_handed_in_is_frozen_by_every_door(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    host, first = client_of(people.host), criteria[0]
    actions.self_evaluate(visitation, first, score=2, text="Zo was het.", user=people.host)
    file = SimpleUploadedFile("bewijs.txt", b"Wij bellen elke week.")
    assert_saved(
        host.post(at("self_evaluation_attach", first.pk), {"title": "Bewijs", "file": file, "confirmed": "on"})
    )
    attachment = visitation.attachments.get()
    download = at("attachment", attachment.pk)
    assert client_of(people.member).get(download).status_code == 404
    actions.hand_in_self_evaluation(visitation, user=people.host, cannot_judge=[one.pk for one in criteria])
    assert client_of(people.member).get(download).status_code == 200
    before = list(Assessment.objects.values())
    change = {"score": 4, "text": "Toch niet", "version": version_of(Assessment.objects.get(criterion=first))}
    assert host.post(at("self_evaluate", first.pk), change).status_code == 403
    assert host.post(at("self_evaluation_attach", first.pk), {"title": "Meer", "file": file}).status_code == 403
    assert host.post(at("self_evaluation_hand_in"), {}).status_code == 403
    host.post(at("attachment_remove", attachment.pk))
    assert visitation.attachments.count() == 1
    with pytest.raises(IllegalMove):
        actions.self_evaluate(visitation, first, score=4, user=people.host)
    with pytest.raises(IllegalMove):
        actions.hand_in_self_evaluation(visitation, user=people.host)
    assert list(Assessment.objects.values()) == before


def test_another_wording_of_the_framework_comes_too_late(
    visitation: VisitationPage, people: made.People, at: Any, client_of: Any
) -> None:
    made.self_evaluate(visitation, people)
    Criterion.objects.filter(framework=visitation.framework, name="Leren").update(name="Iets anders", question="Nieuw?")
    Criterion.objects.create(framework=visitation.framework, name="Er later bij", sort_order=9)
    page = client_of(people.chair).get(at("self_evaluation")).content.decode()
    assert "Hoe staat het met Leren?" in page
    assert "Iets anders" not in page
    assert [one.criterion.name for one in scores_of(visitation)] == ["Passende hulp", "Samenwerking", "Leren"]


def test_what_was_judged_by_stays_in_the_framework(
    visitation: VisitationPage, people: made.People, admin: User, client_of: Any
) -> None:
    made.self_evaluate(visitation, people)
    framework = visitation.framework
    Criterion.objects.create(framework=framework, name="Ongebruikt", sort_order=9)
    sent = {"name": framework.name, "slug": framework.slug, "description": "", "source": ""}
    sent |= {"criteria-TOTAL_FORMS": "4", "criteria-INITIAL_FORMS": "4", "criteria-MIN_NUM_FORMS": "0"}
    sent |= {"criteria-MAX_NUM_FORMS": "1000"}
    for number, one in enumerate(framework.criteria.all()):
        texts = {"id": one.pk, "name": one.name, "question": one.question, "ORDER": number + 1}
        sent |= {f"criteria-{number}-{name}": str(value) for name, value in texts.items()}
    path = reverse("wagtailsnippets_visitations_framework:edit", args=[framework.pk])
    refused = client_of(admin).post(path, {**sent, "criteria-2-DELETE": "on"})
    assert (refused.status_code, "“Leren”" in refused.content.decode(), framework.criteria.count()) == (200, True, 4)
    assert client_of(admin).post(path, {**sent, "criteria-3-DELETE": "on"}).status_code == 302
    assert [one.name for one in Framework.objects.get().criteria.all()] == ["Passende hulp", "Samenwerking", "Leren"]


def test_of_two_contacts_who_save_the_second_reads_the_first(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    colleague = made.UserFactory(home_region=visitation.lead_region)
    actions.add_host(visitation, person=colleague, user=people.host)
    path = at("self_evaluate", criteria[0].pk)
    hosts = [client_of(people.host), client_of(colleague)]
    versions = [client.get(path).context["form"]["version"].value() for client in hosts]
    assert_saved(hosts[0].post(path, {"score": 2, "text": "De eerste", "version": versions[0]}))
    met = hosts[1].post(path, {"score": 4, "text": "De tweede", "version": versions[1]})
    assert met.status_code == 409
    assert {str(text) for _label, text in met.context["form"].standing} == {"De eerste", str(Score.IN_PART.label)}
    again = met.context["form"]["version"].value()
    assert_saved(hosts[1].post(path, {"score": 4, "text": "De tweede", "version": again}))
    assert Assessment.objects.get(voice=Voice.VISITED_PARTY).text == "De tweede"


def test_who_may_write_and_what_the_privacy_check_refuses(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    colleague = made.UserFactory(home_region=visitation.lead_region)
    actions.add_host(visitation, person=colleague, role=Role.MEMBER, user=people.host)
    path, sent = at("self_evaluate", criteria[0].pk), {"score": 2, "text": "", "version": ""}
    met = {
        name: client_of(person).post(path, sent).status_code
        for name, person in {"colleague": colleague, "chair": people.chair, "editor": people.editor}.items()
    }
    assert met == {"colleague": 403, "chair": 404, "editor": 404}
    refused = client_of(people.host).post(path, {**sent, "text": "Bel haar op 06-12345678."})
    assert (refused.status_code, "text" in refused.context["form"].errors) == (200, True)
    assert not Assessment.objects.exists()


def test_the_committee_goes_on_when_the_term_has_passed(visitation: VisitationPage, people: made.People) -> None:
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.DOCUMENTS, user=people.chair)
    visitation.terms.filter(stage=Stage.SELF_EVALUATION).update(due_on="2020-01-01")
    actions.move_on(visitation, to=Stage.DOCUMENTS, user=people.chair)
    assert visitation.stage == Stage.DOCUMENTS
