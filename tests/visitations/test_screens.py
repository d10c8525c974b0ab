"""A visitation through its screens, by the people who use them."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions.actions import accept_invitation
from regions.models import Region, User
from tests.factories import visitations as made
from tests.factories.regions import InvitationFactory, UserFactory
from visitations import actions
from visitations.forms.trajectory import PREFIX
from visitations.models import Criterion, Finding, Framework, VisitationPage
from visitations.states import Stage

pytestmark = pytest.mark.once


def post(client: Client, name: str, *args: Any, **data: Any) -> str:
    """What the person meets after sending the form; it must have been accepted."""
    response = client.post(reverse(f"visitations:{name}", args=args), data)
    assert response.status_code == 302, response.context["form"].errors
    return response["location"]


def refused(client: Client, name: str, *args: Any, **data: Any) -> Any:
    response = client.post(reverse(f"visitations:{name}", args=args), data)
    assert response.status_code == 200
    return response


def test_a_whole_visitation_through_the_screens(
    twente: Region, people: made.People, client_of: Any, visitor: Client
) -> None:
    framework = made.FrameworkFactory()
    editor, chair, secretary, host = map(client_of, (people.editor, people.chair, people.secretary, people.host))
    post(
        editor,
        "start",
        region=twente.pk,
        title="Visitatie Twente",
        question="Hoe gaat het?",
        framework=framework.pk,
        chair=people.chair.pk,
        host=people.host.pk,
        audience_key="public",
        starts_on="2026-01-05",
    )
    visitation = VisitationPage.objects.get()
    assert visitor.get(visitation.get_url()).status_code == 200
    post(chair, "declare", visitation.pk, ties="none")
    post(chair, "move", visitation.pk, "committee")
    post(chair, "propose", visitation.pk, person=people.secretary.pk, role="secretary")
    post(secretary, "declare", visitation.pk, ties="earlier_visit", explanation="In 2022 was ik er lid.")
    seat = made.seat(visitation, people.secretary)
    assert secretary.get(reverse("visitations:workspace", args=[visitation.pk])).status_code == 404
    post(chair, "decide_tie", visitation.pk, seat.pk, decision="accepted", reason="Andere opdracht toen.")
    assert "Andere opdracht toen." in host.get(reverse("visitations:committee", args=[visitation.pk])).content.decode()
    post(host, "waive", visitation.pk)
    post(chair, "install", visitation.pk)
    for stage in ("self_evaluation", "documents", "programme"):
        post(chair, "move", visitation.pk, stage)
    made.plan_interview(visitation, people)
    post(chair, "move", visitation.pk, "visit")
    for title in ("Gesprek met ouders", "Wachtlijstcijfers"):
        post(secretary, "evidence_add", visitation.pk, kind="interview", title=title, group="Ouders")
    post(chair, "move", visitation.pk, "draft")
    post(
        secretary,
        "finding_add",
        visitation.pk,
        criterion=framework.criteria.first().pk,
        kind="concern",
        statement="Gezinnen wachten elf maanden.",
        evidence=[item.pk for item in visitation.evidence.all()],
    )
    finding = visitation.findings.get()
    post(
        secretary,
        "recommendation_add",
        visitation.pk,
        text="Bel maandelijks.",
        addressee="Regio",
        weight="weighty",
        findings=[finding.pk],
    )
    post(
        secretary, "report_edit", visitation.pk, title="Rapport Twente", introduction="Wij kwamen.", conclusion="Dank."
    )
    for criterion in framework.criteria.all():
        for judge in (people.chair, people.secretary):
            actions.judge_alone(visitation, criterion, score=2, text="", user=judge)
    post(chair, "judgements_open", visitation.pk)
    for criterion in framework.criteria.all():
        post(chair, "judge_together", visitation.pk, criterion.pk, score=2, text="Het kan beter.")
    post(chair, "move", visitation.pk, "fact_check")
    post(host, "remark", visitation.pk, finding.key, kind="factual_error", text="Het zijn er negen.")
    post(host, "hand_in", visitation.pk)
    remark = finding.remarks.get()
    asked = chair.get(reverse("visitations:decide_remark", args=[visitation.pk, remark.pk]))
    post(
        chair,
        "decide_remark",
        visitation.pk,
        remark.pk,
        version=asked.context["form"]["version"].value(),
        decision="adopted",
        reason="De cijfers kloppen.",
        statement="Gezinnen wachten negen maanden.",
    )
    post(chair, "move", visitation.pk, "final")
    post(chair, "move", visitation.pk, "response")
    recommendation = visitation.recommendations.get()
    post(host, "respond", visitation.pk, recommendation.pk, position="accepted", plan="Wij bellen.", owner="Wijkteam")
    post(host, "move", visitation.pk, "published", audience_key="public")
    post(host, "review", visitation.pk, recommendation.pk, progress="under_way", note="De helft wordt gebeld.")
    report = visitor.get(f"{visitation.get_url()}rapport/").content.decode()
    expected = (
        "Wij kwamen.",
        "Gezinnen wachten negen maanden.",
        "</span>elf<span",  # taken out of the sentence, in the fact check
        "Het zijn er negen.",
        "De cijfers kloppen.",
        "Wij bellen.",
        "De helft wordt gebeld.",
    )
    assert [text for text in expected if text not in report] == []
    assert str(people.host) not in report.replace(str(people.chair), "")


def test_who_comes_onto_a_committee_by_invitation_declares_first(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation = visitation_at(Stage.VISIT)
    guest = UserFactory()
    invitation = InvitationFactory(circle=visitation.committee, role="member", email=guest.email)
    accept_invitation(invitation, user=guest)
    client = client_of(guest)
    assert client.get(reverse("visitations:workspace", args=[visitation.pk])).status_code == 404
    post(client, "declare", visitation.pk, ties="none")
    assert client.get(reverse("visitations:workspace", args=[visitation.pk])).status_code == 200


def test_start_asks_for_what_it_needs(twente: Region, people: made.People, client_of: Any) -> None:
    framework = made.FrameworkFactory()
    data = {
        "region": twente.pk,
        "title": "T",
        "question": "V",
        "framework": framework.pk,
        "chair": people.host.pk,
        "host": people.chair.pk,
        "audience_key": "public",
        "starts_on": "2026-01-05",
    }
    page = refused(client_of(people.editor), "start", **data)
    assert page.context["form"].non_field_errors()
    assert page.context["form"]["title"].value() == "T"
    swapped = {**data, "chair": people.chair.pk, "host": people.host.pk}
    page = refused(client_of(people.editor), "start", **swapped, **{PREFIX + "closed": "2026-01-06"})
    assert page.context["form"].non_field_errors()
    assert not VisitationPage.objects.exists()


def test_two_who_change_a_finding_at_once_lose_nothing(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.DRAFT)
    finding = visitation.findings.get()
    path = reverse("visitations:finding_edit", args=[visitation.pk, finding.pk])
    first, second = client_of(people.member), client_of(people.secretary)
    opened = first.get(path).context["form"]["version"].value()
    data = {"criterion": finding.criterion_id, "kind": "concern", "version": opened}
    assert second.post(path, {**data, "statement": "Van de secretaris."}).status_code == 302
    conflict = first.post(path, {**data, "statement": "Van het lid."})
    text = conflict.content.decode()
    assert (conflict.status_code, "Van de secretaris." in text, "Van het lid." in text) == (409, True, True)
    renewed = conflict.context["form"]["version"].value()
    assert first.post(path, {**data, "version": renewed, "statement": "Van beiden."}).status_code == 302
    finding.refresh_from_db()
    assert finding.statement == "Van beiden."


def test_two_who_write_the_report_at_once_lose_nothing(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.DRAFT)
    made.write_report(visitation, people)
    path = reverse("visitations:report_edit", args=[visitation.pk])
    client = client_of(people.member)
    opened = client.get(path).context["form"]["version"].value()
    made.write_report(visitation, people, introduction="Van de secretaris.")
    mine = {"title": "Rapport", "introduction": "Van het lid."}
    conflict = client.post(path, {**mine, "version": opened})
    text = conflict.content.decode()
    assert (conflict.status_code, "Van de secretaris." in text, "Van het lid." in text) == (409, True, True)
    renewed = conflict.context["form"]["version"].value()
    assert client.post(path, {**mine, "version": renewed}).status_code == 302


def test_what_hangs_loose_is_shown(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.DRAFT)
    Finding.objects.create(
        visitation=visitation,
        criterion=visitation.framework.criteria.last(),
        number=2,
        kind="concern",
        statement="Los zand.",
    )
    page = client_of(people.chair).get(reverse("visitations:workspace", args=[visitation.pk]))
    loose = page.context["work"]["loose"]
    assert [finding.number for finding in loose.without_evidence] == [2]
    assert [finding.number for finding in loose.without_recommendation] == [2]


def test_a_reader_of_the_committee_page_sees_no_recused_member(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation = visitation_at(Stage.VISIT)
    path = reverse("visitations:committee", args=[visitation.pk])
    for person in (people.host, people.member):
        assert str(people.recused) not in client_of(person).get(path).content.decode()
    assert str(people.recused) in client_of(people.chair).get(path).content.decode()


def test_my_visitations(visitation_at: Any, people: made.People, outsider: User, client_of: Any) -> None:
    visitation = visitation_at(Stage.VISIT)
    path = reverse("visitations:mine")
    for person in (people.undeclared, people.host, people.chair):
        assert list(client_of(person).get(path).context["visitations"]) == [visitation]
    assert list(client_of(outsider).get(path).context["visitations"]) == []


def test_frameworks_are_laid_once_and_left_as_editors_leave_them(db: None) -> None:
    call_command("seed_frameworks")
    laid = list(Framework.objects.values_list("slug", "criteria__name"))
    Criterion.objects.filter(framework__slug="vier-themas", name="Kwaliteit").update(name="Goede hulp")
    call_command("seed_frameworks")
    counts = {slug: Framework.objects.get(slug=slug).criteria.count() for slug, _name in laid}
    assert counts == {"actiepunten-2017": 3, "elf-factoren": 11, "vier-themas": 4, "vijf-principes-en-big-five": 10}
    assert Criterion.objects.filter(name="Goede hulp").exists()
    assert not Criterion.objects.filter(framework__slug="vier-themas", name="Kwaliteit").exists()


def test_an_admin_edits_frameworks(admin: User, client_of: Any) -> None:
    framework = made.FrameworkFactory()
    client = client_of(admin)
    listing = client.get(reverse("wagtailsnippets_visitations_framework:list"))
    edit = client.get(reverse("wagtailsnippets_visitations_framework:edit", args=[framework.pk]))
    assert (listing.status_code, edit.status_code) == (200, 200)


def test_the_index_asks_nothing_of_a_draft_and_little_of_a_report(
    visitation_at: Any, people: made.People, django_assert_num_queries: Any
) -> None:
    visitation = visitation_at(Stage.RESPONSE)
    report = visitation.report
    with django_assert_num_queries(0):
        assert report.get_findings_text() == ""
    made.bring_to(visitation, people, Stage.PUBLISHED)
    report = VisitationPage.objects.get(pk=visitation.pk).report
    with django_assert_num_queries(2):
        assert "Gezinnen wachten lang." in report.get_findings_text()


def test_terms_are_moved_by_the_chair(visitation_at: Any, people: made.People, client_of: Any, visitor: Client) -> None:
    visitation = visitation_at(Stage.VISIT)
    client = client_of(people.chair)
    form = client.get(reverse("visitations:terms", args=[visitation.pk])).context["form"]
    data = {PREFIX + stage: form[PREFIX + stage].value() for stage in Stage}
    far = timezone.localdate().replace(year=2050, month=5, day=17)
    post(client, "terms", visitation.pk, **{**data, PREFIX + "closed": far, "reason": "Later."})
    assert visitation.terms.get(stage=Stage.CLOSED).due_on == far
    assert "2050" in visitor.get(visitation.get_url()).content.decode()


def test_a_choice_that_is_still_open_says_so_in_words(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.DRAFT)
    screens = {
        reverse("visitations:start"): people.editor,
        reverse("visitations:propose", args=[visitation.pk]): people.editor,
        reverse("visitations:add_host", args=[visitation.pk]): people.editor,
        reverse("visitations:finding_add", args=[visitation.pk]): people.member,
    }
    for path, person in screens.items():
        page = client_of(person).get(path)
        assert (page.status_code, '<option value=""' in page.content.decode()) == (200, True), path
        assert "---------" not in page.content.decode(), path
