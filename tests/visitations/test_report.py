"""The report, put together part by part by several people."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from regions.models import User
from regions.states import IllegalMove
from tests.factories import visitations as made
from visitations import actions
from visitations.actions.versions import missing_links
from visitations.blocks import rows_of, text_of
from visitations.body import parts_of
from visitations.models import Evidence, VisitationPage
from visitations.states import Stage
from visitations.versions import working_report

pytestmark = pytest.mark.once


@pytest.fixture
def visitation(visitation_at: Any, people: made.People) -> VisitationPage:
    """In draft, with a report that has begun."""
    visitation = visitation_at(Stage.DRAFT)
    made.write_report(visitation, people)
    return visitation


def kinds(visitation: VisitationPage) -> list[str]:
    return [part["type"] for part in parts_of(working_report(visitation))]


def url(name: str, visitation: VisitationPage, *args: Any) -> str:
    return reverse(f"visitations:{name}", args=[visitation.pk, *args])


def png(*, size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


def jpeg_with_a_place() -> bytes:
    out, picture = io.BytesIO(), Image.new("RGB", (40, 20), "teal")
    exif = picture.getexif()
    exif[0x010F] = "Toestel van Jan"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_report_begins_in_its_usual_order(visitation: VisitationPage) -> None:
    assert kinds(visitation) == ["findings", "findings", "findings", "scores", "recommendations"]


def test_parts_are_added_where_they_belong_moved_and_taken_out(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    client: Client = client_of(people.member)
    first = parts_of(working_report(visitation))[0]["id"]
    client.post(url("part_add", visitation, "heading"), {"text": "Wat wij zagen", "after": ""})
    client.post(url("part_add", visitation, "text"), {"text": "Twee dagen lang.", "after": first})
    assert kinds(visitation)[:4] == ["heading", "findings", "text", "findings"]
    text = parts_of(working_report(visitation))[2]
    client.post(url("part_move", visitation, text["id"], "omhoog"))
    assert kinds(visitation)[:3] == ["heading", "text", "findings"]
    client.post(url("part_remove", visitation, text["id"]))
    assert kinds(visitation)[:3] == ["heading", "findings", "findings"]
    page = client.get(url("preview", visitation)).content.decode()
    assert page.index("Wat wij zagen") < page.index("Gezinnen wachten lang.")


def test_what_no_part_places_is_shown_all_the_same(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    for part in parts_of(working_report(visitation)):
        actions.remove_part(visitation, part["id"], user=people.chair)
    client = client_of(people.member)
    text = client.get(url("preview", visitation)).content.decode()
    assert [said for said in ("Gezinnen wachten lang.", "Bel ieder gezin elke maand.") if said not in text] == []
    added = client.get(url("report_parts", visitation)).context["added"]
    assert [part.kind for part in added] == ["findings", "scores", "recommendations"]


def test_two_on_one_part_lose_nothing_and_two_on_different_parts_never_meet(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    first = actions.add_part(visitation, kind="text", value="Eerst.", user=people.chair)
    other = actions.add_part(visitation, kind="text", value="Elders.", user=people.chair)
    client, path = client_of(people.member), url("part_edit", visitation, "text", first["id"])
    opened = client.get(path).context["form"]["version"].value()
    elsewhere = client.get(url("part_edit", visitation, "text", other["id"])).context["form"]["version"].value()
    around = client.get(url("report_edit", visitation)).context["form"]["version"].value()
    actions.change_part(visitation, first["id"], kind="text", value="Van de secretaris.", user=people.secretary)
    conflict = client.post(path, {"text": "Van het lid.", "version": opened})
    text = conflict.content.decode()
    assert (conflict.status_code, "Van de secretaris." in text, "Van het lid." in text) == (409, True, True)
    renewed = conflict.context["form"]["version"].value()
    assert client.post(path, {"text": "Van beiden.", "version": renewed}).status_code == 302
    answers = [
        client.post(url("part_edit", visitation, "text", other["id"]), {"text": "Ook.", "version": elsewhere}),
        client.post(url("report_edit", visitation), {"title": "Rapport", "version": around}),
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    said = [part["value"] for part in parts_of(working_report(visitation)) if part["type"] == "text"]
    assert (said, working_report(visitation).title) == (["Van beiden.", "Ook."], "Rapport")


def test_what_was_typed_in_a_part_that_somebody_took_out_is_kept(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    part = actions.add_part(visitation, kind="text", value="Eerst.", user=people.chair)
    client, path = client_of(people.member), url("part_edit", visitation, "text", part["id"])
    opened = client.get(path).context["form"]["version"].value()
    actions.remove_part(visitation, part["id"], user=people.secretary)
    conflict = client.post(path, {"text": "Van het lid.", "version": opened})
    assert (conflict.status_code, "Van het lid." in conflict.content.decode()) == (409, True)
    renewed = conflict.context["form"]["version"].value()
    assert client.post(path, {"text": "Van het lid.", "version": renewed}).status_code == 302
    assert parts_of(working_report(visitation))[-1]["value"] == "Van het lid."


def test_a_part_stays_of_its_kind(visitation: VisitationPage, people: made.People, client_of: Any) -> None:
    part = actions.add_part(visitation, kind="text", value="Eerst.", user=people.chair)
    client, path = client_of(people.member), url("part_edit", visitation, "table", part["id"])
    sent = {"caption": "Wacht", "rows": "Maand | Weken\njan | 12", "version": ""}
    met = [client.get(path).status_code, client.post(path, sent).status_code, client.post(path, sent).status_code]
    assert (met, parts_of(working_report(visitation))[-1]["value"]) == ([404, 409, 409], "Eerst.")
    assert client.get(url("part_add", visitation, "film")).status_code == 404


def test_a_part_that_changed_since_is_not_taken_out_unread(visitation: VisitationPage, people: made.People) -> None:
    part = actions.add_part(visitation, kind="text", value="Eerst.", user=people.chair)
    with pytest.raises(IllegalMove):
        actions.remove_part(visitation, part["id"], version="van gisteren", user=people.member)
    assert kinds(visitation)[-1] == "text"


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("Maand\tWacht\njan\t12", [["Maand", "Wacht"], ["jan", "12"]]),
        ("Maand | Wacht\r\njan | 12", [["Maand", "Wacht"], ["jan", "12"]]),
        ("| Maand | Wacht |\n| jan | |", [["Maand", "Wacht"], ["jan", ""]]),
        ("a | b | c\nd", [["a", "b", "c"], ["d", "", ""]]),
        ("a \\| b | c\nd | e", [["a | b", "c"], ["d", "e"]]),
    ],
)
def test_rows_as_they_are_pasted(pasted: str, rows: list[list[str]]) -> None:
    assert (rows_of(pasted), rows_of(text_of(rows))) == (rows, rows)


def test_a_table_needs_a_head_and_a_row(visitation: VisitationPage, people: made.People, client_of: Any) -> None:
    client, path = client_of(people.member), url("part_add", visitation, "table")
    refused = client.post(path, {"caption": "Wachttijd", "rows": "Maand | Weken", "after": ""})
    assert (refused.status_code, refused.context["form"]["rows"].value()) == (200, "Maand | Weken")
    client.post(path, {"caption": "Wachttijd", "rows": "Maand | Weken\njan | 12", "after": ""})
    page = client.get(url("preview", visitation)).content.decode()
    assert [cell for cell in ('<th scope="col">Weken</th>', '<th scope="row">jan</th>') if cell not in page] == []


def test_a_picture_says_what_it_shows_or_is_decoration(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    client, path = client_of(people.member), url("part_add", visitation, "picture")

    def send(**fields: Any) -> int:
        return client.post(path, {"file": SimpleUploadedFile("x.png", png()), "after": "", **fields}).status_code

    assert send() == 200
    assert (send(alt_text="Een grafiek: de wacht loopt op."), send(decorative="on")) == (302, 302)
    assert client.post(path, {"file": SimpleUploadedFile("x.png", b"geen beeld"), "alt_text": "x"}).status_code == 200
    page = client.get(url("preview", visitation)).content.decode()
    assert ('alt="Een grafiek: de wacht loopt op."' in page, 'alt=""' in page) == (True, True)


def test_a_picture_is_cleaned_and_no_administrator_meets_it(
    visitation: VisitationPage, people: made.People, admin: User, client_of: Any
) -> None:
    image = actions.keep_picture(jpeg_with_a_place())
    with image.file.open() as kept:
        assert b"Toestel van Jan" not in kept.read()
    policy = policy_registry.get_by_type(get_image_model())
    met = policy.instances_user_has_any_permission_for(admin, ["change", "choose"])
    assert (image in met, policy.user_has_permission_for_instance(admin, "choose", image)) == (False, False)
    other = get_image_model().objects.create(title="Logo", file=SimpleUploadedFile("logo.png", png()))
    assert policy.user_has_permission_for_instance(admin, "choose", other)
    client = client_of(admin)
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 302
    assert client.get(reverse("wagtailimages_chooser:chosen", args=[image.pk])).status_code in {302, 403}


def test_a_picture_is_there_for_who_may_read_the_report(
    visitation: VisitationPage, people: made.People, outsider: User, client_of: Any, visitor: Client
) -> None:
    value = {
        "image": {"image": actions.keep_picture(png()).pk, "decorative": False, "alt_text": "Een kaart"},
        "caption": "",
    }
    part = actions.add_part(visitation, kind="picture", value=value, user=people.chair)
    path = url("report_picture", visitation, part["id"])
    persons = ("member", "observer", "recused", "host")

    def met() -> list[int]:
        clients = [*(client_of(getattr(people, one)) for one in persons), client_of(outsider), visitor]
        return [client.get(path).status_code for client in clients]

    assert met() == [200, 404, 404, 404, 404, 404]
    made.bring_to(visitation, people, Stage.FACT_CHECK)
    assert met() == [200, 404, 404, 200, 404, 404]
    made.bring_to(visitation, people, Stage.PUBLISHED)
    assert met() == [200, 200, 200, 200, 200, 200]


def test_the_text_is_found_when_it_is_published_and_not_before(visitation: VisitationPage, people: made.People) -> None:
    actions.add_part(visitation, kind="text", value="Vrije woorden ertussen.", user=people.chair)
    made.bring_to(visitation, people, Stage.RESPONSE)
    stored = VisitationPage.objects.get(pk=visitation.pk)
    assert (stored.report.get_body_text(), stored.report.introduction) == ("", "")
    made.bring_to(visitation, people, Stage.PUBLISHED)
    assert "Vrije woorden ertussen." in VisitationPage.objects.get(pk=visitation.pk).report.get_body_text()


def test_two_revisions_are_compared_word_by_word(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    part = actions.add_part(visitation, kind="text", value="Ouders wachten elf maanden.", user=people.chair)
    actions.change_part(
        visitation, part["id"], kind="text", value="Ouders wachten negen maanden.", user=people.secretary
    )
    client = client_of(people.member)
    page = client.get(url("revisions", visitation))
    (change,) = page.context["changes"]
    assert [(piece.op, piece.text) for piece in change.pieces] == [
        ("same", "Ouders wachten "),
        ("out", "elf"),
        ("in", "negen"),
        ("same", " maanden."),
    ]
    text = page.content.decode()
    assert ("<del>" in text, "<ins>" in text, str(people.secretary) in text) == (True, True, True)
    pks = [revision.pk for revision in page.context["revisions"]]
    whole = client.get(url("revisions", visitation), {"van": pks[-1], "tot": pks[0]})
    assert {change.label for change in whole.context["changes"]} >= {"Tekst", "Inleiding"}
    assert client.get(url("revisions", visitation), {"van": "0", "tot": pks[0]}).status_code == 404
    met = {
        name: client_of(getattr(people, name)).get(url("revisions", visitation)).status_code
        for name in ("observer", "recused", "host")
    }
    assert met == {"observer": 403, "recused": 404, "host": 404}


def test_evidence_under_every_finding_or_a_reason(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    finding = visitation.findings.get()
    client, path = client_of(people.member), url("finding_edit", visitation, finding.pk)

    def rests_on(count: int, why: str = "") -> list[str]:
        evidence = list(Evidence.objects.filter(visitation=visitation).values_list("pk", flat=True)[:count])
        data = {"criterion": finding.criterion_id, "kind": "concern", "statement": finding.statement}
        version = client.get(path).context["form"]["version"].value()
        sent = {**data, "version": version, "evidence": evidence, "one_source_because": why}
        assert client.post(path, sent).status_code == 302
        return missing_links(visitation)

    assert [bool(rests_on(0)), bool(rests_on(1)), bool(rests_on(1, "Het besluit zelf.")), bool(rests_on(2))] == [
        True,
        True,
        False,
        False,
    ]
    rests_on(1, "Het besluit zelf.")
    loose = client.get(url("workspace", visitation)).context["work"]["loose"]
    assert (loose.on_one_item, [item.title for item in loose.unused_evidence]) == ([], ["Gesprek document"])
    assert "Het besluit zelf." in client.get(url("preview", visitation)).content.decode()


def test_what_leads_straight_to_a_person_goes_to_nobody(
    visitation: VisitationPage, people: made.People, client_of: Any
) -> None:
    part = actions.add_part(
        visitation, kind="text", value="Mail gerda.jansen@example.org voor meer.", user=people.chair
    )
    with pytest.raises(IllegalMove) as refusal:
        actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    assert ("Tekst" in str(refusal.value), "gerda" in str(refusal.value)) == (True, False)
    actions.change_part(visitation, part["id"], kind="text", value="Gerda Jansen vertelde het.", user=people.chair)
    made._prepare(visitation, people, Stage.FACT_CHECK)
    client, path = client_of(people.chair), url("move", visitation, Stage.FACT_CHECK)
    asked = client.post(path)
    assert (asked.status_code, "Gerda Jansen" in asked.content.decode()) == (200, True)
    assert client.post(path, {"read": "on"}).status_code == 302
