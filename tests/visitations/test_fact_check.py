"""The fact check: on passages, by the visited party; decided on by the committee; published without names."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from regions.states import IllegalMove
from regions.versions import EditConflict
from tests.factories import visitations as made
from visitations import actions
from visitations.body import parts_of
from visitations.models import FactCheckRemark, VisitationPage
from visitations.states import RemarkDecision, RemarkKind, Stage, Voice
from visitations.versions import mark_of_wording, unexplained, wording, working_report

TEXT = "Ouders wachten elf maanden.\nNiemand belt hen. De regio weet dat niet."
ROWS = [["Maand", "Weken"], ["jan", "12"]]


@pytest.fixture
def draft(visitation_at: Any, people: made.People) -> VisitationPage:
    """In draft, with text and a table between the findings."""
    visitation = visitation_at(Stage.DRAFT)
    made.write_report(visitation, people)
    actions.add_part(visitation, kind="text", value=TEXT, user=people.chair, after="")
    table = {"caption": "Wachttijd", "rows": ROWS}
    actions.add_part(visitation, kind="table", value=table, user=people.chair)
    return visitation


@pytest.fixture
def visitation(draft: VisitationPage, people: made.People) -> VisitationPage:
    return made.bring_to(draft, people, Stage.FACT_CHECK)


def url(name: str, visitation: VisitationPage, *args: Any) -> str:
    return reverse(f"visitations:{name}", args=[visitation.pk, *args])


def key_of(visitation: VisitationPage, kind: str) -> str:
    part = next(part for part in parts_of(working_report(visitation)) if part["type"] == kind)
    return f"body:{part['id']}" + (":rows" if kind == "table" else "")


def remark_on(about: Model, people: made.People, **fields: Any) -> FactCheckRemark:
    defaults = {"kind": RemarkKind.FACTUAL_ERROR, "text": "Het zijn negen maanden.", "user": people.host}
    return actions.remark(about, **{**defaults, **fields})  # type: ignore[arg-type]


def decide(
    remark: FactCheckRemark, people: made.People, statement: str | None = None, **fields: Any
) -> FactCheckRemark:
    defaults = {"decision": RemarkDecision.ADOPTED, "reason": "Klopt.", "user": people.chair}
    return actions.decide_remark(remark, **{**defaults, "statement": statement, **fields})  # type: ignore[arg-type]


@pytest.mark.once
def test_the_visited_party_sees_the_draft_from_the_fact_check_on(
    draft: VisitationPage, people: made.People, client_of: Any
) -> None:
    host: Client = client_of(people.host)
    path = url("fact_check", draft)
    assert host.get(path).status_code == 404
    made.bring_to(draft, people, Stage.FACT_CHECK)
    page = host.get(path).content.decode()
    assert [
        said for said in ("Niemand belt hen.", "Gezinnen wachten lang.", "Bel ieder gezin", "jan") if said not in page
    ] == []
    actions.hand_in_remarks(draft, user=people.host)
    actions.move_on(draft, to=Stage.DRAFT, user=people.chair)
    assert host.get(path).status_code == 404


@pytest.mark.once
def test_each_text_of_the_draft_can_be_remarked_on_by_choosing_or_copying_words(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    host = client_of(people.host)
    keys = {
        key_of(visitation, "text"): "Niemand belt hen.",
        key_of(visitation, "table"): "jan | 12",
        visitation.findings.get().key: "wachten lang",
        visitation.recommendations.get().key: "elke   maand",
        "introduction": "Wij bezochten",
        "title": "Rapport",
    }
    for number, (key, passage) in enumerate(keys.items()):
        path = url("remark", visitation, key)
        assert host.get(path).status_code == 200
        sent = {"kind": "missing_context", "text": f"Aanvulling {number}", "passage": passage}
        assert host.post(path, sent).status_code == 302, key
    made_so = {remark.key: remark.passage for remark in visitation.remarks.all()}
    assert made_so == {**keys, visitation.recommendations.get().key: "elke maand"}
    path = url("remark", visitation, key_of(visitation, "text"))
    sentences = [value for value, _label in host.get(path).context["form"].fields["chosen"].choices]
    assert sentences == ["", "Ouders wachten elf maanden.", "Niemand belt hen.", "De regio weet dat niet."]
    chosen = {"kind": "disagreement", "text": "Wij bellen wel.", "chosen": "Niemand belt hen."}
    assert host.post(path, chosen).status_code == 302
    assert visitation.remarks.last().passage == "Niemand belt hen."
    assert [host.get(url("remark", visitation, key)).status_code for key in ("body:weg", "order", "finding:0")] == [
        404
    ] * 3


@pytest.mark.once
def test_words_that_do_not_stand_there_are_refused_and_nothing_typed_is_lost(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    path = url("remark", visitation, key_of(visitation, "text"))
    sent = {"kind": "factual_error", "text": "Klopt niet.", "passage": "Ouders wachten tien maanden."}
    page = client_of(people.host).post(path, sent)
    assert (page.status_code, page.context["form"]["passage"].value()) == (200, sent["passage"])
    assert ("Klopt niet." in page.content.decode(), visitation.remarks.exists()) == (True, False)


@pytest.mark.once
def test_a_remark_that_leads_to_a_person_is_not_kept(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    path = url("remark", visitation, visitation.findings.get().key)
    host = client_of(people.host)
    sent = {"kind": "factual_error", "text": "Vraag het aan gerda@example.org."}
    assert (host.post(path, sent).status_code, visitation.remarks.count()) == (200, 0)


def test_one_remark_is_made_once_and_withdrawn_by_who_made_it(visitation: VisitationPage, people: made.People) -> None:
    finding = visitation.findings.get()
    made_once = remark_on(finding, people)
    with pytest.raises(IllegalMove):
        remark_on(finding, people)
    actions.withdraw_remark(made_once, user=people.host)
    second = remark_on(finding, people)
    decide(second, people)
    with pytest.raises(IllegalMove):
        actions.withdraw_remark(second, user=people.host)


def test_the_report_s_own_text_changes_by_an_adopted_remark_alone(
    visitation: VisitationPage, people: made.People
) -> None:
    before = working_report(visitation).latest_revision_id
    text = remark_on(visitation, people, part=key_of(visitation, "text"), passage="elf maanden")
    table = remark_on(visitation, people, part=key_of(visitation, "table"), passage="12")
    intro = remark_on(visitation, people, part="introduction", text="Twee keer.")
    with pytest.raises(IllegalMove):
        decide(text, people, "Anders.", decision=RemarkDecision.REJECTED)
    decide(text, people, TEXT.replace("elf", "negen").replace("\n", "\r\n"))
    decide(table, people, "Maand|Weken\njan\t14")
    decide(intro, people, decision=RemarkDecision.REJECTED)
    report = working_report(visitation)
    assert report.latest_revision_id != before
    assert wording(visitation, key_of(visitation, "text")) == TEXT.replace("elf", "negen")
    rows = next(part["value"]["rows"] for part in parts_of(report) if part["type"] == "table")
    assert [[cell if isinstance(cell, str) else cell["value"] for cell in row] for row in rows] == [
        ["Maand", "Weken"],
        ["jan", "14"],
    ]
    assert report.introduction == "Wij bezochten de regio."
    assert [remark.after != "" for remark in visitation.remarks.all()] == [True, True, False]
    assert unexplained(visitation) == []
    title = remark_on(visitation, people, part="title")
    with pytest.raises(IllegalMove):
        decide(title, people, "Veel te lang " * 40)
    assert wording(visitation, "title") == "Rapport wachttijden"


def test_a_judgement_of_the_committee_is_checked_too(visitation: VisitationPage, people: made.People) -> None:
    judgement = visitation.assessments.filter(voice=Voice.COMMITTEE).earliest("pk")
    remark = remark_on(visitation, people, part=f"judgement:{judgement.pk}", passage="zagen wij")
    decide(remark, people, "Dat zagen wij twee keer.")
    judgement.refresh_from_db()
    assert (judgement.text, unexplained(visitation)) == ("Dat zagen wij twee keer.", [])
    with pytest.raises(IllegalMove):
        remark_on(visitation, people, part=f"judgement:{judgement.pk}:score", text="Te laag.")


def test_two_remarks_on_one_text_each_keep_what_came_of_them(visitation: VisitationPage, people: made.People) -> None:
    finding = visitation.findings.get()
    first = remark_on(finding, people, passage="Gezinnen")
    second = remark_on(finding, people, passage="lang", text="Hoe lang?")
    third = remark_on(finding, people, text="Niet eens.", kind=RemarkKind.DISAGREEMENT)
    decide(first, people, "Ouders wachten lang.")
    decide(second, people, "Ouders wachten negen maanden.")
    decide(third, people, decision=RemarkDecision.REJECTED)
    kept = list(visitation.remarks.values_list("before", "becomes"))
    assert kept == [
        ("Gezinnen wachten lang.", "Ouders wachten lang."),
        ("Ouders wachten lang.", "Ouders wachten negen maanden."),
        ("Ouders wachten negen maanden.", "Ouders wachten negen maanden."),
    ]


def test_two_who_decide_at_once_follow_each_other(visitation: VisitationPage, people: made.People) -> None:
    finding = visitation.findings.get()
    first, second = remark_on(finding, people), remark_on(finding, people, text="Nog iets.")
    seen = mark_of_wording(finding.statement)
    decide(first, people, "Gezinnen wachten negen maanden.", version=seen)
    with pytest.raises(IllegalMove):
        decide(FactCheckRemark.objects.get(pk=first.pk), people, "Dubbel.", version=seen, user=people.member)
    with pytest.raises(EditConflict):
        decide(second, people, "Gezinnen wachten erg lang.", version=seen, user=people.member)
    finding.refresh_from_db()
    assert finding.statement == "Gezinnen wachten negen maanden."


@pytest.mark.once
def test_a_second_decider_sees_what_stands_now_beside_what_they_typed(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    finding = visitation.findings.get()
    first, second = remark_on(finding, people), remark_on(finding, people, text="Nog iets.")
    client, path = client_of(people.member), url("decide_remark", visitation, second.pk)
    opened = client.get(path).context["form"]["version"].value()
    decide(first, people, "Gezinnen wachten negen maanden.")
    typed = {"decision": "partly", "reason": "Deels.", "statement": "Gezinnen wachten erg lang.", "version": opened}
    conflict = client.post(path, typed)
    text = conflict.content.decode()
    assert (conflict.status_code, "wachten negen maanden." in text, "wachten erg lang." in text) == (409, True, True)
    renewed = conflict.context["form"]["version"].value()
    assert client.post(path, {**typed, "version": renewed, "statement": ""}).status_code == 302
    finding.refresh_from_db()
    assert finding.statement == "Gezinnen wachten negen maanden."


def test_what_was_remarked_on_is_not_taken_out(visitation: VisitationPage, people: made.People) -> None:
    finding, recommendation = visitation.findings.get(), visitation.recommendations.get()
    part = key_of(visitation, "text")
    for about, where in ((finding, ""), (recommendation, ""), (visitation, part)):
        remark_on(about, people, part=where)
    actions.move_on(visitation, to=Stage.DRAFT, user=people.chair)
    attempts = [
        lambda: actions.remove_recommendation(recommendation, user=people.chair),
        lambda: actions.remove_finding(finding, user=people.chair),
        lambda: actions.remove_part(visitation, part.partition(":")[2], user=people.chair),
    ]
    for attempt in attempts:
        with pytest.raises(IllegalMove):
            attempt()
    assert visitation.remarks.count() == 3


@pytest.mark.once
def test_final_only_when_every_remark_is_decided_on_wherever_it_is_made(
    visitation: VisitationPage, people: made.People
) -> None:
    remark = remark_on(visitation, people, part="conclusion")
    actions.hand_in_remarks(visitation, user=people.host)
    with pytest.raises(IllegalMove):
        actions.move_on(visitation, to=Stage.FINAL, user=people.chair)
    decide(remark, people)
    assert actions.move_on(visitation, to=Stage.FINAL, user=people.chair).stage == Stage.FINAL


@pytest.mark.once
def test_the_published_ledger_names_nobody(visitation: VisitationPage, people: made.People, visitor: Client) -> None:
    remark = remark_on(visitation, people, part=key_of(visitation, "text"), passage="elf maanden")
    decide(remark, people, TEXT.replace("elf", "negen"), user=people.member)
    made.bring_to(visitation, people, Stage.PUBLISHED)
    for path in (f"{visitation.get_url()}rapport/", url("changes", visitation)):
        page = visitor.get(path)
        ledger = page.content.decode().partition('id="feitencheck"')[2].partition("</section>")[0]
        said = ("elf maanden", "Het zijn negen maanden.", "Klopt.")
        assert (page.status_code, [one for one in said if one not in ledger]) == (200, [])
        assert [str(one) for one in (people.host, people.member, people.chair) if str(one) in ledger] == []
