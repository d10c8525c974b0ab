"""Unique words in every hidden place, looked for behind every door of everybody who may not read them."""

from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from regions.models import User
from tests.factories import visitations as made
from visitations import actions
from visitations.models import VisitationPage
from visitations.states import EvidenceKind, FindingKind, RemarkKind, Stage, TieKind

pytestmark = pytest.mark.once

EVIDENCE = ("Kwartelnest", "Zilverdistel", "Bosbeekgroep")
DRAFT = ("Morgenrood", "Vuurpijltje", "Inktvlekje", "Slotakkoord", "Werktitelwoord", "Samenvatsel")
TIE = ("Zwagerwoord",)


def plant(visitation: VisitationPage, people: made.People) -> None:
    evidence = actions.add_evidence(
        visitation,
        kind=EvidenceKind.INTERVIEW,
        title="Kwartelnest",
        group="Bosbeekgroep",
        notes="Zilverdistel",
        user=people.member,
    )
    finding = actions.write_finding(
        visitation,
        criterion=visitation.framework.criteria.first(),
        kind=FindingKind.BLIND_SPOT,
        statement="Morgenrood",
        evidence=[evidence],
        one_source_because="Wij waren erbij.",
        user=people.member,
    )
    actions.write_recommendation(
        visitation, text="Vuurpijltje", addressee="Regio", findings=[finding], user=people.member
    )
    made.write_report(
        visitation,
        people,
        title="Werktitelwoord",
        summary="Samenvatsel",
        introduction="Inktvlekje",
        conclusion="Slotakkoord",
    )


