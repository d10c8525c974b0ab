"""Versions of a report that are kept, and the proof that nothing changed beyond the fact check."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regions.differences import pieces
from regions.models import User
from regions.states import IllegalMove
from tests.factories import visitations as made
from visitations import actions
from visitations.models import Finding, VisitationPage
from visitations.states import RemarkDecision, RemarkKind, Stage
from visitations.versions import contents_of_report, difference, unexplained, working_report

pytestmark = pytest.mark.once


@pytest.fixture
def visitation(visitation_at: Any, people: made.People) -> VisitationPage:
    return visitation_at(Stage.FACT_CHECK)


def versions(visitation: VisitationPage) -> list[tuple[int, str]]:
    return list(visitation.versions.values_list("number", "kind"))


def adopt(visitation: VisitationPage, people: made.People, *, wording: str) -> None:
    remark = actions.remark(
        visitation.findings.get(), kind=RemarkKind.FACTUAL_ERROR, text="Negen maanden.", user=people.host
    )
    actions.decide_remark(
        remark, decision=RemarkDecision.ADOPTED, reason="Klopt.", statement=wording, user=people.chair
    )


def test_a_version_is_kept_whenever_others_read_it(visitation: VisitationPage, people: made.People) -> None:
    made.bring_to(visitation, people, Stage.PUBLISHED)
    assert versions(visitation) == [(1, "draft"), (2, "final"), (3, "published")]
    contents = [version.contents for version in visitation.versions.all()]
    assert (contents[0]["introduction"], contents[1], contents[2]) == (
        "Wij bezochten de regio.",
        contents[0],
        contents[0],
    )


def test_back_to_the_draft_makes_a_new_draft_to_compare_with(visitation: VisitationPage, people: made.People) -> None:
    adopt(visitation, people, wording="Gezinnen wachten negen maanden.")
    actions.move_on(visitation, to=Stage.DRAFT, user=people.chair)
    made.write_report(visitation, people, introduction="Wij kwamen terug.")
    actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    assert versions(visitation) == [(1, "draft"), (2, "draft")]
    actions.hand_in_remarks(visitation, user=people.host)
    assert actions.move_on(visitation, to=Stage.FINAL, user=people.chair).stage == Stage.FINAL
    first, second = (version.contents for version in visitation.versions.all()[:2])
    assert [change.key for change in difference(first, second)] == ["introduction", visitation.findings.get().key]


def test_what_an_adopted_remark_changed_is_explained_and_nothing_else(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    adopt(visitation, people, wording="Gezinnen wachten negen maanden.")
    assert unexplained(visitation) == []
    actions.hand_in_remarks(visitation, user=people.host)
    finding, report = visitation.findings.get(), working_report(visitation)
    # Past every door of the site, straight in the database.
    Finding.objects.filter(pk=finding.pk).update(statement="Gezinnen wachten nauwelijks.", kind="strength")
    report.conclusion = "Alles is goed."
    report.save_revision()
    assert [change.key for change in unexplained(visitation)] == ["conclusion", finding.key, f"{finding.key}:kind"]
    with pytest.raises(IllegalMove) as refusal:
        actions.move_on(visitation, to=Stage.FINAL, user=people.chair)
    assert "1" in str(refusal.value)
    page = client_of(people.host).get(reverse("visitations:changes", args=[visitation.pk]))
    assert len(page.context["unexplained"]) == 3
    Finding.objects.filter(pk=finding.pk).update(statement="Gezinnen wachten negen maanden.", kind=finding.kind)
    report.conclusion = "Het kan sneller."
    report.save_revision()
    assert actions.move_on(visitation, to=Stage.FINAL, user=people.chair).stage == Stage.FINAL


def test_what_is_final_stays_so_until_it_is_out(visitation: VisitationPage, people: made.People) -> None:
    made.bring_to(visitation, people, Stage.RESPONSE)
    made._prepare(visitation, people, Stage.PUBLISHED)
    Finding.objects.filter(visitation=visitation).update(statement="Anders.")
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.PUBLISHED, user=people.chair)


def test_the_proof_is_published_with_the_report(
    visitation: VisitationPage, people: made.People, outsider: User, client_of: Any, visitor: Client
) -> None:
    path = reverse("visitations:changes", args=[visitation.pk])
    adopt(visitation, people, wording="Gezinnen wachten negen maanden.")
    clients = [client_of(person) for person in (people.chair, people.host, people.observer, people.recused, outsider)]
    assert [client.get(path).status_code for client in [*clients, visitor]] == [200, 200, 404, 404, 404, 404]
    made.bring_to(visitation, people, Stage.PUBLISHED)
    assert {client.get(path).status_code for client in [*clients, visitor]} == {200}
    page = visitor.get(path)
    assert ([change.label for change in page.context["changes"]], page.context["unexplained"]) == (["Bevinding 1"], [])
    text = page.content.decode()
    assert [said for said in ("lang", "negen maanden") if said not in text] == []
    assert path in visitor.get(f"{visitation.get_url()}rapport/").content.decode()
    assert [str(one) for one in (people.host, people.chair) if str(one) in text] == []


def test_contents_say_the_same_in_every_language(visitation: VisitationPage) -> None:
    from django.utils.translation import override

    with override("nl"):
        dutch = contents_of_report(visitation)
    with override("en"):
        assert contents_of_report(visitation) == dutch


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "nieuw", [("in", "nieuw")]),
        ("weg", "", [("out", "weg")]),
        ("een twee", "een drie", [("same", "een "), ("out", "twee"), ("in", "drie")]),
        ("a\nb\nc", "a\nx\nc", [("same", "a\n"), ("out", "b"), ("in", "x"), ("same", "\nc")]),
        ("gelijk", "gelijk", [("same", "gelijk")]),
    ],
)
def test_words_that_went_and_came(before: str, after: str, found: list[tuple[str, str]]) -> None:
    assert [(piece.op, piece.text) for piece in pieces(before, after)] == found


def test_two_texts_that_share_nothing_are_compared_all_the_same() -> None:
    before, after = "oud " * 9_000, "nieuw " * 9_000
    assert {piece.op for piece in pieces(before, after)} == {"out", "in"}
