"""The table of stages, and what each one asks before it is entered."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from regions.models import Region
from regions.states import IllegalMove, Role
from tests.factories import visitations as made
from tests.factories.regions import OrganisationFactory, UserFactory
from visitations import actions
from visitations.states import TERM_DAYS, Position, RemarkDecision, RemarkKind, Stage, TieDecision, TieKind

TODAY = datetime.date(2026, 3, 2)


def test_a_start_lays_page_circles_and_terms(twente: Region, people: made.People) -> None:
    visitation = made.start(twente, people, starts_on=TODAY)
    assert dict(visitation.terms.values_list("stage", "due_on")) == {
        stage: TODAY + datetime.timedelta(days=days) for stage, days in TERM_DAYS.items()
    }
    assert visitation.get_parent().specific == twente.page
    assert made.seat(visitation, people.chair).status == "awaiting_declaration"
    assert list(visitation.visited_party.memberships.values_list("user", "role")) == [(people.host.pk, "host")]


def test_a_second_visitation_of_the_same_name_has_circles_of_its_own(twente: Region, people: made.People) -> None:
    first, second = made.start(twente, people), made.start(twente, people)
    assert first.committee != second.committee


def test_dates_follow_the_stages(twente: Region, people: made.People) -> None:
    visitation = made.start(twente, people, starts_on=TODAY)
    with pytest.raises(IllegalMove):
        actions.set_terms(visitation, terms={Stage.VISIT: TODAY}, user=people.editor)


def test_a_stage_left_behind_is_done_on_a_day(twente: Region, people: made.People) -> None:
    visitation = made.start(twente, people)
    actions.move_on(visitation, to=Stage.COMMITTEE, user=people.editor, on=TODAY)
    assert list(visitation.terms.exclude(done_on=None).values_list("stage", "done_on")) == [("scope", TODAY)]


def test_a_committee_is_of_outsiders(twente: Region, people: made.People) -> None:
    visitation = made.start(twente, people)
    provider = OrganisationFactory(name="Aanbieder")
    provider.regions.add(twente)
    for person in (UserFactory(home_region=twente), UserFactory(organisation=provider)):
        with pytest.raises(IllegalMove):
            actions.propose_member(visitation, person=person, role=Role.MEMBER, user=people.editor)


def test_the_committee_works_only_when_all_have_declared(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.COMMITTEE)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.SELF_EVALUATION, user=people.editor)
    made.install_committee(visitation, people)
    made.ask_undeclared(visitation, people)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.SELF_EVALUATION, user=people.chair)
    actions.withdraw_member(made.seat(visitation, people.undeclared), user=people.chair)
    actions.move_on(visitation, to=Stage.SELF_EVALUATION, user=people.chair)
    assert visitation.stage == Stage.SELF_EVALUATION


@pytest.mark.parametrize(
    ("tie", "decision", "status"),
    [
        (None, None, "active"),
        (TieKind.EMPLOYER, None, "awaiting_declaration"),
        (TieKind.EMPLOYER, TieDecision.ACCEPTED, "active"),
        (TieKind.EMPLOYER, TieDecision.RECUSED, "recused"),
    ],
)
def test_a_seat_after_its_declaration(
    tie: TieKind, decision: TieDecision | None, status: str, twente: Region, people: made.People
) -> None:
    visitation = made.start(twente, people)
    seat = made.seat(visitation, people.chair)
    declaration = actions.declare(seat, ties=[tie] if tie else [], explanation="Werkte er in 2023.", user=people.chair)
    if decision:
        actions.decide_on_tie(declaration, decision=decision, reason="Lang geleden.", user=people.editor)
    assert made.seat(visitation, people.chair).status == status


def test_a_tie_found_later_closes_the_seat_and_cannot_be_taken_back(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.VISIT)
    seat = made.seat(visitation, people.member)
    actions.declare(seat, ties=[TieKind.CONTRACT], explanation="Nieuwe opdracht.", user=people.member)
    assert made.seat(visitation, people.member).status == "awaiting_declaration"
    with pytest.raises(IllegalMove):
        actions.declare(seat, user=people.member)
    with pytest.raises(IllegalMove):
        actions.declare(seat, user=people.chair)


def test_nothing_is_written_after_the_draft(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.FACT_CHECK)
    finding, recommendation = visitation.findings.get(), visitation.recommendations.get()
    change = {"criterion": finding.criterion, "kind": finding.kind, "statement": "Anders", "evidence": []}
    closed = [
        lambda: made.write_finding(visitation, people),
        lambda: made.write_report(visitation, people),
        lambda: actions.change_finding(finding, user=people.chair, **change),
        lambda: actions.remove_finding(finding, user=people.chair),
        lambda: actions.remove_recommendation(recommendation, user=people.chair),
        lambda: actions.remove_evidence(visitation.evidence.first(), user=people.chair),
        lambda: actions.respond(recommendation, position=Position.ACCEPTED, plan="x", owner="y", user=people.host),
    ]
    for attempt in closed:
        with pytest.raises(IllegalMove):
            attempt()
    finding.refresh_from_db()
    assert finding.statement == "Gezinnen wachten lang."


def test_a_finding_changes_only_with_a_remark_that_is_adopted(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.FACT_CHECK)
    finding = visitation.findings.get()
    remark = actions.remark(finding, kind=RemarkKind.FACTUAL_ERROR, text="Negen maanden.", user=people.host)
    with pytest.raises(IllegalMove):
        actions.decide_remark(
            remark, decision=RemarkDecision.REJECTED, reason="Nee.", statement="Anders", user=people.chair
        )
    actions.decide_remark(
        remark, decision=RemarkDecision.PARTLY, reason="Klopt.", statement="Negen maanden.", user=people.chair
    )
    finding.refresh_from_db()
    assert (remark.before, finding.statement) == ("Gezinnen wachten lang.", "Negen maanden.")
    with pytest.raises(IllegalMove):
        actions.decide_remark(remark, decision=RemarkDecision.REJECTED, reason="Toch niet.", user=people.member)


def test_final_when_all_is_handed_in_and_decided(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.FACT_CHECK)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.FINAL, user=people.chair)
    remark = actions.remark(visitation.findings.get(), kind=RemarkKind.DISAGREEMENT, text="Nee.", user=people.host)
    actions.hand_in_remarks(visitation, user=people.host)
    with pytest.raises(IllegalMove):
        actions.remark(visitation.findings.get(), kind=RemarkKind.DISAGREEMENT, text="Nog een.", user=people.host)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.FINAL, user=people.chair)
    actions.decide_remark(remark, decision=RemarkDecision.REJECTED, reason="Wij bleven erbij.", user=people.chair)
    assert actions.move_on(visitation, to=Stage.FINAL, user=people.chair).stage == Stage.FINAL


def test_a_new_draft_asks_for_a_new_fact_check(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.FACT_CHECK)
    actions.hand_in_remarks(visitation, user=people.host)
    actions.move_on(visitation, to=Stage.DRAFT, user=people.chair)
    assert not visitation.terms.filter(stage__in=["draft", "fact_check"]).exclude(done_on=None).exists()
    made.write_finding(visitation, people, statement="Een tweede bevinding.")


def test_without_a_response_the_report_goes_out_when_the_term_has_passed(
    visitation_at: Any, people: made.People, visitor: Any
) -> None:
    visitation = visitation_at(Stage.RESPONSE)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.PUBLISHED, user=people.chair)
    late = visitation.terms.get(stage=Stage.RESPONSE).due_on + datetime.timedelta(days=1)
    actions.move_on(visitation, to=Stage.PUBLISHED, user=people.chair, on=late)
    assert (
        "Geen reactie binnen de termijn" in visitor.get(f"{visitation.get_url()}rapport/").content.decode()
        or "No response within the term"
        in visitor.get(f"{visitation.get_url()}rapport/", headers={"accept-language": "en"}).content.decode()
    )


def test_a_report_for_those_who_sign_in(visitation_at: Any, people: made.People, visitor: Any, client_of: Any) -> None:
    visitation = visitation_at(Stage.RESPONSE)
    made._prepare(visitation, people, Stage.PUBLISHED)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.PUBLISHED, user=people.host, audience_key="circle:1")
    visitation.refresh_from_db()
    assert visitation.stage == Stage.RESPONSE
    actions.move_on(visitation, to=Stage.PUBLISHED, user=people.host, audience_key="members")
    path = f"{visitation.get_url()}rapport/"
    assert visitor.get(path).status_code == 404
    assert client_of(people.recused).get(path).status_code == 200


def test_it_closes_when_each_recommendation_was_looked_at_again(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.REVIEW)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.CLOSED, user=people.editor)
    made._prepare(visitation, people, Stage.CLOSED)
    actions.move_on(visitation, to=Stage.CLOSED, user=people.editor)
    assert not visitation.terms.filter(done_on=None).exists()


def test_numbers_close_the_gap(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.DRAFT)
    for statement in ("Tweede", "Derde"):
        finding = made.write_finding(visitation, people, statement=statement)
    for recommendation in visitation.recommendations.filter(number=2):
        actions.remove_recommendation(recommendation, user=people.chair)
    actions.remove_finding(visitation.findings.get(number=2), user=people.chair)
    finding.refresh_from_db()
    assert (finding.number, list(visitation.recommendations.values_list("number", flat=True))) == (2, [1, 2])


def test_a_late_stage_says_so_neutrally(twente: Region, people: made.People) -> None:
    from visitations.overview import steps

    visitation = made.start(twente, people, starts_on=timezone.localdate() - datetime.timedelta(days=15))
    notes = [(step["state"], bool(step["note"])) for step in steps(visitation)]
    assert notes == [("current", True), *[("coming", False)] * 12]