def every_address(visitation: VisitationPage, words: tuple[str, ...]) -> list[str]:
    report = visitation.report
    screens = ["workspace", "preview", "fact_check", "responses", "follow_up", "committee", "terms", "declare"]
    return [
        "/",
        reverse("visitations:list"),
        reverse("visitations:mine"),
        visitation.get_url(),
        f"{visitation.get_url()}rapport/",
        visitation.get_parent().get_url(),
        "/sitemap.xml",
        "/api/",
        *[reverse(f"visitations:{screen}", args=[visitation.pk]) for screen in screens],
        *[f"/zoeken/?q={word}" for word in words],
        reverse("wagtailadmin_explore", args=[visitation.pk]),
        reverse("wagtailadmin_explore", args=[visitation.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[report.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[report.pk]),
        reverse("wagtailadmin_pages:usage", args=[visitation.pk]),
        reverse("wagtailadmin_pages:history", args=[visitation.pk]),
        reverse("wagtailadmin_reports:site_history"),
        f"/admin/api/main/pages/?child_of={visitation.pk}",
        *[f"{reverse('wagtailadmin_pages:search')}?q={word}" for word in words],
    ]


def found(client: Client, addresses: list[str], words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where the client meets which word; the words it asked for itself are taken off the page first."""
    met = []
    for address in addresses:
        response = client.get(address)
        body = b"" if response.streaming else response.content
        text = body.decode().replace(address.rpartition("?q=")[2], "") if "?q=" in address else body.decode()
        met += [(address, word) for word in words if word in text]
    return met


def readers(people: made.People, admin: User, outsider: User, client_of: Any, *names: str) -> dict[str, Client]:
    persons = {"admin": admin, "outsider": outsider}
    return {name: client_of(persons.get(name) or getattr(people, name)) for name in names}


ABSENT = ("undeclared", "recused", "observer", "editor", "admin", "outsider")


def test_a_draft_is_the_committees(
    visitation_at: Any, people: made.People, admin: User, outsider: User, client_of: Any, visitor: Client
) -> None:
    visitation = visitation_at(Stage.VISIT)
    plant(visitation, people)
    actions.move_on(visitation, to=Stage.DRAFT, user=people.chair)
    words = EVIDENCE + DRAFT
    addresses = every_address(visitation, words)
    clients = readers(people, admin, outsider, client_of, *ABSENT, "host") | {"visitor": visitor}
    assert {name: found(client, addresses, words) for name, client in clients.items()} == {name: [] for name in clients}


def test_in_the_fact_check_the_visited_party_reads_the_draft_and_nobody_elses_the_rest(
    visitation_at: Any, people: made.People, admin: User, outsider: User, client_of: Any, visitor: Client
) -> None:
    visitation = visitation_at(Stage.VISIT)
    plant(visitation, people)
    actions.move_on(visitation, to=Stage.DRAFT, user=people.chair)
    made.make_ready_for_fact_check(visitation, people)
    actions.move_on(visitation, to=Stage.FACT_CHECK, user=people.chair)
    actions.remark(visitation.findings.first(), kind=RemarkKind.DISAGREEMENT, text="Tegengeluid", user=people.host)
    words = (*EVIDENCE, *DRAFT, "Tegengeluid")
    addresses = every_address(visitation, words)
    clients = readers(people, admin, outsider, client_of, *ABSENT) | {"visitor": visitor}
    assert {name: found(client, addresses, words) for name, client in clients.items()} == {name: [] for name in clients}
    host = client_of(people.host)
    assert found(host, addresses, EVIDENCE) == []
    assert {word for _address, word in found(host, addresses, words)} == {
        "Morgenrood", "Vuurpijltje", "Inktvlekje", "Slotakkoord", "Werktitelwoord", "Samenvatsel", "Tegengeluid",
    }  # fmt: skip


def test_evidence_stays_with_the_committee_when_the_report_is_out(
    visitation_at: Any, people: made.People, admin: User, outsider: User, client_of: Any, visitor: Client
) -> None:
    visitation = visitation_at(Stage.VISIT)
    plant(visitation, people)
    made.bring_to(visitation, people, Stage.PUBLISHED)
    words = EVIDENCE + DRAFT
    addresses = every_address(visitation, words)
    clients = readers(people, admin, outsider, client_of, *ABSENT, "host") | {"visitor": visitor}
    for client in clients.values():
        assert found(client, addresses, EVIDENCE) == []
    assert "Morgenrood" in visitor.get(f"{visitation.get_url()}rapport/").content.decode()


def test_a_tie_is_read_by_who_decides(
    visitation_at: Any, people: made.People, admin: User, outsider: User, client_of: Any, visitor: Client
) -> None:
    visitation = visitation_at(Stage.VISIT)
    made.write_report(visitation, people)
    seat = made.seat(visitation, people.undeclared)
    actions.declare(seat, ties=[TieKind.FAMILY], explanation="Zwagerwoord", user=people.undeclared)
    addresses = [*every_address(visitation, ()), reverse("visitations:decide_tie", args=[visitation.pk, seat.pk])]
    names = ("recused", "observer", "secretary", "member", "host", "admin", "outsider")
    clients = readers(people, admin, outsider, client_of, *names) | {"visitor": visitor}
    assert {name: found(client, addresses, TIE) for name, client in clients.items()} == {name: [] for name in clients}
    for person in (people.chair, people.editor, people.undeclared):
        assert found(client_of(person), addresses, TIE) != []


@pytest.mark.parametrize("query", ["Morgenrood", "Inktvlekje"])
def test_the_report_is_found_from_its_publication_on(
    query: str, visitation_at: Any, people: made.People, visitor: Client
) -> None:
    visitation = visitation_at(Stage.VISIT)
    plant(visitation, people)
    made.bring_to(visitation, people, Stage.RESPONSE)
    call_command("update_index", verbosity=0)
    assert visitor.get(f"/zoeken/?q={query}").content.decode().count(f"{visitation.get_url()}rapport/") == 0
    made.bring_to(visitation, people, Stage.PUBLISHED)
    assert f"{visitation.get_url()}rapport/" in visitor.get(f"/zoeken/?q={query}").content.decode()


def test_mails_carry_a_link_and_nothing_else(
    visitation_at: Any, people: made.People, django_capture_on_commit_callbacks: Any
) -> None:
    visitation = visitation_at(Stage.VISIT)
    plant(visitation, people)
    with django_capture_on_commit_callbacks(execute=True):
        made.bring_to(visitation, people, Stage.REVIEW)
    assert mail.outbox
    sent = "".join(message.subject + message.body for message in mail.outbox)
    assert [word for word in (*EVIDENCE, *DRAFT, visitation.title) if word in sent] == []
    assert people.recused.email not in {
        address for message in mail.outbox if "verklaring" not in message.body for address in message.to
    }
