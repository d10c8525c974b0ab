"""What people try who know the addresses: another visitation's numbers, a seat by a detour, hostile words and files."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.images import get_image_model

from home import waiting
from regions.actions import add_member, invite, set_membership_status
from regions.differences import MOST_LINES, pieces
from regions.models import Region
from regions.states import IllegalMove, MembershipStatus, Role
from tests.factories import visitations as made
from tests.factories.files import photo
from tests.factories.regions import UserFactory
from visitations import actions
from visitations.models import Evidence, VisitationPage
from visitations.scores import scores_of
from visitations.states import RemarkDecision, RemarkKind, RequestStatus, Stage, Voice

pytestmark = pytest.mark.once

SCRIPT = "<script>alert(1)</script>"


def test_who_stepped_back_does_not_come_in_again_by_a_new_seat(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.VISIT)
    seat = made.seat(visitation, people.recused)
    with pytest.raises(IllegalMove):
        actions.withdraw_member(seat, user=people.chair)
    assert made.seat(visitation, people.recused).status == MembershipStatus.RECUSED


def test_a_contact_of_the_visited_party_is_not_asked_for_the_committee(visitation_at: Any, people: made.People) -> None:
    visitation, other = visitation_at(Stage.COMMITTEE), UserFactory()
    add_member(visitation.visited_party, member=other, role=Role.HOST, user=None)
    with pytest.raises(IllegalMove):
        actions.propose_member(visitation, person=other, role=Role.MEMBER, user=people.chair)
    assert not visitation.committee.memberships.filter(user=other).exists()


def test_nothing_waits_at_one_table_for_who_was_asked_for_the_other(
    visitation_at: Any, people: made.People, django_capture_on_commit_callbacks: Any
) -> None:
    visitation, both = visitation_at(Stage.SELF_EVALUATION), UserFactory()
    add_member(visitation.visited_party, member=both, role=Role.HOST, user=None)
    assert [one.kind for one in waiting.for_person(both)] == ["visitation"]
    add_member(visitation.committee, member=both, role=Role.MEMBER, user=None, status=MembershipStatus.RECUSED)
    assert waiting.for_person(both) == []
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        made.bring_to(visitation, people, Stage.PROGRAMME)
    reached = {address for message in mail.outbox for address in message.to}
    assert (people.host.email in reached, both.email in reached) == (True, False)


def test_a_second_chair_does_not_come_by_mail(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.SELF_EVALUATION)
    chair, path = client_of(people.chair), reverse("regions:circle", args=[visitation.committee_id])
    sent = {"email": "nieuw@example.org", "role": Role.CHAIR}
    assert "role" in chair.post(path, sent).context["form"].errors
    with pytest.raises(IllegalMove):
        invite(visitation.committee, user=people.chair, **sent)
    assert chair.post(path, {**sent, "role": Role.MEMBER}).status_code == 302
    assert [one.role for one in visitation.committee.invitations.all()] == [Role.MEMBER]


def items_of(visitation: VisitationPage, people: made.People) -> dict[str, str]:
    """Of everything one, by the name that addresses have for it."""
    finding = made.write_finding(visitation, people)
    asked = actions.ask_for_document(visitation, title="Jaarverslag", user=people.chair)
    file = SimpleUploadedFile("verslag.txt", b"Een jaar")
    attachment = actions.attach(asked, title="Verslag", file=file, user=people.host)
    made.write_report(visitation, people)
    part = actions.add_part(visitation, kind="text", value="Tekst", user=people.secretary)
    return {
        "item_pk": str(finding.pk),
        "request_pk": str(asked.pk),
        "attachment_pk": str(attachment.pk),
        "seat_pk": str(made.seat(visitation, people.member).pk),
        "criterion_pk": str(visitation.framework.criteria.first().pk),
        "part_id": part["id"],
        "remark_pk": "1",
        "key": finding.key,
        "status": RequestStatus.ACCEPTED,
        "kind": "text",
        "way": "omhoog",
        "stage": Stage.CLOSED,
    }


def addresses_with_two(pk: int, items: dict[str, str]) -> list[str]:
    """Every address of the app that names a visitation and something in it."""
    app = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", None) == "visitations")
    named = [(one.name, list(one.pattern.converters)) for one in app.url_patterns]
    found = []
    for name, takes in named:
        about = {one: items[one] for one in takes if one != "pk"}
        if about.keys() - {"kind", "stage"} and "pk" in takes:
            found.append(reverse(f"visitations:{name}", kwargs={**about, "pk": pk}))
    return found


def test_another_visitations_numbers_open_nothing(
    zeeland: Region, foodvalley: Region, visitation_at: Any, people: made.People, client_of: Any
) -> None:
    own = visitation_at(Stage.DOCUMENTS)  # with nothing in it yet that could have the same number
    them = made.People(editor=people.editor, chair=UserFactory(), host=UserFactory(home_region=foodvalley))
    other = made.visitation(foodvalley, them, stage=Stage.VISIT, title="Een andere")
    items = items_of(other, them)
    before = list(Evidence.objects.values())
    for client in (client_of(people.chair), client_of(people.host)):
        for address in addresses_with_two(own.pk, items) + addresses_with_two(other.pk, items):
            assert client.get(address).status_code in {403, 404, 405}, address
            assert client.post(address, {}).status_code in {403, 404, 405} or "/delen/" in address, address
    assert list(Evidence.objects.values()) == before
    assert other.report.get_latest_revision_as_object().body[-1].value == "Tekst"


def test_words_that_are_markup_stay_words(
    visitation_at: Any, people: made.People, client_of: Any, visitor: Client
) -> None:
    visitation = visitation_at(Stage.VISIT, title=f"Titel {SCRIPT}", question=SCRIPT, summary=SCRIPT)
    finding = made.write_finding(visitation, people, statement=SCRIPT)
    actions.write_recommendation(visitation, text=SCRIPT, addressee=SCRIPT, findings=[finding], user=people.member)
    texts = {"title": SCRIPT, "summary": SCRIPT, "introduction": SCRIPT, "conclusion": SCRIPT}
    made.write_report(visitation, people, **texts)
    picture = {"image": actions.keep_picture(photo()).pk, "decorative": False, "alt_text": f'"{SCRIPT}'}
    for kind, value in (
        ("heading", SCRIPT),
        ("text", SCRIPT),
        ("table", {"caption": SCRIPT, "rows": [[SCRIPT, "b"], ["c", SCRIPT]]}),
        ("picture", {"image": picture, "caption": SCRIPT}),
    ):
        part = actions.add_part(visitation, kind=kind, value=value, user=people.secretary)
    made.judge_alone(visitation, people.chair, people.secretary, people.member, text=SCRIPT)
    actions.open_judgements(visitation, user=people.chair)
    for criterion in visitation.framework.criteria.all():
        judged = actions.judge_together(visitation, criterion, score=2, text=SCRIPT, user=people.chair)
        actions.dissent(judged, text=SCRIPT, user=people.member)
    actions.move_on(visitation, to=Stage.DRAFT, user=people.chair)
    actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    on_finding = actions.remark(finding, kind=RemarkKind.DISAGREEMENT, text=SCRIPT, passage=SCRIPT, user=people.host)
    on_part = actions.remark(
        visitation, part=f"body:{part['id']}", kind=RemarkKind.FACTUAL_ERROR, text=SCRIPT, passage=SCRIPT, user=people.host
    )  # fmt: skip
    pages = [
        reverse(f"visitations:{name}", args=[visitation.pk])
        for name in ("fact_check", "preview", "revisions", "workspace", "judging", "changes")
    ]
    chair = client_of(people.chair)
    shown = [chair.get(page).content.decode() for page in pages]
    decided = {"reason": SCRIPT, "user": people.chair}
    actions.decide_remark(on_finding, decision=RemarkDecision.ADOPTED, statement=f"{SCRIPT} anders", **decided)
    actions.decide_remark(on_part, decision=RemarkDecision.REJECTED, **decided)
    made.bring_to(visitation, people, Stage.PUBLISHED)
    public = [visitation.get_url(), visitation.report.get_url(), pages[-1], "/visitaties/", "/visitaties/overzicht/"]
    shown += [visitor.get(page).content.decode() for page in public]
    assert [page for page in shown if SCRIPT in page] == []
    assert all("&lt;script&gt;" in page for page in shown)


def test_a_file_comes_back_as_a_download_under_a_name_of_letters(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation, host = visitation_at(Stage.DOCUMENTS), client_of(people.host)
    asked = actions.ask_for_document(visitation, title="Jaarverslag", user=people.chair)
    address = reverse("visitations:request_attach", args=[visitation.pk, asked.pk])
    refused = {
        "pagina.html": SCRIPT.encode(),
        "beeld.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "bom.docx": b"PK\x03\x04" + b"\0" * 200,
        "leeg.pdf": b"%PDF-1.4 geen",
        "groot.txt": b"a" * (20 * 2**20 + 1),
    }
    for name, content in refused.items():
        sent = {"title": "Verslag", "file": SimpleUploadedFile(name, content), "confirmed": "on"}
        assert host.post(address, sent).status_code == 200, name
    assert not asked.attachments.exists()
    file = SimpleUploadedFile("verslag.txt", f"{SCRIPT} over de wachttijd".encode())
    file.name = "/".join(["..", "..", "verslag.TXT"])
    sent = {"title": '../"Verslag\r\n<b>', "file": file, "confirmed": "on"}
    assert host.post(address, sent).status_code == 302
    kept = asked.attachments.get()
    assert re.fullmatch(rf"visitations/{visitation.pk}/[0-9a-f]{{32}}\.txt", kept.file.name)
    answer = client_of(people.chair).get(reverse("visitations:attachment", args=[visitation.pk, kept.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="verslag-b.txt"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_the_report_rests_on_is_not_taken_away_once_it_is_written(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation, host = visitation_at(Stage.VISIT), client_of(people.host)
    asked = actions.ask_for_document(visitation, title="Jaarverslag", user=people.chair)
    file = SimpleUploadedFile("verslag.txt", b"Een jaar")
    kept = actions.attach(asked, title="Verslag", file=file, user=people.host)
    made.bring_to(visitation, people, Stage.FACT_CHECK)
    host.post(reverse("visitations:attachment_remove", args=[visitation.pk, kept.pk]))
    assert list(asked.attachments.all()) == [kept]


def test_a_picture_of_a_draft_has_no_address_beside_the_reports(
    visitation_at: Any, people: made.People, client_of: Any, admin: Any
) -> None:
    visitation = visitation_at(Stage.VISIT)
    made.write_report(visitation, people)
    image = get_image_model().objects.get(pk=actions.keep_picture(photo()).pk)
    administrator = client_of(admin)
    doors = [
        f"/media/{image.file.name}",
        f"/media/images/{image.filename}",
        f"/admin/images/{image.pk}/",
        f"/admin/images/{image.pk}/preview/width-100/",
        f"/admin/images/chooser/{image.pk}/",
        f"/admin/api/main/images/{image.pk}/",
        f"/admin/images/usage/{image.pk}/",
    ]
    assert [door for door in doors if administrator.get(door).status_code == 200] == []


def test_the_dissent_of_who_is_out_stays_away(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.VISIT)
    made.judge(visitation, people)
    judgement = visitation.assessments.filter(voice=Voice.COMMITTEE).first()
    actions.dissent(judgement, text="Anders", user=people.member)
    assert [one.dissents for one in scores_of(visitation) if one.dissents] == [("Anders",)]
    set_membership_status(made.seat(visitation, people.member), status=MembershipStatus.RECUSED, user=None)
    with pytest.raises(IllegalMove):
        actions.withdraw_member(made.seat(visitation, people.member), user=people.chair)
    assert [one.dissents for one in scores_of(visitation) if one.dissents] == []


def test_very_long_texts_are_told_apart_as_a_whole(visitation_at: Any, people: made.People) -> None:
    """What would take minutes to compare word by word, or to find, is not."""
    blank = "\n" * MOST_LINES
    assert [piece.op for piece in pieces(f"een{blank}", f"twee{blank}")] == ["out", "in"]
    assert [piece.op for piece in pieces(blank, blank)] == ["same"]
    visitation = visitation_at(Stage.FACT_CHECK)
    long = {"kind": RemarkKind.DISAGREEMENT, "text": "Te lang.", "passage": "a " * 2_001, "user": people.host}
    with pytest.raises(IllegalMove):
        actions.remark(visitation.findings.first(), **long)
