"""Every screen in both languages, and lists that cost the same however long they are."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudyPage, Reflection
from regions.models import Circle, Region, User
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.regions import MembershipFactory, UserFactory

pytestmark = pytest.mark.once


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("state", ["answered", "revealed", "closed"])
def test_every_screen_renders(
    language: str,
    state: str,
    reflection_in: Callable[..., Reflection],
    draft: CaseStudyPage,
    case_owner: User,
    facilitator: User,
    client_of: Callable[[User], Client],
) -> None:
    reflection = reflection_in(**{state: True})
    case, point, own = reflection.case, reflection.case.decision_points.first(), draft.decision_points.first()
    lists = ["/casussen/", "/casussen/reflecties/", "/casussen/nieuw/", case.url]
    mine = [f"/casussen/{case.pk}/", f"/casussen/{case.pk}/schrijven/situatie/", f"/casussen/{case.pk}/afloop/"]
    mine += [f"/casussen/{case.pk}/beslispunten/{point.pk}/{part}" for part in ("nu/", "aanvulling/")]
    mine += [f"/casussen/{draft.pk}/{part}" for part in ("", "vastzetten/", "delen/", "beslispunten/nieuw/")]
    mine += [f"/casussen/{draft.pk}/beslispunten/{own.pk}/{part}" for part in ("", "weg/")]
    base = f"/casussen/reflecties/{reflection.pk}/"
    led = [base, f"{base}openen/", f"{base}sluiten/", f"{base}deelnemers/", f"/casussen/{case.pk}/reflectie/"]
    led += [f"{base}beslispunten/{point.pk}/conclusie/"]
    led += [] if state == "closed" else [f"{base}beslispunten/{point.pk}/"]
    for user, addresses in ((case_owner, lists + mine), (facilitator, lists + led)):
        client = client_of(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for address in addresses:
            response = client.get(address)
            assert (response.status_code, response.headers["Content-Language"]) == (200, language), address


def test_the_empty_list_explains_and_invites(
    participant: User, outsider: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    for client, invited in ((client_of(participant), True), (client_of(outsider), False), (visitor, False)):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = client.get("/casussen/").content.decode()
        assert "Cases stay inside the circle they were written for" in page
        assert ("/casussen/nieuw/" in page) == invited


def test_lists_cost_the_same_with_one_and_with_thirty(
    foodvalley: Region,
    table_circle: Circle,
    case_owner: User,
    participant: User,
    facilitator: User,
    client_of: Callable[[User], Client],
) -> None:
    def add(number: int) -> None:
        for _one in range(number):
            case = make_case(
                region=foodvalley,
                circle=table_circle,
                owner=case_owner,
                locked=True,
                shared=True,
                tags=["school"],
                perspectives=[("parent", "Wij wachtten.")],
                events=[(0, "Begin")],
            )
            make_reflection(case, respondents=[participant, facilitator], user=facilitator, answered=True)

    client = client_of(participant)
    add(1)
    before = [cost(client, address) for address in ("/casussen/", "/casussen/reflecties/")]
    add(29)
    assert [cost(client, address) for address in ("/casussen/", "/casussen/reflecties/")] == before
    assert max(before) <= 20


def reflection_of(people: int, points: int, region: Region, circle: Circle, owner: User, leader: User) -> Reflection:
    asked = [MembershipFactory(circle=circle, user=UserFactory()).user for _ in range(people)]
    case = make_case(region=region, circle=circle, owner=owner, points=points, locked=True, shared=True, disclosed=True)
    return make_reflection(case, respondents=asked, user=leader, closed=True)


def test_a_reflection_costs_the_same_however_many_answered(
    foodvalley: Region,
    table_circle: Circle,
    case_owner: User,
    facilitator: User,
    client_of: Callable[[User], Client],
) -> None:
    client, costs = client_of(facilitator), []
    for people, points in ((1, 1), (30, 4)):
        reflection = reflection_of(people, points, foodvalley, table_circle, case_owner, facilitator)
        costs.append((cost(client, f"/casussen/reflecties/{reflection.pk}/"), cost(client, reflection.case.url)))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 30
