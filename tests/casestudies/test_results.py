"""What readers see of the answers: numbers by hand, an order that tells nothing, and the same question over time."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage, Reflection
from casestudies.over_time import over_time
from casestudies.results import results_of
from casestudies.timeline import answers_of
from regions.models import Circle, User
from tests.factories.casestudies import answer_all, make_reflection
from tests.factories.regions import CircleFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.once


def said(reflection: Reflection, people: list[User], answers: list[tuple[str, str]], keys: Any = None) -> None:
    for user, (reasonable, same) in zip(people, answers, strict=True):
        meaning = "" if same in {"same", "cannot_judge"} else "Anders."
        key = keys[user] if keys else ""
        answer_all(reflection, user=user, reasonable=reasonable, same_choice=same, meaning=meaning, pair_key=key)


FIRST = [("reasonable", "same"), ("reasonable", "same"), ("reasonable", "partly"), ("cannot_judge", "same")]
SECOND = [("reasonable", "same"), ("reasonable", "different"), ("doubtful", "different"), ("doubtful", "same")]


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_pictures_of_two_rounds_by_hand(
    anonymous: bool, reflection_in: Callable[..., Reflection], colleagues: list[User], facilitator: User
) -> None:
    reflection = reflection_in(anonymous=anonymous)
    keys = {user: actions.new_pair_key() for user in colleagues} if anonymous else None
    said(reflection, colleagues, FIRST, keys)
    reflection = actions.reveal(reflection, user=facilitator)
    said(reflection, colleagues, SECOND, keys)
    result = results_of(reflection, user=facilitator)[0]
    assert [[part["count"] for part in row["parts"]] for row in result.rounds] == [[3, 1, 0, 0], [2, 0, 2, 0]]
    assert [[part["count"] for part in row["parts"]] for row in result.reasonable] == [[3, 0, 0, 1], [2, 2, 0, 0]]
    # Rows are round 1, columns round 2: the same, partly, different, cannot judge.
    assert [row["cells"] for row in result.matrix["rows"]] == [[2, 0, 1, 0], [0, 0, 1, 0], [0] * 4, [0] * 4]
    first, second = result.quadrants
    assert (list(first["cells"].values()), first["cannot_judge"]) == ([2, 1, 0, 0], 1)
    assert (list(second["cells"].values()), second["cannot_judge"]) == ([1, 1, 1, 1], 0)


def test_the_four_quadrants_are_drawn_and_told(
    reflection_in: Callable[..., Reflection], colleagues: list[User], facilitator: User, client_of: Any
) -> None:
    reflection = reflection_in()
    said(reflection, colleagues, FIRST)
    actions.reveal(reflection, user=facilitator)
    client = client_of(facilitator)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(f"/casussen/reflecties/{reflection.pk}/").content.decode()
    table = BeautifulSoup(page, "html.parser").select_one(".quadrants ~ .table-region table")
    assert table is not None
    assert [cell.text for cell in table.select("td.number")] == ["2", "1", "0", "0", "1"]
    assert "1 person could not judge one of the two" in page


# --- by perspective ---------------------------------------------------------------------------------------


@pytest.fixture
def seven(table_circle: Circle) -> list[User]:
    """Four professionals and three parents."""
    perspectives = ["professional"] * 4 + ["parent"] * 3
    return [MembershipFactory(circle=table_circle, user=UserFactory(perspective=one)).user for one in perspectives]


def shown_of(reflection: Reflection, user: User) -> tuple[list[int], bool]:
    result = results_of(Reflection.objects.get(pk=reflection.pk), user=user)[0]
    return [row["total"] for row in result.perspectives], result.matrix is not None


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        (7, ([4, 3], True)),
        # All but one professional: the difference with round 1 would be that one's answer.
        (6, ([], False)),
        # Only the professionals: three parents fewer, which is enough; there is one group left to see.
        (4, ([], True)),
    ],
)
def test_who_did_not_answer_again_is_not_given_away_by_the_difference(
    again: int, expected: Any, case: CaseStudyPage, seven: list[User], facilitator: User
) -> None:
    reflection = make_reflection(case, respondents=seven, user=facilitator, anonymous=True)
    keys = {user: actions.new_pair_key() for user in seven}
    for user in seven:
        answer_all(reflection, user=user, pair_key=keys[user])
    actions.reveal(reflection, user=facilitator)
    assert shown_of(reflection, facilitator)[0] == [4, 3]
    for user in seven[1:] if again == 6 else seven[:again]:
        answer_all(reflection, user=user, pair_key=keys[user], same_choice="partly", meaning="Anders.")
    actions.end_round_two(reflection, user=facilitator)
    assert shown_of(reflection, facilitator) == expected


def test_what_the_rows_keep_gives_the_same_pictures(case: CaseStudyPage, seven: list[User], facilitator: User) -> None:
    """Merging small groups when a round ends changes nothing of what was to be seen just before."""
    reflection = make_reflection(case, respondents=seven, user=facilitator, anonymous=True)
    keys = {user: actions.new_pair_key() for user in seven}
    for user in seven:
        answer_all(reflection, user=user, pair_key=keys[user])
    actions.reveal(reflection, user=facilitator)
    for user in seven:
        answer_all(reflection, user=user, pair_key=keys[user])
    before = shown_of(reflection, facilitator)
    actions.end_round_two(reflection, user=facilitator)
    assert (before, shown_of(reflection, facilitator)) == (([4, 3], True), before)


# --- the order of answers ---------------------------------------------------------------------------------


@pytest.fixture
def many(table_circle: Circle) -> list[User]:
    return [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(8)]


def order_of(reflection: Reflection, user: User, at: int = 0, number: str = "first") -> list[str]:
    result = results_of(Reflection.objects.get(pk=reflection.pk), user=user)[at]
    return [answer.pair_key for answer in getattr(result, number)]


@pytest.mark.parametrize("anonymous", [False, True])
def test_answers_stand_in_an_order_of_the_reader_that_tells_nothing(
    anonymous: bool, case: CaseStudyPage, many: list[User], facilitator: User, participant: User
) -> None:
    reflection = make_reflection(case, respondents=many, user=facilitator, anonymous=anonymous)
    keys = {user: actions.new_pair_key() for user in many}
    for user in many:
        answer_all(reflection, user=user, pair_key=keys[user] if anonymous else "")
    reflection = actions.reveal(reflection, user=facilitator)
    mine = order_of(reflection, facilitator)
    first = results_of(reflection, user=facilitator)[0].first
    names = [answer.pair_key for answer in sorted(first, key=lambda answer: str(answer.user))]
    times = [answer.pair_key for answer in sorted(first, key=lambda answer: str(answer.answered_at))]
    came = [list(keys.values())] if anonymous else [names, times]
    assert mine not in [*came, *(one[::-1] for one in came), sorted(mine)]
    answer_all(reflection, user=many[0], pair_key=keys[many[0]] if anonymous else "")
    assert order_of(reflection, facilitator) == mine  # also when rows were laid anew
    # Neither another reader nor another decision has the same, so that no place in the list is a person.
    assert mine not in (order_of(reflection, participant), order_of(reflection, facilitator, at=1))


# --- over time --------------------------------------------------------------------------------------------


def test_the_same_question_a_year_later_stands_beside_the_first(
    case: CaseStudyPage, colleagues: list[User], facilitator: User, participant: User, outsider: User, client_of: Any
) -> None:
    first = make_reflection(case, respondents=colleagues, user=facilitator, revealed=True)
    for user in colleagues:
        answer_all(first, user=user, same_choice="cannot_judge")
    actions.close(first, user=facilitator)
    assert over_time(case, user=participant) == []
    second = make_reflection(case, respondents=colleagues[:3], user=facilitator, answered=True)
    # Who still judges alone is not steered, by the timeline neither.
    assert (over_time(case, user=participant), answers_of(case, user=participant)) == ([], {})
    actions.reveal(second, user=facilitator)
    actions.end_round_two(second, user=facilitator)
    actions.close(second, user=facilitator)
    rows = over_time(case, user=participant)
    counts = [[part["count"] for part in row["parts"]] for row in rows[0]["rows"]]
    assert (len(rows), counts) == (3, [[0, 0, 0, 4], [3, 0, 0, 0]])  # the last round of each
    assert over_time(case, user=outsider) == []
    for address in (f"/casussen/reflecties/{second.pk}/", case.url):
        assert 'id="over-time"' in client_of(participant).get(address).content.decode()


def test_a_reflection_of_another_circle_is_not_counted(
    case: CaseStudyPage, colleagues: list[User], facilitator: User, participant: User
) -> None:
    make_reflection(case, respondents=colleagues, user=facilitator, closed=True)
    CaseStudyPage.objects.filter(pk=case.pk).update(audience_key="members")
    circle = CircleFactory(kind="learning_table")
    elsewhere = [MembershipFactory(circle=circle, user=UserFactory(), role="facilitator").user for _ in range(3)]
    for _time in range(2):
        other = actions.open_reflection(case, circle=circle, respondents=elsewhere, user=elsewhere[0])
        for user in elsewhere:
            answer_all(other, user=user)
        actions.reveal(other, user=elsewhere[0])
        actions.end_round_two(other, user=elsewhere[0])
        actions.close(other, user=elsewhere[0])
    assert over_time(case, user=participant) == []
    assert [len(one["rows"]) for one in over_time(case, user=elsewhere[0])] == [2, 2, 2]


def test_who_is_not_signed_in_sees_nothing_over_time(case: CaseStudyPage, visitor: Client) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert over_time(case, user=AnonymousUser()) == []
