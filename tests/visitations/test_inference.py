"""What is hidden leaves no trace: who may not read it is served the same before it was there and after."""

import uuid
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from home import rights
from home.models import HomePage
from regions.actions import add_member
from regions.models import User
from regions.states import Role
from tests.factories import visitations as made
from tests.factories.files import photo
from tests.factories.regions import UserFactory
from tests.visitations.serving import PASSING, differing, served
from visitations import actions
from visitations.calendar import entries_of
from visitations.models import VisitationPage
from visitations.states import (
    EvidenceKind,
    FindingKind,
    ObjectionDecision,
    ProgrammeKind,
    RequestStatus,
    Stage,
    TieDecision,
    TieKind,
)

pytestmark = pytest.mark.once

LEFT_OUT = ("account/", "_util/", "admin/", "visitaties/nieuw")
WORDS = ("Zilverdistel", "Morgen", "Inktvlekje", "Nachtpauwoog")
UNKNOWN = 9_999_999


def patterns(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*names, entry.namespace) if entry.namespace else names)
        elif entry.name:
            yield ":".join((*names, entry.name)), entry


def without_arguments() -> list[str]:
    """Every address of the site that names nothing."""
    found = set()
    for name, entry in patterns(get_resolver()):
        if entry.pattern.converters:
            continue
        try:
            found.add(reverse(name))
        except NoReverseMatch:
            continue
    return sorted(path for path in found if not path.lstrip("/").startswith(LEFT_OUT))


def around(visitation: VisitationPage) -> tuple[list[str], list[str]]:
    """What leads to the visitation: on the site, and in Wagtail's admin."""
    page, region = visitation.pk, visitation.get_parent()
    screens = [name for name, entry in patterns(get_resolver()) if name.startswith("visitations:")]
    own = [reverse(name, args=[page]) for name in screens if takes(name) == ["pk"]]
    admin = [
        *[f"/admin/{door}={word}" for word in WORDS for door in ("pages/search/?q", "tag-autocomplete/?term")],
        *[reverse(f"wagtailadmin_pages:{name}", args=[page]) for name in ("edit", "usage", "history", "view_draft")],
        reverse("wagtailadmin_explore", args=[page]),
        reverse("wagtailadmin_explore", args=[region.pk]),
        f"/admin/api/main/pages/?child_of={page}",
        *["/admin/", "/admin/images/", "/admin/images/chooser/", "/admin/api/main/images/", "/admin/pages/search/"],
        *[
            "/admin/reports/site-history/",
            "/admin/reports/aging-pages/",
            "/admin/reports/workflow/",
            "/admin/collections/",
        ],
    ]
    found = [f"{door}?{name}={word}" for word in WORDS for door, name in (
        ("/zoeken/", "q"), ("/api/content/", "q"),
    )]  # fmt: skip
    sitemaps = [f"/sitemap-{section}.xml" for section in ("pages", "content")]
    public = [visitation.get_url(), f"{visitation.get_url()}rapport/", region.get_url(), "/?taal=nl", *sitemaps]
    circles = [reverse("regions:circle", args=[pk]) for pk in (visitation.committee_id, visitation.visited_party_id)]
    return [*own, *found, *public, *circles, reverse("home:account"), f"/api/content/{page}/"], admin


def takes(name: str) -> list[str]:
    return next(list(entry.pattern.converters) for known, entry in patterns(get_resolver()) if known == name)


@pytest.fixture
def visitation(visitation_at: Any, people: made.People, django_capture_on_commit_callbacks: Any) -> VisitationPage:
    """During the visit. One editor is recused, and a member to whom the visited party objected stepped back."""
    visitation = visitation_at(Stage.VISIT)
    made.seat_on_panel(visitation, people, *UserFactory.create_batch(3))
    return visitation


