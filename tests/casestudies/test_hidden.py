"""Hidden means not served: a word of an answer, looked for by everybody in everything the site serves."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client

from casestudies.models import Answer, CaseStudyPage, Reflection
from casestudies.results import results_of
from casestudies.states import Round
from regions.models import User
from tests.factories.casestudies import SAID, answer_all

# Beside the word that is searched for: a search page repeats what was asked.
HIDDEN = "verborgenwoord"
STARTS = ["/casussen/", "/casussen/reflecties/", "/regios/food-valley/", f"/zoeken/?q={SAID}", "/lessen/", "/admin/"]
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
    return [base, f"{base}deelnemers/", f"{base}openen/", f"{base}sluiten/", *answers, case, reflection.case.url]


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
        for address, text in served(client, [*STARTS, *screens_of(reflection)]):
            assert HIDDEN not in text, (name, address)
    assert not any(HIDDEN in message.body + message.subject for message in mail.outbox)


def test_before_the_reveal_the_same_is_served_whatever_was_answered(
    reflection_in: Callable[..., Reflection],
    colleagues: list[User],
    facilitator: User,
    client_of: Callable[[User], Client],
) -> None:
    """No count, no order and no name differs: only that one more has answered."""
    reflection = reflection_in()
    pages = []
    for choice in ("same", "different"):
        answer_all(reflection, user=colleagues[2], same_choice=choice, meaning="Anders.")
        page = client_of(facilitator).get(f"/casussen/reflecties/{reflection.pk}/").content.decode()
        pages.append(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page))
    assert pages[0] == pages[1]
    assert str(colleagues[2]) not in pages[0]


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
