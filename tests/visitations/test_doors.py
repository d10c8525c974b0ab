"""Every stage x every person x every door: what each of them meets there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regions.models import User
from tests.factories import visitations as made
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = pytest.mark.once

PERSONS = (
    "chair", "secretary", "member", "undeclared", "recused", "observer", "host", "editor", "admin", "outsider", "visitor",
)  # fmt: skip
JUDGING = ("chair", "secretary", "member")
WRITING = {"self_evaluation", "documents", "programme", "visit", "draft"}
DRAFT_IS_OPEN = {"fact_check", "final", "response", "published", "review", "closed"}
REPORT_IS_OUT = {"published", "review", "closed"}

Answers = dict[str, int]


def answers(*, ok: tuple[str, ...] = (), refused: tuple[str, ...] = ()) -> Answers:
    """200 for ``ok``, 403 for ``refused``, the sign-in page for a visitor, and 404 for all others."""
    table = dict.fromkeys(PERSONS, 404) | {"visitor": 302}
    return table | dict.fromkeys(refused, 403) | dict.fromkeys(ok, 200)


def workspace(stage: str) -> Answers:
    return answers(ok=(*JUDGING, "observer"))


def declare(stage: str) -> Answers:
    return answers(ok=(*JUDGING, "observer", "undeclared", "recused"))


def committee(stage: str) -> Answers:
    return answers(ok=(*JUDGING, "host", "editor"), refused=("observer",))


def self_evaluation(stage: str) -> Answers:
    if stage in {"scope", "committee"}:
        return answers(refused=(*JUDGING, "observer", "host"))
    if stage == "self_evaluation":
        return answers(ok=("host",), refused=(*JUDGING, "observer"))
    return answers(ok=(*JUDGING, "host"), refused=("observer",))


def judging(stage: str) -> Answers:
    if stage in {"visit", "draft", *DRAFT_IS_OPEN}:
        return answers(ok=JUDGING, refused=("observer",))
    return answers(refused=(*JUDGING, "observer"))


def panel(stage: str) -> Answers:
    return answers()


def panel_members(stage: str) -> Answers:
    if stage in {"self_evaluation", "documents", "programme", "visit"}:
        return answers(ok=("chair", "secretary", "editor"), refused=("member", "observer", "host"))
    return answers(refused=(*JUDGING, "observer", "host", "editor"))


def preview(stage: str) -> Answers:
    return answers(ok=JUDGING, refused=("observer",))


def finding_add(stage: str) -> Answers:
    if stage in WRITING:
        return answers(ok=JUDGING, refused=("observer",))
    return answers(refused=(*JUDGING, "observer"))


def fact_check(stage: str) -> Answers:
    return answers(ok=(*JUDGING, "host"), refused=("observer",)) if stage in DRAFT_IS_OPEN else answers()


def responses(stage: str) -> Answers:
    return answers(ok=("host",)) if stage in {"response", *REPORT_IS_OUT} else answers(refused=("host",))


def follow_up(stage: str) -> Answers:
    return answers(ok=("host",)) if stage in REPORT_IS_OUT else answers(refused=("host",))


def terms(stage: str) -> Answers:
    if stage == "closed":
        return answers(refused=(*JUDGING, "observer", "host", "editor"))
    return answers(ok=("chair", "secretary", "editor"), refused=("member", "observer", "host"))


def move(stage: str) -> Answers:
    movers = {
        "scope": ("chair", "secretary", "editor"),
        "committee": ("chair", "secretary", "editor"),
        "response": ("chair", "secretary", "host"),
        "published": ("chair", "secretary", "editor"),
        "review": ("chair", "secretary", "editor"),
        "closed": (),
    }.get(stage, ("chair", "secretary"))
    involved = {*JUDGING, "observer", "host", "editor"}
    return answers(ok=movers, refused=tuple(involved - set(movers)))


def report_page(stage: str) -> Answers:
    return dict.fromkeys(PERSONS, 200 if stage in REPORT_IS_OUT else 404)


def visitation_page(stage: str) -> Answers:
    return dict.fromkeys(PERSONS, 200)


DOORS: dict[str, Callable[[str], Answers]] = {
    door.__name__: door
    for door in (
        workspace, declare, committee, self_evaluation, judging, panel, panel_members, preview, finding_add, fact_check,
        responses, follow_up, terms, move, report_page, visitation_page,
    )
}  # fmt: skip


@pytest.fixture
def clients(people: made.People, admin: User, outsider: User, client_of: Any, visitor: Client) -> dict[str, Client]:
    persons = {name: getattr(people, name, None) for name in PERSONS} | {"admin": admin, "outsider": outsider}
    return {name: client_of(person) if person else visitor for name, person in persons.items()}


def address(door: str, visitation: VisitationPage) -> str:
    if door == "visitation_page":
        return visitation.get_url()
    if door == "report_page":
        return f"{visitation.get_url()}rapport/"
    if door == "move":
        order = list(Stage)
        following = order[min(order.index(Stage(visitation.stage)) + 1, len(order) - 1)]
        return reverse("visitations:move", args=[visitation.pk, following])
    return reverse(f"visitations:{door}", args=[visitation.pk])


@pytest.fixture
def seated_at(visitation_at: Any, people: made.People) -> Callable[[Stage], VisitationPage]:
    """At a stage, with everybody's seat as it is, also before a committee is asked for."""

    def make(stage: Stage) -> VisitationPage:
        visitation = visitation_at(stage)
        if stage in {Stage.SCOPE, Stage.COMMITTEE}:
            made.install_committee(visitation, people)
            made.ask_undeclared(visitation, people)
        return visitation

    return make


@pytest.mark.parametrize("stage", Stage)
def test_each_door_at_each_stage(stage: Stage, seated_at: Any, clients: dict[str, Client]) -> None:
    visitation = seated_at(stage)
    for door, expected in DOORS.items():
        path = address(door, visitation)
        met = {name: client.get(path).status_code for name, client in clients.items()}
        assert met == expected(stage), f"{door} at {stage}"


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.FACT_CHECK, Stage.PUBLISHED])
def test_nobody_reaches_the_report_through_the_admin(
    stage: Stage, visitation_at: Any, people: made.People, clients: dict[str, Client]
) -> None:
    visitation = visitation_at(stage)
    report = visitation.report or made.write_report(visitation, people)
    revision = report.latest_revision_id
    paths = [
        reverse("wagtailadmin_pages:edit", args=[report.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[report.pk]),
        reverse("wagtailadmin_pages:preview_on_edit", args=[report.pk]),
        reverse("wagtailadmin_pages:history", args=[report.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[report.pk, revision]),
        reverse("wagtailadmin_pages:delete", args=[report.pk]),
        reverse("wagtailadmin_pages:copy", args=[report.pk]),
        reverse("wagtailadmin_pages:usage", args=[report.pk]),
    ]
    for path in paths:
        met = {name: client.get(path).status_code for name, client in clients.items()}
        assert 200 not in met.values(), (path, met)


def test_the_admin_edits_the_page_around_it_but_never_the_stage(
    visitation_at: Any, admin: User, client_of: Any
) -> None:
    visitation = visitation_at(Stage.SCOPE)
    revision = visitation.save_revision(user=admin)
    VisitationPage.objects.filter(pk=visitation.pk).update(stage=Stage.VISIT)
    assert client_of(admin).get(reverse("wagtailadmin_pages:edit", args=[visitation.pk])).status_code == 200
    revision.publish(user=admin)
    visitation.refresh_from_db()
    assert visitation.stage == Stage.VISIT