@pytest.fixture
def absent(visitation: VisitationPage, people: made.People) -> dict[str, User]:
    """Everybody for whom the committee's work is not there."""
    recused_editor, objected = UserFactory(), UserFactory()
    national = people.editor.circles.get()
    rights.give_national_rights(national, home=HomePage.objects.get())
    add_member(national, member=recused_editor, role=Role.EDITOR, user=None)
    actions.propose_member(visitation, person=recused_editor, role=Role.MEMBER, user=people.chair)
    tie = actions.declare(
        made.seat(visitation, recused_editor), ties=[TieKind.FAMILY], explanation="Mijn broer.", user=recused_editor
    )
    actions.decide_on_tie(tie, decision=TieDecision.RECUSED, reason="Te dichtbij.", user=people.chair)
    actions.propose_member(visitation, person=objected, role=Role.MEMBER, user=people.chair)
    objection = actions.object_to_member(
        made.seat(visitation, objected), reason="Zij adviseerde ons.", user=people.host
    )
    actions.decide_on_objection(objection, decision=ObjectionDecision.UPHELD, answer="Terecht.", user=people.chair)
    return {
        "recused": people.recused,
        "undeclared": people.undeclared,
        "recused editor": recused_editor,
        "objected to": objected,
    }


def deliberate(visitation: VisitationPage, people: made.People) -> dict[str, list[int | str]]:
    """What the committee does among its own members; the ids of what came of it, by the name that addresses have for them."""
    evidence = [
        actions.add_evidence(
            visitation, kind=EvidenceKind.INTERVIEW, title="Kwartelnest", group="Ouders", notes="Zilverdistel", user=people.member
        )
        for _ in range(3)
    ]  # fmt: skip
    criterion = visitation.framework.criteria.first()
    about = {"criterion": criterion, "kind": FindingKind.CONCERN, "evidence": evidence[:2], "user": people.member}
    gone, finding = (actions.write_finding(visitation, statement=text, **about) for text in ("Weg", "Morgenrood"))
    advice = [
        actions.write_recommendation(visitation, text=text, addressee="Regio", findings=[finding], user=people.member)
        for text in ("Ook weg", "Vuurpijltje")
    ]
    actions.remove_recommendation(advice[0], user=people.chair)
    actions.remove_finding(gone, user=people.chair)
    actions.remove_evidence(evidence[2], user=people.member)
    assert list(visitation.findings.values_list("number", flat=True)) == [1]
    assert list(visitation.recommendations.values_list("number", flat=True)) == [1]
    made.write_report(visitation, people, introduction="Inktvlekje", tags=["Nachtpauwoog"])
    picture = actions.keep_picture(photo())
    value = {"image": {"image": picture.pk, "decorative": False, "alt_text": "Morgenrood"}, "caption": "Morgenrood"}
    part = actions.add_part(visitation, kind="picture", value=value, user=people.secretary)
    made.judge(visitation, people)
    judgement = visitation.assessments.get(voice="committee", criterion=criterion)
    actions.dissent(judgement, text="Zilverdistel", user=people.member)
    item = made.plan_interview(visitation, people, kind=ProgrammeKind.DELIBERATION, title="Beraad", group="")
    return {
        "item_pk": [finding.pk, advice[1].pk, evidence[0].pk, item.pk],
        "criterion_pk": [criterion.pk],
        "part_id": [part["id"]],
        "seat_pk": [made.seat(visitation, people.member).pk],
        "key": [f"finding:{finding.pk}"],
    }


def visit(visitation: VisitationPage, people: made.People) -> dict[str, list[int | str]]:
    """What committee, visited party and panel do together."""
    asked = actions.ask_for_document(visitation, title="Kwartelnest", user=people.chair)
    file = SimpleUploadedFile("kwartelnest.txt", b"Zilverdistel")
    attachment = actions.attach(asked, title="Zilverdistel", file=file, user=people.host)
    actions.answer_request(asked, available=True, reply="Zilverdistel", user=people.host)
    actions.settle_request(asked, to=RequestStatus.ACCEPTED, user=people.chair)
    item = made.plan_interview(visitation, people, title="Zilverdistel")
    actions.send_programme(visitation, user=people.secretary)
    for seat in visitation.panel.memberships.all():
        for criterion in visitation.framework.criteria.all():
            actions.answer_on_panel(visitation, criterion, score=2, text="Zilverdistel", user=seat.user)
    seat = made.seat(visitation, people.member)
    tie = actions.declare(seat, ties=[TieKind.CONTRACT], explanation="Zilverdistel", user=people.member)
    actions.decide_on_tie(tie, decision=TieDecision.ACCEPTED, reason="Lang geleden.", user=people.chair)
    return {"item_pk": [item.pk], "request_pk": [asked.pk], "attachment_pk": [attachment.pk], "seat_pk": [seat.pk]}


