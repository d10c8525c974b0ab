"""Cases can be narrowed by what the central question came to; what not every reader of a case is told never reaches the index."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage, Reflection
from regions.models import User
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.regions import MembershipFactory, UserFactory

pytestmark = [pytest.mark.once, pytest.mark.django_db]

Told = Callable[..., dict[str, int]]


@pytest.fixture
def people(table_circle: Any, participant: User, facilitator: User) -> list[User]:
    return [participant, facilitator, MembershipFactory(circle=table_circle, user=UserFactory()).user]


@pytest.fixture
def case(foodvalley: Any, table_circle: Any, case_owner: User) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)


@pytest.fixture
def told(client_of: Callable[[User], Client], case_owner: User, django_capture_on_commit_callbacks: Any) -> Told:
    """told(deed): what the facet of the answers shows to who wrote the case, once ``deed`` is done and indexed."""

    def shown(deed: Callable[[], Any]) -> dict[str, int]:
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        facets = client_of(case_owner).get("/zoeken/?soort=case").context["facets"]
        options = next((facet["options"] for facet in facets if facet["name"] == "antwoord"), ())
        return {option["value"]: option["count"] for option in options}

    return shown


def answered(reflection: Reflection, people: Sequence[User], *choices: str) -> None:
    for person, choice in zip(people, choices, strict=True):
        answer_all(reflection, user=person, same_choice=choice, meaning="Eerder bellen.")


@pytest.mark.parametrize("anonymous", [False, True])
def test_an_answer_is_told_once_its_reflection_is_closed(
    anonymous: bool, case: CaseStudyPage, people: list[User], facilitator: User, told: Told
) -> None:
    reflection = make_reflection(case, respondents=people, user=facilitator, anonymous=anonymous)
    assert told(lambda: answered(reflection, people, "same", "same", "different")) == {}
    assert told(lambda: actions.reveal(reflection, user=facilitator)) == {}
    assert told(lambda: actions.end_round_two(reflection, user=facilitator)) == {}
    assert told(lambda: actions.close(reflection, user=facilitator)) == {"same": 1}


def test_nothing_is_told_while_somebody_judges_the_case_alone(
    case: CaseStudyPage, people: list[User], facilitator: User, told: Told
) -> None:
    assert told(lambda: make_reflection(case, respondents=people, user=facilitator, closed=True)) == {"same": 1}
    assert told(lambda: make_reflection(case, respondents=people, user=facilitator)) == {}


def test_nothing_is_told_of_fewer_than_may_be_told_apart(
    case: CaseStudyPage, people: list[User], facilitator: User, told: Told
) -> None:
    few = people[: settings.SMALL_NUMBERS_K - 1]
    assert told(lambda: make_reflection(case, respondents=few, user=facilitator, closed=True)) == {}


def test_nothing_is_told_of_a_case_that_others_than_its_circle_read(
    case: CaseStudyPage, people: list[User], facilitator: User, case_owner: User, told: Told
) -> None:
    make_reflection(case, respondents=people, user=facilitator, closed=True)
    assert CaseStudyPage.objects.get(pk=case.pk).told_answers() == ["same"]
    wide = CaseStudyPage.objects.get(pk=case.pk)
    wide.audience_key = "members"
    assert wide.told_answers() == []
