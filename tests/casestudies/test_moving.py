"""Under which region a case is listed: changed by its owner, until others than the circle have its address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageLogEntry

from casestudies import actions
from casestudies.models import CaseStudyPage
from regions.audience import MEMBERS
from regions.models import Region, User
from regions.states import IllegalMove
from tests.casestudies.steps import save, shared
from tests.factories.checks import passed

pytestmark = pytest.mark.once


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client], foodvalley: Region, twente: Region) -> Client:
    """Lives in another region than the case is listed under."""
    case_owner.home_region = twente
    case_owner.save()
    return client_of(case_owner)


def path(case: CaseStudyPage) -> str:
    return f"/casussen/{case.pk}/regio/"


@pytest.mark.parametrize("name", ["draft", "case"])
def test_the_owner_moves_it(owner: Client, request: Any, name: str, twente: Region, participant: User) -> None:
    case = request.getfixturevalue(name)
    assert path(case) in owner.get(f"/casussen/{case.pk}/").content.decode()
    before = case.latest_revision_id
    assert owner.post(path(case), {"region": twente.pk}).status_code == 302
    now = shared(case)
    assert (now.lead_region, now.get_parent().specific.region, now.live) == (twente, twente, case.live)
    assert (now.latest_revision_id, now.has_unpublished_changes) == (before, case.has_unpublished_changes)
    assert now.get_latest_revision_as_object().lead_region == twente
    assert PageLogEntry.objects.filter(page=case.pk, action="casestudies.move_case").count() == 1


def test_what_is_saved_afterwards_leaves_it_there(
    owner: Client, case: CaseStudyPage, twente: Region, participant: User, client_of: Callable[[User], Client]
) -> None:
    owner.post(path(case), {"region": twente.pk})
    save(owner, case, "situatie", situation="Het duurde langer dan gedacht.")
    now = shared(case)
    assert (now.lead_region, now.situation) == (twente, "Het duurde langer dan gedacht.")
    assert client_of(participant).get(now.url).status_code == 200


def test_not_to_a_region_that_is_not_theirs(owner: Client, draft: CaseStudyPage, zeeland: Region) -> None:
    page = owner.post(path(draft), {"region": zeeland.pk})
    assert (page.status_code, "region" in page.context["form"].errors) == (200, True)
    with pytest.raises(IllegalMove):
        actions.move_case(draft, region=zeeland, user=draft.owner)


def test_not_once_others_have_read_it(owner: Client, case: CaseStudyPage, case_owner: User, twente: Region) -> None:
    passed(case, case_owner)
    actions.widen_case(case, audience_key=MEMBERS, user=case_owner)
    actions.narrow_case(case, user=case_owner)
    assert owner.get(path(case)).status_code == 403
    assert path(case) not in owner.get(f"/casussen/{case.pk}/").content.decode()
    with pytest.raises(IllegalMove):
        actions.move_case(case, region=twente, user=case_owner)


def test_nobody_but_the_owner(case: CaseStudyPage, participant: User, client_of: Callable[[User], Client]) -> None:
    assert client_of(participant).get(path(case)).status_code == 404
