"""THEN and NOW, kept apart and locked, through their pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage, DecisionPoint, NowRecord, Outcome, Reflection
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import NOW, OUTCOME, POINT


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


def titles(case: CaseStudyPage) -> list[str]:
    return list(case.decision_points.values_list("title", flat=True))


def test_decision_points_are_added_moved_and_deleted(owner: Client, draft: CaseStudyPage) -> None:
    base = f"/casussen/{draft.pk}/beslispunten/"
    owner.post(f"{base}nieuw/", {**POINT, "title": "Besluit 3"})
    first, _second, third = draft.decision_points.all()
    owner.post(f"{base}{third.pk}/volgorde/", {"direction": "up"})
    assert titles(draft) == ["Besluit 1", "Besluit 3", "Besluit 2"]
    owner.post(f"{base}{first.pk}/volgorde/", {"direction": "up"})
    assert titles(draft) == ["Besluit 1", "Besluit 3", "Besluit 2"]
    assert first.title in owner.get(f"{base}{first.pk}/weg/").content.decode()
    owner.post(f"{base}{first.pk}/weg/")
    assert titles(draft) == ["Besluit 3", "Besluit 2"]


def test_two_tabs_lose_nothing(owner: Client, draft: CaseStudyPage) -> None:
    point = draft.decision_points.first()
    address = f"/casussen/{draft.pk}/beslispunten/{point.pk}/"
    version = owner.get(address).context["form"]["version"].value()
    assert owner.post(address, {**POINT, "known": "Uit tab een.", "version": version}).status_code == 302
    response = owner.post(address, {**POINT, "known": "Uit tab twee.", "version": version})
    assert response.context["form"].standing[-1][1] == "Uit tab een."
    assert "Uit tab twee." in response.content.decode()
    version = response.context["form"]["version"].value()
    assert owner.post(address, {**POINT, "known": "Uit tab twee.", "version": version}).status_code == 302


def test_the_outcome_has_versions_too(owner: Client, draft: CaseStudyPage) -> None:
    address = f"/casussen/{draft.pk}/afloop/"
    assert owner.post(address, {"text": "Uit tab een.", "version": ""}).status_code == 302
    assert "Uit tab een." in owner.post(address, {"text": "Uit tab twee.", "version": ""}).content.decode()


def test_locking_needs_a_decision_point_and_happens_once(case_owner: User, draft: CaseStudyPage, owner: Client) -> None:
    draft.decision_points.all().delete()
    owner.post(f"/casussen/{draft.pk}/vastzetten/")
    assert not CaseStudyPage.objects.get(pk=draft.pk).is_locked
    actions.add_decision_point(draft, user=case_owner, **POINT)
    owner.post(f"/casussen/{draft.pk}/vastzetten/")
    moment = CaseStudyPage.objects.get(pk=draft.pk).then_locked_at
    owner.post(f"/casussen/{draft.pk}/vastzetten/")
    locked = CaseStudyPage.objects.get(pk=draft.pk)
    assert (locked.then_locked_at, locked.then_locked_by) == (moment, case_owner)


def test_locked_means_locked(owner: Client, case: CaseStudyPage, case_owner: User) -> None:
    point = case.decision_points.first()
    before = list(DecisionPoint.objects.order_by("pk").values())
    base = f"/casussen/{case.pk}/beslispunten/"
    stale = owner.post(f"{base}{point.pk}/", {**POINT, "known": "Met de kennis van nu."})
    assert "Met de kennis van nu." in stale.content.decode()
    owner.post(f"{base}nieuw/", POINT)
    owner.post(f"{base}{point.pk}/weg/")
    owner.post(f"{base}{point.pk}/volgorde/", {"direction": "down"})
    assert list(DecisionPoint.objects.order_by("pk").values()) == before
    assert owner.get(f"{base}{point.pk}/").url == f"/casussen/{case.pk}/schrijven/beslispunten/"


def test_an_addendum_stands_beside_a_locked_record(owner: Client, case: CaseStudyPage) -> None:
    point = case.decision_points.first()
    for _twice in range(2):
        owner.post(f"/casussen/{case.pk}/beslispunten/{point.pk}/aanvulling/", {"text": "De wijkagent was er ook bij."})
    assert [one.text for one in point.addenda.all()] == ["De wijkagent was er ook bij."]
    assert "De wijkagent was er ook bij." in owner.get(case.url).content.decode()


def test_no_addendum_before_the_lock(draft: CaseStudyPage, case_owner: User, owner: Client) -> None:
    point = draft.decision_points.first()
    assert owner.get(f"/casussen/{draft.pk}/beslispunten/{point.pk}/aanvulling/").status_code == 403
    with pytest.raises(IllegalMove):
        actions.add_addendum(point, text="Toch", user=case_owner)


def test_screens_of_the_owner_are_not_there_for_others(everyone: dict[str, Client], case: CaseStudyPage) -> None:
    point = case.decision_points.first()
    parts = [
        "",
        "schrijven/situatie/",
        "versies/",
        "schrijvers/",
        "vastzetten/",
        "delen/",
        "afloop/",
        "beslispunten/nieuw/",
    ]
    parts += [f"beslispunten/{point.pk}/{part}" for part in ("", "weg/", "nu/", "aanvulling/")]
    everyone.pop("case_owner")
    visitor = everyone.pop("visitor")
    for part in parts:
        address = f"/casussen/{case.pk}/{part}"
        assert visitor.get(address).url.startswith("/account/login/")
        for name, client in everyone.items():
            assert client.get(address).status_code == 404, (name, address)
            assert client.post(address).status_code == 404, (name, address)


# persons x states: who reads outcome and NOW on the page of the case
READERS: list[tuple[dict[str, Any], set[str]]] = [
    ({"revealed": False}, {"case_owner"}),
    ({"answered": True}, {"case_owner"}),
    ({"revealed": True}, {"case_owner", "facilitator", "participant"}),
    ({"closed": True}, {"case_owner", "facilitator", "participant"}),
]


@pytest.mark.parametrize(("state", "readers"), READERS)
def test_who_reads_how_it_went_on(
    state: dict[str, Any],
    readers: set[str],
    everyone: dict[str, Client],
    case: CaseStudyPage,
    reflection_in: Callable[..., Reflection],
) -> None:
    reflection = reflection_in(**state)
    for name, client in everyone.items():
        page = client.get(case.url).content.decode()
        assert (OUTCOME in page, NOW in page) == (name in readers,) * 2, name
        page = client.get(f"/casussen/reflecties/{reflection.pk}/", follow=True).content.decode()
        assert (OUTCOME in page, NOW in page) == (name in readers and reflection.is_revealed,) * 2, name


def test_a_later_reflection_closes_it_again_for_who_must_still_answer(
    reflection_in: Callable[..., Reflection], participant: User, case_owner: User
) -> None:
    reflection_in(closed=True)
    assert (Outcome.objects.readable_by(participant).count(), NowRecord.objects.readable_by(participant).count()) == (
        1,
        3,
    )
    reflection_in()
    assert (Outcome.objects.readable_by(participant).count(), NowRecord.objects.readable_by(participant).count()) == (
        0,
        0,
    )
    assert Outcome.objects.readable_by(case_owner).count() == 1
