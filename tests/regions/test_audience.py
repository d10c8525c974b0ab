from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from regions.audience import MEMBERS, PUBLIC, audience_choices, audience_keys, circle_id_of, circle_key
from regions.states import MembershipStatus
from tests.factories.regions import MembershipFactory


def test_a_visitor_holds_the_public_key_only() -> None:
    assert audience_keys(AnonymousUser()) == {PUBLIC}


def test_a_member_holds_a_key_per_circle(participant: Any, table_circle: Any) -> None:
    assert audience_keys(participant) == {PUBLIC, MEMBERS, table_circle.audience_key}


def test_a_superuser_reads_no_circle(admin: Any, table_circle: Any) -> None:
    assert audience_keys(admin) == {PUBLIC, MEMBERS}


@pytest.mark.parametrize("status", sorted(set(MembershipStatus) - {MembershipStatus.ACTIVE}))
def test_a_seat_that_is_not_active_opens_nothing(outsider: Any, table_circle: Any, status: str) -> None:
    MembershipFactory(user=outsider, circle=table_circle, status=status)
    assert audience_keys(outsider) == {PUBLIC, MEMBERS}


def test_somebody_no_longer_active_is_a_visitor(participant: Any) -> None:
    participant.is_active = False
    assert audience_keys(participant) == {PUBLIC}


def test_a_key_names_its_circle() -> None:
    assert (circle_id_of(circle_key(12)), circle_id_of(PUBLIC)) == (12, None)


def test_who_edits_a_page_is_offered_what_they_read_themselves(participant: Any, table_circle: Any) -> None:
    offered = [key for key, _label in audience_choices(participant)]
    assert offered == [PUBLIC, MEMBERS, table_circle.audience_key]


def test_an_audience_that_is_not_theirs_is_kept(outsider: Any) -> None:
    assert [key for key, _label in audience_choices(outsider, current="circle:99")] == [PUBLIC, MEMBERS, "circle:99"]
