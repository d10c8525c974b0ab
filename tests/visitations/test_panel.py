"""Young people and parents score the same criteria alone; together they are heard, from three answers on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from regions.models import User
from regions.states import IllegalMove
from tests.factories import visitations as made
from tests.factories.regions import UserFactory
from tests.visitations.test_leaks import every_address, found
from visitations import actions
from visitations.models import Assessment, Criterion, VisitationPage
from visitations.scores import criteria_of, scores_of
from visitations.states import Stage, Voice

pytestmark = pytest.mark.once


@pytest.fixture
def panel() -> list[User]:
    return UserFactory.create_batch(4)


@pytest.fixture
def visitation(visitation_at: Callable[..., VisitationPage], people: made.People, panel: list[User]) -> VisitationPage:
    visitation = visitation_at(Stage.VISIT)
    made.seat_on_panel(visitation, people, *panel)
    return visitation


@pytest.fixture
def criteria(visitation: VisitationPage) -> list[Criterion]:
    return criteria_of(visitation)


@pytest.fixture
def at(visitation: VisitationPage) -> Callable[..., str]:
    return lambda name, *more: reverse(f"visitations:{name}", args=[visitation.pk, *more])


def answer(
    visitation: VisitationPage, criterion: Criterion, panel: list[User], *scores: int | None, text: str = ""
) -> None:
    for person, score in zip(panel, scores, strict=False):
        actions.answer_on_panel(visitation, criterion, score=score, text=text and f"{text}{score}", user=person)


def test_who_is_invited_comes_in_by_the_link_and_answers_on_a_page_of_their_own(
    visitation_at: Any, people: made.People, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    visitation = visitation_at(Stage.SELF_EVALUATION)
    invite = reverse("visitations:panel_members", args=[visitation.pk])
    with django_capture_on_commit_callbacks(execute=True):
        met = {
            name: client_of(getattr(people, name)).post(invite, {"email": f"{name}@voorbeeld.nl"}).status_code
            for name in ("chair", "secretary", "editor", "member", "observer", "host", "recused")
        }
    assert met == {
        "chair": 302, "secretary": 302, "editor": 302, "member": 403, "observer": 403, "host": 403, "recused": 404,
    }  # fmt: skip
    visitation.refresh_from_db()
    assert visitation.panel.invitations.count() == 3
    letter = next(one for one in mail.outbox if one.to == ["chair@voorbeeld.nl"])
    path = re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]
    young = UserFactory(email="chair@voorbeeld.nl")
    client = client_of(young)
    assert client.post(path, {}).status_code == 302
    page = client.get(reverse("visitations:panel", args=[visitation.pk])).content.decode()
    assert "Hoe staat het met Leren?" in page
    assert reverse("visitations:panel", args=[visitation.pk]) in client.get(visitation.get_url()).content.decode()


def test_one_question_after_the_other(
    visitation: VisitationPage, criteria: list[Criterion], panel: list[User], at: Any, client_of: Any
) -> None:
    client = client_of(panel[0])
    first, second, third = criteria
    sent = {"score": 4, "text": "", "version": ""}
    following = client.post(at("panel_answer", first.pk), sent)
    assert following.url == at("panel_answer", second.pk)
    client.post(at("panel_answer", third.pk), {**sent, "score": 0})
    assert client.post(at("panel_answer", second.pk), sent).url == f"{at('panel')}#criterium-{second.pk}"
    rows = client.get(at("panel")).context["rows"]
    assert [row.score for _criterion, row in rows] == [4, 4, None]
    other = client_of(panel[1]).get(at("panel")).context
    assert [row for _criterion, row in other["rows"]] == [None, None, None]
    assert other["answered"] == 0


def test_a_panel_member_sees_no_more_than_everybody(
    visitation: VisitationPage, panel: list[User], people: made.People, at: Any, client_of: Any, outsider: User
) -> None:
    made.judge_alone(visitation, people.chair, text="Zilverwoord")
    names = (
        "workspace", "self_evaluation", "judging", "panel_members", "committee", "fact_check", "responses", "requests",
        "programme", "terms",
    )  # fmt: skip
    client, stranger = client_of(panel[0]), client_of(outsider)
    assert {name: client.get(at(name)).status_code for name in names} == dict.fromkeys(names, 404)
    assert [url for url, _label in client.get(visitation.get_url()).context["doors"]] == [at("panel")]
    report = f"{visitation.get_url()}rapport/"
    assert client.get(report).status_code == stranger.get(report).status_code == 404
    circle = client.get(reverse("regions:circle", args=[visitation.panel_id]))
    assert circle.status_code == 404, "who else speaks on the panel is not for its members"


def test_what_the_panel_comes_to_counted_by_hand(
    visitation: VisitationPage, criteria: list[Criterion], panel: list[User], people: made.People
) -> None:
    answer(visitation, criteria[0], panel, 2, 3, 4, None)  # (2 + 3 + 4) / 3 = 3
    answer(visitation, criteria[1], panel, 1, 2, 2, 4)  # 9 / 4 = 2.25
    answer(visitation, criteria[2], panel, 1, 4, None, None)  # two gave a score
    assert [(one.panel_mean, one.panel_count) for one in scores_of(visitation)] == [(None, 0)] * 3
    made.bring_to(visitation, people, Stage.DRAFT)
    assert [(one.panel_mean, one.panel_count) for one in scores_of(visitation)] == [(3.0, 3), (2.3, 4), (None, 0)]
    with pytest.raises(IllegalMove):
        answer(visitation, criteria[2], panel[2:], 3)


def test_texts_of_the_panel_are_read_late_from_three_on_and_without_names(
    visitation: VisitationPage,
    criteria: list[Criterion],
    panel: list[User],
    people: made.People,
    at: Any,
    client_of: Any,
    admin: User,
    visitor: Client,
) -> None:
    answer(visitation, criteria[0], panel, 1, 2, 3, text="Kwikstaart")
    answer(visitation, criteria[1], panel, 1, 2, text="Zilverwoord")
    words = ("Kwikstaart", "Zilverwoord")
    made.write_report(visitation, people)
    addresses = [*every_address(visitation, words), at("judging"), at("panel_members"), at("self_evaluation")]
    everybody = {name: client_of(getattr(people, name)) for name in ("chair", "member", "observer", "host", "editor")}
    everybody |= {"admin": client_of(admin), "visitor": visitor, "panellist": client_of(panel[3])}
    assert {name: found(client, addresses, words) for name, client in everybody.items()} == {
        name: [] for name in everybody
    }
    made.bring_to(visitation, people, Stage.DRAFT)
    page = everybody["member"].get(at("judging")).content.decode()
    assert [f"Kwikstaart{number}" in page for number in (1, 2, 3)] == [True] * 3
    assert not any(str(person) in page for person in panel)
    rest = {name: client for name, client in everybody.items() if name not in {"chair", "member"}}
    assert {name: found(client, addresses, words) for name, client in rest.items()} == {name: [] for name in rest}
    assert {word for _address, word in found(everybody["chair"], addresses, words)} == {"Kwikstaart"}


def test_who_comes_to_a_table_or_leaves_takes_their_answers_along(
    visitation: VisitationPage,
    criteria: list[Criterion],
    panel: list[User],
    people: made.People,
    at: Any,
    client_of: Any,
) -> None:
    answer(visitation, criteria[0], panel, 1, 2, 3, 4)
    actions.add_host(visitation, person=panel[0], user=people.host)
    client_of(people.chair).post(at("panel_end", visitation.panel.memberships.get(user=panel[1]).pk))
    assert list(Assessment.objects.filter(voice=Voice.PANEL).values_list("author", flat=True)) == [
        panel[2].pk,
        panel[3].pk,
    ]
    assert client_of(panel[0]).get(at("panel")).status_code == client_of(panel[1]).get(at("panel")).status_code == 404
    with pytest.raises(IllegalMove):
        actions.invite_to_panel(visitation, email=people.host.email, user=people.chair)


def test_an_editor_on_the_panel_is_no_editor_there(
    visitation: VisitationPage, people: made.People, at: Any, client_of: Any
) -> None:
    client = client_of(people.editor)
    assert client.get(at("terms")).status_code == 200
    made.seat_on_panel(visitation, people, people.editor)
    assert (client.get(at("terms")).status_code, client.get(at("panel")).status_code) == (404, 200)
