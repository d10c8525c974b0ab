"""Hidden means not served: a word of an answer, looked for by everybody in everything the site serves."""

import datetime
import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from casestudies import actions
from casestudies.models import Answer, CaseStudyPage, Reflection
from casestudies.results import results_of
from casestudies.states import Round
from regions.models import User
from tests.factories.casestudies import NOW, OUTCOME, SAID, answer_all

pytestmark = pytest.mark.once

# Beside the word that is searched for: a search page repeats what was asked.
HIDDEN = "verborgenwoord"
STARTS = [
    "/casussen/",
    "/casussen/reflecties/",
    "/regios/food-valley/",
    f"/zoeken/?q={SAID}",
    "/lessen/",
    "/admin/",
    "/",
]
DATA = [f"/api/content/?q={SAID}", "/api/content/", "/feeds/lessen/", "/sitemap.xml", "/leertafels/"]
LEADING = ("", "deelnemers/", "openen/", "sluiten/", "termijn/", "herinneren/", "ronde-2-beeindigen/")
LINK = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = re.compile(r"^/(static|media|account/logout|taal)/")


def served(client: Client, starts: list[str], most: int = 80) -> Iterator[tuple[str, str]]:
    """Every page that can be reached from ``starts`` by links about cases and reflections, with its text and headers."""
    todo, seen = list(starts), set(starts)
    while todo and len(seen) < most:
        address = todo.pop(0)
        response = client.get(address)
        text = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
        yield address, text + str(response.headers) + str(client.cookies)
        links = [link.replace("&amp;", "&") for link in LINK.findall(text) if "casus" in link or "food-valley" in link]
        for link in [*links, *([response.url] if response.status_code == 302 else [])]:
            if link not in seen and not ELSEWHERE.match(link):
                seen.add(link)
                todo.append(link)


def screens_of(reflection: Reflection) -> list[str]:
    base = f"/casussen/reflecties/{reflection.pk}/"
    points = reflection.case.decision_points.all()
    answers = [f"{base}beslispunten/{point.pk}/{part}" for point in points for part in ("", "conclusie/")]
    case = f"/casussen/{reflection.case_id}/"
    return [*(f"{base}{part}" for part in LEADING), *answers, case, reflection.case.url]


def sent_to(client: Client, reflection: Reflection) -> Iterator[tuple[str, str]]:
    """What comes back from every form and button, filled in by somebody who has nothing to look for there; those that would
    open the answers are left alone."""
    base = f"/casussen/reflecties/{reflection.pk}/"
    point = reflection.case.decision_points.first()
    about = [f"{base}beslispunten/{point.pk}/{part}" for part in ("", "concept/", "concept/weg/", "conclusie/")]
    for address in [*about, *(f"{base}{part}" for part in ("deelnemers/", "sluiten/", "termijn/", "herinneren/"))]:
        for data in ({}, {"round": 2, "kind": "x", "until": "x"}, {"round": 1, "why": "x"}):
            response = client.post(address, data, follow=True)
            yield address, response.content.decode() + str(response.headers)


@pytest.mark.parametrize("anonymous", [False, True])
def test_before_the_reveal_nobody_reads_an_answer(
    anonymous: bool,
    everyone: dict[str, Client],
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    client_of: Callable[[User], Client],
) -> None:
    reflection = reflection_in(anonymous=anonymous)
    answer_all(reflection, user=colleagues[2], why=f"{SAID} {HIDDEN}", meaning=HIDDEN)
    for name, client in {**everyone, "colleague": client_of(colleagues[3])}.items():
        pages = [*served(client, [*STARTS, *DATA, *screens_of(reflection)]), *sent_to(client, reflection)]
        closed = [HIDDEN] if name == "case_owner" else [HIDDEN, OUTCOME, NOW]
        for address, text in pages:
            assert not [word for word in closed if word in text], (name, address)
    assert not any(HIDDEN in message.body + message.subject for message in mail.outbox)


