"""Every text that a plan had stays, and two people who write at once lose nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from regions.actions import plans as actions
from regions.models import PlanPart, Region, RegionalPlan, User
from regions.states import IllegalMove, KeptBecause, PlanStatus
from tests.factories.plans import approve, make_plan
from tests.factories.regions import MembershipFactory, person

ClientOf = Callable[[User], Client]


@pytest.fixture
def plan(foodvalley: Region, foodvalley_coordinator: User) -> RegionalPlan:
    return make_plan(foodvalley, user=foodvalley_coordinator)


@pytest.fixture
def two(foodvalley: Region, client_of: ClientOf) -> list[Client]:
    """Two members of the region, each at a screen of their own."""
    people = [person(name) for name in ("eerste-schrijver", "tweede-schrijver")]
    for one in people:
        MembershipFactory(circle=foodvalley.circle, user=one, role="member")
    return [client_of(one) for one in people]


def url_of(name: str, plan: RegionalPlan, *args: int) -> str:
    return reverse(f"regions:{name}", args=[plan.region.slug, plan.pk, *args])


def opened(client: Client, url: str) -> dict[str, object]:
    return dict(client.get(url).context["form"].initial)


def test_two_who_write_one_part_at_once_both_keep_their_text(plan: RegionalPlan, two: list[Client]) -> None:
    url = url_of("plan_part", plan, plan.parts.earliest("pk").pk)
    first, second = (opened(client, url) for client in two)
    assert two[0].post(url, first | {"text": "Van de een."}).status_code == 302
    conflict = two[1].post(url, second | {"text": "Van de ander."})
    assert conflict.status_code == 409
    assert conflict.context["form"]["text"].value() == "Van de ander."
    assert [text for _label, text in conflict.context["form"].standing] == ["Van de een."]
    again = {"heading": "Kop", "text": "Van beiden.", "version": conflict.context["form"]["version"].value()}
    assert two[1].post(url, again).status_code == 302
    assert plan.parts.earliest("pk").text == "Van beiden."


def test_a_part_that_is_taken_out_while_somebody_writes_in_it_comes_back_with_what_they_wrote(
    plan: RegionalPlan, two: list[Client]
) -> None:
    part = plan.parts.earliest("pk")
    url, away = url_of("plan_part", plan, part.pk), url_of("remove_plan_part", plan, part.pk)
    writing, looking = opened(two[0], url), opened(two[1], away)
    assert two[1].post(away, looking).status_code == 302
    conflict = two[0].post(url, writing | {"text": "Een avond werk."})
    assert (conflict.status_code, conflict.context["form"]["text"].value()) == (409, "Een avond werk.")
    version = conflict.context["form"]["version"].value()
    assert two[0].post(url, writing | {"text": "Een avond werk.", "version": version}).status_code == 302
    assert plan.parts.latest("position").text == "Een avond werk."


def test_what_a_part_said_stays_when_it_is_taken_out_and_not_unseen(plan: RegionalPlan, two: list[Client]) -> None:
    part = plan.parts.earliest("pk")
    away = url_of("remove_plan_part", plan, part.pk)
    looked = opened(two[0], away)
    PlanPart.objects.filter(pk=part.pk).update(text="Pas later opgeschreven.")
    assert two[0].post(away, looked).status_code == 409
    assert two[0].post(away, opened(two[0], away)).status_code == 302
    kept = plan.versions.get(kept_because=KeptBecause.PART_REMOVED)
    shown = two[1].get(url_of("plan_version", plan, kept.number)).content.decode()
    assert "Pas later opgeschreven." in shown
    compared = two[1].get(url_of("plan_versions", plan), {"van": kept.number, "tot": 0})
    gone = [change for change in compared.context["changes"] if change.key == f"part:{part.pk}"]
    assert [(change.before, change.after) for change in gone] == [("Pas later opgeschreven.", "")]
    assert "<del>" in compared.content.decode()


def test_parts_change_places_and_that_is_told_as_such(
    plan: RegionalPlan, two: list[Client], foodvalley_coordinator: User
) -> None:
    actions.keep_plan_version(plan, what_changed="", user=foodvalley_coordinator)
    places = [part.pk for part in plan.parts.all()]
    two[0].post(url_of("move_plan_part", plan, places[0]), {"naar": "boven"})
    assert [part.pk for part in plan.parts.all()] == places, "the first stays the first"
    two[0].post(url_of("move_plan_part", plan, places[0]), {"naar": "onder"})
    assert [part.pk for part in plan.parts.all()] == [places[1], places[0], *places[2:]]
    changes = two[0].get(url_of("plan_versions", plan), {"van": 1, "tot": 0}).context["changes"]
    assert [change.key for change in changes] == ["order"]


def test_a_version_is_kept_at_each_step_and_when_asked_but_never_twice_alike(
    plan: RegionalPlan, foodvalley_coordinator: User
) -> None:
    actions.keep_plan_version(plan, what_changed="Eerste opzet", user=foodvalley_coordinator)
    with pytest.raises(IllegalMove):
        actions.keep_plan_version(plan, what_changed="", user=foodvalley_coordinator)
    approve(plan, user=foodvalley_coordinator)
    actions.move_plan(plan, to=PlanStatus.DRAFT, user=foodvalley_coordinator)
    assert list(plan.versions.order_by("number").values_list("kept_because", flat=True)) == [
        KeptBecause.ASKED,
        KeptBecause.CONSULTATION,
        KeptBecause.APPROVED,
        KeptBecause.TAKEN_UP,
    ]


def test_what_was_approved_cannot_be_written_in_and_nothing_typed_is_lost(
    plan: RegionalPlan, two: list[Client], foodvalley_coordinator: User
) -> None:
    url = url_of("plan_part", plan, plan.parts.earliest("pk").pk)
    form = opened(two[0], url)
    approve(plan, user=foodvalley_coordinator)
    refused = two[0].post(url, form | {"text": "Te laat."})
    assert (refused.status_code, refused.context["form"]["text"].value()) == (200, "Te laat.")
    assert not plan.parts.filter(text="Te laat.").exists()
