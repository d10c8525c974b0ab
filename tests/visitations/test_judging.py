"""Each member judges alone first; nobody meets it anywhere before all are opened. Then together, with dissent kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from home.waiting import for_person
from regions.models import Region, User
from regions.states import IllegalMove, MembershipStatus, Role
from tests.factories import visitations as made
from tests.visitations.test_leaks import every_address, found
from visitations import actions
from visitations.judging import agreement, judges_of
from visitations.models import Assessment, Criterion, Dissent, VisitationPage
from visitations.scores import criteria_of, scores_of
from visitations.states import Stage, TieDecision, TieKind, Voice

pytestmark = pytest.mark.once

ALONE = "Kwikstaartje"


@pytest.fixture
def visitation(visitation_at: Callable[..., VisitationPage]) -> VisitationPage:
    return visitation_at(Stage.VISIT)


@pytest.fixture
def criteria(visitation: VisitationPage) -> list[Criterion]:
    return criteria_of(visitation)


@pytest.fixture
def at(visitation: VisitationPage) -> Callable[..., str]:
    return lambda name, *more: reverse(f"visitations:{name}", args=[visitation.pk, *more])


def recuse(visitation: VisitationPage, member: User, people: made.People) -> None:
    seat = made.seat(visitation, member)
    tie = actions.declare(seat, ties=[TieKind.FAMILY], explanation="Mijn broer", user=member)
    actions.decide_on_tie(tie, decision=TieDecision.RECUSED, reason="Te dichtbij", user=people.chair)


def doors_of(visitation: VisitationPage, criteria: list[Criterion], at: Callable[..., str]) -> list[str]:
    screens = ("judging", "judgements_open", "self_evaluation", "panel", "panel_members", "requests", "programme")
    each = ("judge_alone", "judge_together", "dissent")
    return [
        *every_address(visitation, (ALONE,)),
        *map(at, screens),
        *[at(screen, criterion.pk) for screen in each for criterion in criteria],
    ]


def test_before_the_opening_a_judgement_is_met_by_its_author_alone(
    visitation: VisitationPage,
    criteria: list[Criterion],
    people: made.People,
    at: Any,
    client_of: Any,
    admin: User,
    outsider: User,
    visitor: Client,
) -> None:
    made.write_report(visitation, people)
    client = client_of(people.member)
    for criterion in criteria:
        sent = {"score": 1, "text": ALONE, "version": ""}
        assert client.post(at("judge_alone", criterion.pk), sent).status_code == 302
    addresses = doors_of(visitation, criteria, at)
    names = ("chair", "secretary", "observer", "recused", "undeclared", "host", "editor")
    others = {name: client_of(getattr(people, name)) for name in names}
    others |= {"admin": client_of(admin), "outsider": client_of(outsider), "visitor": visitor}
    for stage in (Stage.VISIT, Stage.DRAFT):
        if stage == Stage.DRAFT:
            made.bring_to(visitation, people, stage)
        met = {name: found(one, addresses, (ALONE,)) for name, one in others.items()}
        assert met == {name: [] for name in others}
    assert {address for address, _word in found(client, addresses, (ALONE,))} == {
        at("judging"),
        *[at("judge_alone", criterion.pk) for criterion in criteria],
    }
    for person in (people.chair, people.observer, people.host, people.editor, admin):
        assert Assessment.objects.readable_by(person, visitation).filter(voice=Voice.MEMBER).count() == 0
    assert [one.committee_given for one in scores_of(visitation)] == [False] * 3


def test_the_count_knows_only_who_judges(
    visitation: VisitationPage, people: made.People, at: Any, client_of: Any
) -> None:
    made.judge_alone(visitation, people.chair, people.member)
    page = client_of(people.secretary).get(at("judging"))
    assert (page.context["done"], len(page.context["judges"])) == (2, 3)
    recuse(visitation, people.member, people)
    page = client_of(people.secretary).get(at("judging"))
    assert (page.context["done"], len(page.context["judges"])) == (1, 2)
    absent = {people.member, people.recused, people.undeclared, people.observer}
    assert not absent & {one.seat.user for one in judges_of(visitation)}
    assert client_of(people.member).get(at("judging")).status_code == 404


def test_who_is_not_waited_for_is_named_and_then_all_lie_side_by_side(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    made.judge_alone(visitation, people.chair, people.secretary, score=3, text=ALONE)
    chair, member = client_of(people.chair), client_of(people.member)
    assert member.post(at("judgements_open"), {}).status_code == 403
    refused = chair.post(at("judgements_open"), {})
    assert (refused.status_code, str(people.member) in refused.content.decode()) == (200, True)
    visitation.refresh_from_db()
    assert visitation.judgements_opened_on is None
    assert chair.post(at("judgements_open"), {"without": [people.member.pk]}).status_code == 302
    page = member.get(at("judging"))
    for judged, _said in page.context["rows"]:
        assert {(one.author, one.score) for one in judged.alone} == {(people.chair, 3), (people.secretary, 3)}
    assert str(people.secretary) in page.content.decode()
    met = {
        name: client_of(getattr(people, name)).get(at("judging")).status_code
        for name in ("observer", "recused", "undeclared", "host", "editor")
    }
    assert met == {"observer": 403, "recused": 404, "undeclared": 404, "host": 404, "editor": 404}
    sent = {"score": 1, "text": "", "version": ""}
    assert {client.post(at("judge_alone", criteria[0].pk), sent).status_code for client in (chair, member)} == {403}
    with pytest.raises(IllegalMove):
        actions.judge_alone(visitation, criteria[0], score=1, user=people.member)


def test_nobody_judged_means_nothing_to_open(visitation: VisitationPage, people: made.People) -> None:
    everybody = [people.chair.pk, people.secretary.pk, people.member.pk]
    with pytest.raises(IllegalMove):
        actions.open_judgements(visitation, without=everybody, user=people.chair)


def test_judgements_of_who_is_recused_later_are_nowhere(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    made.judge_alone(visitation, people.chair, people.secretary)
    made.judge_alone(visitation, people.member, text=ALONE)
    actions.open_judgements(visitation, user=people.chair)
    judgement = actions.judge_together(visitation, criteria[0], score=2, text="Samen.", user=people.chair)
    actions.dissent(judgement, text="Ik zie Zilverwoord", user=people.member)
    assert scores_of(visitation)[0].dissents == ("Ik zie Zilverwoord",)
    recuse(visitation, people.member, people)
    words = (ALONE, "Zilverwoord")
    made.write_report(visitation, people)
    assert found(client_of(people.chair), doors_of(visitation, criteria, at), words) == []
    assert scores_of(visitation)[0].dissents == ()


def test_together_two_members_meet_and_one_dissents(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    made.judge_alone(visitation, people.chair, people.secretary, people.member, score=2)
    chair, member, path = client_of(people.chair), client_of(people.member), at("judge_together", criteria[0].pk)
    assert chair.get(path).status_code == 403
    actions.open_judgements(visitation, user=people.secretary)
    assert chair.post(path, {"score": 2, "text": "", "version": ""}).context["form"].errors.keys() == {"text"}
    assert chair.post(path, {"score": 2, "text": "Eerst", "version": ""}).status_code == 302
    met = member.post(path, {"score": 3, "text": "Daarna", "version": ""})
    assert (met.status_code, "Eerst" in met.content.decode()) == (409, True)
    assert member.post(at("dissent", criteria[0].pk), {"text": "Ik zie meer", "version": ""}).status_code == 302
    assert member.get(at("dissent", criteria[1].pk)).status_code == 404  # nothing there yet to disagree with
    page = chair.get(at("judging")).content.decode()
    assert "Ik zie meer" in page
    [row, *_rest] = scores_of(visitation)
    assert (row.committee, row.committee_text, row.dissents) == (2, "Eerst", ("Ik zie meer",))
    member.post(at("dissent_remove", criteria[0].pk))
    assert not Dissent.objects.exists()


def test_the_draft_goes_out_when_every_criterion_was_judged_together(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People
) -> None:
    made.write_report(visitation, people)
    made.bring_to(visitation, people, Stage.DRAFT)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    made.judge_alone(visitation, people.chair, people.secretary, people.member)
    actions.open_judgements(visitation, user=people.chair)
    for criterion in criteria[:-1]:
        actions.judge_together(visitation, criterion, score=2, text="Samen.", user=people.chair)
    with pytest.raises(IllegalMove, match=criteria[-1].name):
        actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    actions.judge_together(visitation, criteria[-1], score=None, text="Niet te zien.", user=people.chair)
    actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    with pytest.raises(IllegalMove):
        actions.judge_together(visitation, criteria[0], score=4, text="Toch.", user=people.chair)


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([], ""),
        ([3], ""),
        ([3, None], ""),
        ([2, 2, None], "All who gave a score agree"),
        ([2, 3], "1 step apart: from “In part” to “Largely”"),
        ([1, 4, 2], "3 steps apart: from “Not yet” to “Fully”"),
    ],
)
def test_how_far_apart(scores: list[int | None], words: str) -> None:
    with override("en"):
        assert agreement(scores) == words


def test_three_looks_at_one_criterion_drawn_where_the_hand_puts_them(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    panel = made.UserFactory.create_batch(4)
    made.seat_on_panel(visitation, people, *panel)
    for person, score in zip(panel, (1, 2, 2, 4), strict=True):
        actions.answer_on_panel(visitation, criteria[0], score=score, user=person)
    made.bring_to(visitation, people, Stage.DRAFT)
    made.judge(visitation, people, score=4)
    page = client_of(people.chair).get(at("judging")).content.decode()
    # Four columns of 25%: the visited party at 3, the panel at 9 / 4 = 2.25, shown as 2.3, and the committee at 4.
    drawn = page.split('<div class="dots"')[1].split("</svg>\n      </div>")[0]
    assert [f'x="{x}%"' in drawn for x in ("62.500", "45.000", "87.500")] == [True] * 3
    table = page.split('<table class="table table--compact')[1].split("</table>")[0]
    assert ["4 mensen" in table or "4 people" in table, "2,3" in table or "2.3" in table] == [True, True]


def test_each_screen_costs_the_same_with_more_criteria(
    twente: Region, editor: User, host: User, client_of: Any, queries_of: Any
) -> None:
    costs = []
    for names in (["Een", "Twee"], ["Een", "Twee", "Drie", "Vier", "Vijf", "Zes"]):
        people = made.People(editor=editor, chair=made.UserFactory(), host=host)
        framework = made.FrameworkFactory(criteria=names)
        visitation = made.visitation(twente, people, stage=Stage.DRAFT, framework=framework, title=framework.name)
        made.judge(visitation, people)
        paths = [reverse(f"visitations:{name}", args=[visitation.pk]) for name in ("judging", "self_evaluation")]
        costs.append([queries_of(client_of(people.chair), path) for path in paths])
    assert costs[0] == costs[1]


def test_an_observer_or_a_new_member_adds_no_judgement(
    visitation: VisitationPage, criteria: list[Criterion], people: made.People, at: Any, client_of: Any
) -> None:
    sent = {"score": 1, "text": "", "version": ""}
    assert client_of(people.observer).post(at("judge_alone", criteria[0].pk), sent).status_code == 403
    made.judge_alone(visitation, people.chair, people.secretary, people.member)
    actions.open_judgements(visitation, user=people.chair)
    late = made.UserFactory()
    actions.propose_member(visitation, person=late, role=Role.MEMBER, user=people.chair)
    actions.declare(made.seat(visitation, late), user=late)
    assert made.seat(visitation, late).status == MembershipStatus.ACTIVE
    assert client_of(late).post(at("judge_alone", criteria[0].pk), sent).status_code == 403
    assert client_of(late).get(at("judging")).status_code == 200


def test_what_waits_on_the_front_page(visitation: VisitationPage, people: made.People) -> None:
    def waiting(*persons: User) -> list[list[str]]:
        return [[one.url for one in for_person(person)] for person in persons]

    judging = reverse("visitations:judging", args=[visitation.pk])
    panel = reverse("visitations:panel", args=[visitation.pk])
    panellist = made.UserFactory()
    made.seat_on_panel(visitation, people, panellist)
    assert waiting(people.member, people.observer, people.recused, panellist) == [[judging], [], [], [panel]]
    made.judge_alone(visitation, people.chair, people.secretary, people.member)
    assert waiting(people.member) == [[]]
    actions.open_judgements(visitation, user=people.chair)
    assert waiting(people.member) == [[judging]]