def test_those_who_are_absent_are_served_the_same_before_and_after(
    visitation: VisitationPage,
    people: made.People,
    absent: dict[str, User],
    client_of: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    site, admin = around(visitation)
    addresses = {name: [*without_arguments(), *site] for name in (*absent, "visitor")}
    addresses["recused editor"] = [*admin, *addresses["recused editor"]]
    clients = {name: client_of(user) for name, user in absent.items()} | {"visitor": Client()}
    for client in clients.values():
        served(client, ["/admin/", "/"])  # a first visit may leave a trace of its own
    before = {name: served(client, addresses[name]) for name, client in clients.items()}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        deliberate(visitation, people)
        visit(visitation, people)
    after = {name: served(client, addresses[name]) for name, client in clients.items()}
    assert [f"{name}{told}" for name in clients for told in differing(before[name], after[name])] == []
    reached = {address for message in mail.outbox for address in message.to}
    assert reached & {user.email for user in absent.values()} == set()
    assert people.host.email in reached


def test_an_observer_meets_nothing_of_the_deliberation_and_the_visited_party_nothing_of_the_committees_work(
    visitation: VisitationPage,
    people: made.People,
    client_of: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    addresses = [*without_arguments(), *around(visitation)[0]]
    clients = {"observer": client_of(people.observer), "host": client_of(people.host)}
    feeds = {name: calendar_of(user) for name, user in (("observer", people.observer), ("host", people.host))}
    before = {name: served(client, addresses) for name, client in clients.items()}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        deliberate(visitation, people)
    after = {name: served(client, addresses) for name, client in clients.items()}
    assert [f"{name}{told}" for name in clients for told in differing(before[name], after[name])] == []
    assert {"observer": calendar_of(people.observer), "host": calendar_of(people.host)} == feeds
    reached = {address for message in mail.outbox for address in message.to}
    assert reached & {people.observer.email, people.host.email} == set()


def calendar_of(user: User) -> list[str]:
    return [str(entry) for entry in entries_of(user)]


def test_what_is_there_answers_like_what_never_was(
    visitation: VisitationPage, people: made.People, absent: dict[str, User], client_of: Any
) -> None:
    """Of every address that names something in a visitation: the same refusal, byte for byte, for a number that is taken."""
    held = {"status": ["accepted"], "kind": ["picture"], "way": ["omhoog"], "stage": [Stage.DRAFT]}
    done = deliberate(visitation, people)
    for name, values in visit(visitation, people).items():
        held[name] = [*done.get(name, []), *values]
    held = {**done, **held, "remark_pk": [1]}
    never = {"part_id": uuid.UUID(int=0), "key": f"finding:{UNKNOWN}"}
    named = [name for name, _entry in patterns(get_resolver()) if name.startswith("visitations:")]
    for client in (client_of(absent["recused editor"]), client_of(absent["objected to"]), client_of(people.undeclared)):
        for name in named:
            takes_too = [one for one in takes(name) if one != "pk"]
            if not takes_too:
                continue
            for values in zip_longest(*(held[one] for one in takes_too)):
                given = {one: value or held[one][0] for one, value in zip(takes_too, values, strict=True)}
                unknown = {
                    one: never.get(one, UNKNOWN) if one.endswith(("pk", "id", "key")) else given[one] for one in given
                }
                addresses = [reverse(name, kwargs={"pk": visitation.pk, **kwargs}) for kwargs in (given, unknown)]
                there, nowhere = (told(client, address) for address in addresses)
                assert there == nowhere, name
                assert there[0] in {404, 405}, name


def told(client: Client, address: str) -> tuple[int, str]:
    """The page names the address that was asked for."""
    response = client.get(address)
    return response.status_code, PASSING.sub("", response.content.decode()).replace(address, "")
