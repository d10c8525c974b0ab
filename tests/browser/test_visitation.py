"""A whole visitation in eight browsers, and at every stage what each of them meets behind every door."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page

from regions.actions import accept_invitation
from regions.models import Invitation, Region, User
from tests.browser.visitation.doors import met_by
from tests.browser.visitation.walk import TITLE, Walk
from tests.factories.regions import UserFactory
from tests.factories.visitations import FrameworkFactory

pytestmark = pytest.mark.once

NAMES = ("chair", "secretary", "member", "recused", "observer", "host", "panellist", "visitor")
JUDGES = ("chair", "secretary", "member")
# The parts of the walk, in order; a word below is met from the part that is named on.
PARTS = (
    "install_committee", "evaluate_itself", "hand_in", "plan_the_visit", "visit", "write_draft", "check_facts", "respond",
    "publish", "follow_up",
)  # fmt: skip


def seen(by: tuple[str, ...], frm: str, *, host: str = "", everybody: str = "publish") -> dict[str, str]:
    """From which part on each person meets a word; "" for never."""
    table = dict.fromkeys(NAMES, everybody) | dict.fromkeys(by, frm)
    return table | ({"host": host} if host else {})


WORDS: dict[str, dict[str, str]] = {
    "zwagerwoord": seen(("chair", "recused"), "install_committee", everybody=""),
    "zelfwoord": seen(JUDGES, "hand_in", host="evaluate_itself", everybody=""),
    "vraagwoord": seen((*JUDGES, "host"), "plan_the_visit", everybody=""),
    "gangwoord": seen((*JUDGES, "observer", "host"), "plan_the_visit", everybody=""),
    "beraadwoord": seen(JUDGES, "plan_the_visit", everybody=""),
    "notitiewoord": seen(JUDGES, "visit", everybody=""),
    "panelwoord": seen(("panellist",), "visit", everybody=""),
    "alleenwoord": seen(JUDGES, "write_draft", everybody="") | {"member": "visit"},
    "samenwoord": seen(JUDGES, "write_draft", host="check_facts"),
    "andersblik": seen(JUDGES, "write_draft", host="check_facts"),
    "bevindwoord": seen(JUDGES, "write_draft", host="check_facts"),
    "opmerkwoord": seen((*JUDGES, "host"), "check_facts"),
    "reactiewoord": seen(("host",), "respond"),
    "volgwoord": seen(NAMES, "follow_up"),
}


def expected(name: str, part: str) -> set[str]:
    now = PARTS.index(part)
    return {word for word, table in WORDS.items() if table[name] and PARTS.index(table[name]) <= now}


def searched_after(part: str) -> list[str]:
    """What was written in this part, or became readable; in the end everything."""
    return [word for word, table in WORDS.items() if part in table.values() or part == PARTS[-1]]


@pytest.fixture
def people(twente: Region, editor: User, chair: User, host: User) -> dict[str, User]:
    others = ("secretary", "member", "recused", "observer", "panellist")
    return {"editor": editor, "chair": chair, "host": host, **{name: UserFactory() for name in others}}


def test_a_whole_visitation(open_as: Callable[..., Page], people: dict[str, User]) -> None:
    walk = Walk(open_as, people)
    walk.start(FrameworkFactory(criteria=["Passende hulp", "Leren"]).name)
    clients = {name: Client() for name in NAMES}
    for name, client in clients.items():
        if name in people:
            client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
    for part in PARTS:
        if part == "visit":
            walk.seat_panel(lambda: _come_in(people["panellist"]))
        getattr(walk, part)()
        for name, client in clients.items():
            met = met_by(client, walk.visitation, tuple(WORDS), searched=searched_after(part))
            assert met == expected(name, part), f"{name}, after {part}"
    _mails_told_nothing(people)


def _come_in(panellist: User) -> None:
    accept_invitation(Invitation.objects.get(email=panellist.email), user=panellist)


def _mails_told_nothing(people: dict[str, User]) -> None:
    """No word of the work, nor the visitation's name, which an invitation alone tells; who stepped back was asked to declare,
    was told, and heard nothing since."""
    said = [(one.to[0], str(one.message())) for one in mail.outbox]
    assert not [word for _to, text in said for word in WORDS if word in text]
    assert {to for to, text in said if TITLE in text} == {people["panellist"].email}
    assert sum(to == people["recused"].email for to, _text in said) == 2