# What differs each time a page is made, whatever is on it.
ONCE = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"|/session/[0-9a-f-]+|"csrf_token": "[^"]*"')


def as_seen(clients: dict[str, Client], addresses: list[str]) -> dict[tuple[str, str], str]:
    return {
        (name, address): ONCE.sub("", client.get(address, follow=True).content.decode())
        for name, client in clients.items()
        for address in addresses
    }


@pytest.mark.parametrize("anonymous", [False, True])
def test_before_the_reveal_the_same_is_served_whatever_was_answered_and_when(
    anonymous: bool,
    everyone: dict[str, Client],
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No count per option, no order, no moment and no name differs for anybody: only that one more has answered."""
    reflection = reflection_in(anonymous=anonymous)
    key = actions.new_pair_key() if anonymous else ""
    readers = {name: everyone[name] for name in ("facilitator", "participant", "case_owner", "admin")}
    addresses = [*screens_of(reflection), "/casussen/reflecties/", "/casussen/", "/"]
    for client in readers.values():
        client.get(addresses[0])  # takes its own key along
    seen = []
    for choice, hours in (("same", 1), ("different", 5)):
        with monkeypatch.context() as clock:
            moment = timezone.now() + datetime.timedelta(hours=hours)
            clock.setattr(timezone, "now", lambda moment=moment: moment)
            answer_all(reflection, user=colleagues[2], same_choice=choice, meaning="Anders.", pair_key=key)
        seen.append(as_seen(readers, addresses))
    assert [where for where in seen[0] if seen[0][where] != seen[1][where]] == []
    page = seen[0]["facilitator", addresses[0]]
    assert str(colleagues[2]) not in page


def test_an_answer_to_the_second_round_is_hidden_from_who_still_owes_theirs(
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    participant: User,
    client_of: Callable[[User], Client],
) -> None:
    """Behind the same doors as the first, the timeline on the case and the results over time too."""
    reflection = reflection_in(revealed=True)
    answer_all(reflection, user=colleagues[2], why=HIDDEN, meaning=HIDDEN)
    client = client_of(participant)
    for address, text in [*served(client, [*STARTS, *DATA, *screens_of(reflection)]), *sent_to(client, reflection)]:
        assert HIDDEN not in text, address


def test_the_queryset_gives_nothing_before_the_reveal(
    reflection_in: Callable[..., Reflection], participant: User, facilitator: User, case_owner: User, outsider: User
) -> None:
    reflection = reflection_in(answered=True)
    mine = Answer.objects.readable_by(participant)
    assert {answer.user for answer in mine} == {participant}
    for user in (case_owner, outsider):
        assert not Answer.objects.readable_by(user).exists()
    assert results_of(reflection, user=facilitator) == []


def test_after_the_reveal_the_circle_reads_round_one(
    everyone: dict[str, Client], reflection_in: Callable[..., Reflection]
) -> None:
    reflection = reflection_in(revealed=True)
    readers = {"case_owner", "facilitator", "participant"}
    for name, client in everyone.items():
        page = client.get(f"/casussen/reflecties/{reflection.pk}/", follow=True).content.decode()
        assert (SAID in page) == (name in readers), name


def test_second_answers_open_to_who_has_given_theirs(
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    participant: User,
    facilitator: User,
    client_of: Callable[[User], Client],
) -> None:
    reflection = reflection_in(revealed=True)
    answer_all(reflection, user=facilitator, why="tweedewoord")
    address = f"/casussen/reflecties/{reflection.pk}/"
    point = reflection.case.decision_points.first()
    client = client_of(participant)
    for part in ("", f"beslispunten/{point.pk}/"):
        assert "tweedewoord" not in client.get(address + part).content.decode()
    assert not Answer.objects.readable_by(participant).filter(round=Round.TWO).exists()
    answer_all(reflection, user=participant)
    assert "tweedewoord" in client.get(address).content.decode()
    assert not Answer.objects.readable_by(colleagues[2]).filter(round=Round.TWO).exists()


def test_the_case_owner_reads_second_answers_without_answering(
    reflection_in: Callable[..., Reflection], facilitator: User, case_owner: User
) -> None:
    reflection = reflection_in(revealed=True)
    answer_all(reflection, user=facilitator)
    assert Answer.objects.readable_by(case_owner).filter(round=Round.TWO).count() == 3


def test_who_left_the_circle_reads_no_answers_of_others(
    case: CaseStudyPage, reflection_in: Callable[..., Reflection], case_owner: User
) -> None:
    reflection_in(closed=True)
    assert Answer.objects.readable_by(case_owner).exists()
    case_owner.memberships.update(status="ended")
    assert not Answer.objects.readable_by(case_owner).exists()
