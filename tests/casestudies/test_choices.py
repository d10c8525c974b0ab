"""What a form offers and leaves to people: the region of a case, how a reflection is answered, whether it can be closed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage, Reflection
from regions.models import Circle, Region, User
from tests.factories.casestudies import answer_all
from tests.factories.learningtables import make_table
from tests.factories.regions import MembershipFactory

from .test_cases import case_data

pytestmark = pytest.mark.once

Clients = Callable[[User], Client]


@pytest.fixture
def table(foodvalley: Region, table_circle: Circle) -> Any:
    return make_table(region=foodvalley, circle=table_circle)


def test_a_case_is_of_a_region_of_its_circle_or_of_the_writer(
    table: Any, case_owner: User, foodvalley: Region, zeeland: Region, twente: Region, client_of: Clients
) -> None:
    MembershipFactory(circle=twente.circle, user=case_owner, role="member")
    owner = client_of(case_owner)
    offered = owner.get("/casussen/nieuw/").context["form"].fields["region"].queryset
    assert list(offered) == [foodvalley, twente]
    # Twente belongs to another of the writer's circles, Zeeland to none.
    for region in (twente, zeeland):
        refused = owner.post("/casussen/nieuw/", case_data(table.circle, region))
        assert refused.context["form"].errors.keys() == {"region"}
    assert not CaseStudyPage.objects.exists()
    assert owner.post("/casussen/nieuw/", case_data(twente.circle, twente)).status_code == 302
    assert CaseStudyPage.objects.get().lead_region == twente


def test_the_only_region_of_a_case_is_chosen_already(
    table: Any, case_owner: User, foodvalley: Region, zeeland: Region, client_of: Clients
) -> None:
    User.objects.filter(pk=case_owner.pk).update(home_region=None)
    form = client_of(case_owner).get("/casussen/nieuw/").context["form"]
    assert form["region"].value() == foodvalley.pk


def test_which_circle_a_case_is_for_is_chosen_when_there_are_several(
    table: Any, case_owner: User, twente: Region, client_of: Clients
) -> None:
    def offered() -> list[str]:
        field = client_of(case_owner).get("/casussen/nieuw/").context["form"].fields["circle"]
        return [str(value) for value, _label in field.choices]

    assert offered() == [str(table.circle_id)]
    MembershipFactory(circle=twente.circle, user=case_owner, role="member")
    assert (offered()[0], len(offered())) == ("", 3)


def test_how_people_answer_is_chosen_and_not_taken_for_granted(
    case: CaseStudyPage, facilitator: User, participant: User, client_of: Clients
) -> None:
    leader, address = client_of(facilitator), f"/casussen/{case.pk}/reflectie/"
    assert leader.get(address).context["form"]["how"].value() is None
    answer = leader.post(address, {"respondents": [participant.pk]})
    assert answer.context["form"].errors.keys() == {"how"}
    assert not Reflection.objects.exists()


@pytest.fixture
def turned(reflection_in: Callable[..., Reflection], colleagues: list[User]) -> Reflection:
    """Everybody would choose otherwise by now, and nothing is concluded."""
    return reflection_in(revealed=True, same_choice="partly", meaning="Eerder bellen.")


def answer_again(reflection: Reflection, people: list[User]) -> None:
    for user in people:
        answer_all(reflection, user=user, same_choice="partly", meaning="Eerder bellen.")


def test_closing_is_offered_once_everything_is_concluded(
    turned: Reflection, colleagues: list[User], facilitator: User, client_of: Clients
) -> None:
    answer_again(turned, colleagues)
    leader, address = client_of(facilitator), f"/casussen/reflecties/{turned.pk}/sluiten/"
    first, *others = turned.case.decision_points.all()
    actions.conclude(turned, decision_point=first, no_change_because="Uitzondering.", user=facilitator)
    page = leader.get(address)
    assert 'class="form"' not in page.content.decode()
    assert [label for _url, label in page.context["still_to_do"][1]] == [point.title for point in others]
    for point in others:
        actions.conclude(turned, decision_point=point, no_change_because="Uitzondering.", user=facilitator)
    page = leader.get(address)
    assert (page.context["still_to_do"], 'class="form"' in page.content.decode()) == (None, True)


def test_what_is_left_to_conclude_gives_no_second_answers_away(
    turned: Reflection, colleagues: list[User], facilitator: User, client_of: Clients
) -> None:
    answer_again(turned, [user for user in colleagues if user != facilitator])
    base = f"/casussen/reflecties/{turned.pk}/"
    page = client_of(facilitator).get(f"{base}sluiten/")
    assert [url for url, _label in page.context["still_to_do"][1]] == [f"{base}ronde-2-beeindigen/"]


def test_more_than_one_conclusion_may_be_drawn_and_the_button_says_so(
    turned: Reflection, facilitator: User, client_of: Clients
) -> None:
    leader, address = client_of(facilitator), f"/casussen/reflecties/{turned.pk}/"
    leader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    actions.conclude(
        turned, decision_point=turned.case.decision_points.first(), no_change_because="Uitzondering.", user=facilitator
    )
    page = leader.get(address).content.decode()
    assert (page.count("Draw another conclusion"), page.count("Draw a conclusion")) == (1, 2)
