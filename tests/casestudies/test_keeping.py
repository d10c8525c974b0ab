"""What is typed is kept by itself, half of it too, and shown to nobody before it is saved."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casestudies.models import CaseStudyPage
from regions.models import User
from tests.casestudies.steps import AUTOSAVE, address, kept, latest, rows, save, shared, version
from tests.factories.casestudies import POINT


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


# --- kept while typing ----------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_half_a_row_and_all(owner: Client, draft: CaseStudyPage) -> None:
    path = address(draft, "tijdlijn")
    answer = owner.post(path, {"version": version(owner, path), **rows({"text": "Zonder maand"})}, headers=AUTOSAVE)
    assert set(answer.json()) == {"saved", "version"}
    assert answer.json()["version"] == version(owner, path)
    assert "Zonder maand" in owner.get(path).content.decode()
    assert kept(owner, draft, "situatie", situation="").status_code == 200
    assert latest(draft).situation == ""
    assert "Zonder maand" in owner.get(f"/casussen/{draft.pk}/").content.decode()
    owner.post(f"/casussen/{draft.pk}/delen/")
    assert not shared(draft).live


def test_what_cannot_be_kept_is_said(owner: Client, other: Client, draft: CaseStudyPage) -> None:
    assert "error" in kept(owner, draft, "begin", title="", circle=draft.circle.pk).json()
    path = address(draft, "situatie")
    old = version(owner, path)
    kept(other, draft, "situatie", situation="Van de ander.")
    answer = owner.post(path, {"situation": "Van mij.", "version": old}, headers=AUTOSAVE)
    assert (answer.status_code, set(answer.json())) == (409, {"conflict"})
    assert latest(draft).situation == "Van de ander."


def test_one_sitting_is_one_version(owner: Client, other: Client, draft: CaseStudyPage) -> None:
    before = draft.revisions.count()
    for text in ("E", "Er", "Er was"):
        kept(owner, draft, "situatie", situation=text)
    assert draft.revisions.count() == before + 1
    draft.revisions.update(created_at=timezone.now() - timedelta(minutes=6))
    kept(owner, draft, "situatie", situation="Er was eens")
    kept(other, draft, "kenmerken", summary="Van de ander")
    kept(owner, draft, "situatie", situation="Er was eens een gezin")
    assert draft.revisions.count() == before + 4
    save(owner, draft, "situatie", situation="Er was eens een gezin.")
    kept(owner, draft, "situatie", situation="Er was eens een gezin. En")
    assert "Er was eens een gezin." in [revision.as_object().situation for revision in draft.revisions.all()]


# --- shared already -------------------------------------------------------------------------------------------------------


def test_typing_in_a_shared_case_shows_nothing_until_it_is_saved(
    owner: Client, case: CaseStudyPage, participant: User, client_of: Callable[[User], Client]
) -> None:
    kept(owner, case, "situatie", situation="Half get")
    assert "Half get" not in client_of(participant).get(case.url).content.decode()
    assert "Half get" in owner.get(address(case, "situatie")).content.decode()
    assert (
        "Kept, not shared yet" in owner.get(f"/casussen/{case.pk}/", headers={"Accept-Language": "en"}).content.decode()
    )
    assert save(owner, case, "situatie", situation="").status_code == 200
    save(owner, case, "situatie", situation="Heel getypt.")
    assert "Heel getypt." in client_of(participant).get(case.url).content.decode()
    assert not shared(case).has_unpublished_changes


def test_no_search_finds_what_is_only_kept(
    owner: Client, case: CaseStudyPage, participant: User, client_of: Callable[[User], Client]
) -> None:
    kept(owner, case, "situatie", situation="Een zeldzaam woord: kwartelkoning.")
    reader = client_of(participant)
    assert list(reader.get("/zoeken/?q=kwartelkoning").context["page_obj"]) == []
    save(owner, case, "situatie", situation="Een zeldzaam woord: kwartelkoning.")
    assert [page.pk for page in reader.get("/zoeken/?q=kwartelkoning").context["page_obj"]] == [case.pk]


def test_what_was_taken_offline_is_not_put_online_by_saving(owner: Client, case: CaseStudyPage) -> None:
    case.unpublish()
    save(owner, case, "situatie", situation="Bijgewerkt.")
    assert (shared(case).live, latest(case).situation) == (False, "Bijgewerkt.")
    readers = owner.get(address(case, "situatie"), headers={"Accept-Language": "en"}).content.decode()
    assert re.search(r"It has been taken offline\.\s+Only you\.", readers)


def test_saving_one_step_shares_that_step_only(owner: Client, case: CaseStudyPage) -> None:
    before = case.situation
    kept(owner, case, "situatie", situation="Half get")
    save(owner, case, "kenmerken", summary="Af.")
    assert (shared(case).summary, shared(case).situation) == ("Af.", before)
    assert (latest(case).summary, latest(case).situation) == ("Af.", "Half get")
    assert (shared(case).is_locked, shared(case).live) == (True, True)


def test_a_wide_case_keeps_its_text_until_the_next_check(owner: Client, case: CaseStudyPage) -> None:
    CaseStudyPage.objects.filter(pk=case.pk).update(audience_key="members")
    save(owner, case, "situatie", situation="Na de toets.")
    assert (shared(case).situation, latest(case).situation) == (case.situation, "Na de toets.")


# --- screens without versions ---------------------------------------------------------------------------------------------


def test_a_decision_point_half_typed_is_there_again_for_who_typed_it(
    owner: Client, other: Client, draft: CaseStudyPage
) -> None:
    path = f"/casussen/{draft.pk}/beslispunten/nieuw/"
    answer = owner.post(path, {"title": "Half getypt", "month": "", "confidence": "3"}, headers=AUTOSAVE)
    assert set(answer.json()) == {"saved"}
    form = owner.get(path).context["form"]
    assert (form["title"].value(), form["confidence"].value()) == ("Half getypt", "3")
    assert "Half getypt" not in other.get(path).content.decode()
    assert not draft.decision_points.filter(title="Half getypt").exists()
    owner.post(path, {**POINT, "title": "Heel getypt"})
    assert draft.decision_points.filter(title="Heel getypt").exists()
    assert "Half getypt" not in owner.get(path).content.decode()


def test_what_was_typed_can_be_thrown_away_and_meets_what_was_saved_since(
    owner: Client, other: Client, draft: CaseStudyPage
) -> None:
    path = f"/casussen/{draft.pk}/afloop/"
    owner.post(path, {"text": "Van mij.", "version": ""}, headers=AUTOSAVE)
    other.post(path, {"text": "Van de ander.", "version": ""})
    form = owner.get(path).context["form"]
    response = owner.post(path, {"text": form["text"].value(), "version": form["version"].value() or ""})
    page = response.content.decode()
    assert "Van mij." in page
    assert "Van de ander." in page
    owner.post(path, {"discard": "1"})
    assert owner.get(path).context["form"]["text"].value() == "Van de ander."


def test_locking_warns_of_what_was_not_saved_and_keeps_none_of_it(
    owner: Client, other: Client, draft: CaseStudyPage
) -> None:
    point = draft.decision_points.first()
    assert point is not None
    path = f"/casussen/{draft.pk}/beslispunten/{point.pk}/"
    lock = f"/casussen/{draft.pk}/vastzetten/"
    english = {"Accept-Language": "en"}
    assert "has not saved it" not in owner.get(lock, headers=english).content.decode()
    other.post(path, {"known": "Half"}, headers=AUTOSAVE)
    assert "has not saved it" in owner.get(lock, headers=english).content.decode()
    owner.post(lock)
    assert not draft.kept_texts.exists()
    assert other.post(path, {"known": "Half"}, headers=AUTOSAVE).status_code == 403
