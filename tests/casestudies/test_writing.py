"""The text of a case, step by step: kept while typing, never lost when two people write, put back from earlier versions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casestudies import actions
from casestudies.models import CaseStudyPage
from regions.models import Circle, User
from regions.states import IllegalMove
from tests.factories.casestudies import POINT
from tests.factories.lessons import ThemeFactory
from tests.factories.regions import MembershipFactory, UserFactory

AUTOSAVE = {"X-Autosave": "1"}
STEPS = ["begin", "situatie", "perspectieven", "tijdlijn", "beslispunten", "kenmerken", "afloop"]


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


@pytest.fixture
def co_writer(table_circle: Circle) -> User:
    return MembershipFactory(circle=table_circle, user=UserFactory()).user


@pytest.fixture
def other(draft: CaseStudyPage, co_writer: User, client_of: Callable[[User], Client]) -> Client:
    """Somebody who writes the draft along."""
    actions.ask_along(draft, person=co_writer, role="co_writer", user=draft.owner)
    return client_of(co_writer)


def address(case: CaseStudyPage, step: str) -> str:
    return f"/casussen/{case.pk}/schrijven/{step}/"


def version(client: Client, path: str) -> str:
    return str(client.get(path).context["form"]["version"].value())


def rows(*filled: dict[str, Any], total: int = 3) -> dict[str, Any]:
    data: dict[str, Any] = {"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": 0}
    return data | {f"rows-{number}-{name}": value for number, row in enumerate(filled) for name, value in row.items()}


def save(client: Client, case: CaseStudyPage, step: str, **fields: Any) -> Any:
    path = address(case, step)
    return client.post(path, {"version": version(client, path), **fields})


def kept(client: Client, case: CaseStudyPage, step: str, **fields: Any) -> Any:
    path = address(case, step)
    return client.post(path, {"version": version(client, path), **fields}, headers=AUTOSAVE)


def latest(case: CaseStudyPage) -> CaseStudyPage:
    return CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()


def shared(case: CaseStudyPage) -> CaseStudyPage:
    """As its readers see it."""
    return CaseStudyPage.objects.get(pk=case.pk)


# --- the steps ------------------------------------------------------------------------------------------------------------


def test_every_step_says_where_one_is_and_who_can_read(
    owner: Client, draft: CaseStudyPage, case: CaseStudyPage
) -> None:
    for number, step in enumerate(STEPS, 1):
        page = owner.get(address(draft, step)).content.decode()
        assert f"Stap {number} van 8" in page or f"Step {number} of 8" in page
        assert page.count('aria-current="step"') == 1
        others = set(STEPS) - {step}
        assert all(address(draft, another) in page for another in others)
        readers = owner.get(address(draft, step), headers={"Accept-Language": "en"}).content.decode()
        assert "Only you and the people who write along." in readers
        assert "Leertafel Passende hulp" in owner.get(address(case, step)).content.decode()
    assert owner.get(address(draft, "nergens")).status_code == 404


def test_each_step_keeps_its_own_part_and_leads_to_the_next(owner: Client, draft: CaseStudyPage) -> None:
    theme = ThemeFactory(name="Wachten")
    circle = draft.circle.pk
    came = [
        save(owner, draft, "begin", title="Een plek", circle=circle),
        save(owner, draft, "situatie", situation="Het duurde lang."),
        save(owner, draft, "perspectieven", parent="Wij wachtten.", **rows({"perspective": "policy", "text": "Druk."})),
        save(owner, draft, "tijdlijn", **rows({"month": 4, "text": "Plek vrij."}, {"month": 0, "text": "Aanmelding."})),
        save(
            owner, draft, "kenmerken", summary="Kort.", life_domains="care", themes=theme.pk, tags="school, wachtlijst"
        ),
    ]
    following = ["situatie", "perspectieven", "tijdlijn", "beslispunten", "afloop"]
    assert [response.url for response in came] == [address(draft, step) for step in following]
    text = latest(draft)
    assert (text.title, text.situation, text.summary) == ("Een plek", "Het duurde lang.", "Kort.")
    assert [(one.perspective, one.text) for one in text.perspectives.all()] == [
        ("parent", "Wij wachtten."),
        ("policy", "Druk."),
    ]
    assert [(event.month, event.text) for event in text.events.all()] == [(0, "Aanmelding."), (4, "Plek vrij.")]
    assert [one.domain for one in text.life_domains.all()] == ["care"]
    assert (list(text.themes.all()), sorted(text.tags.names())) == ([theme], ["school", "wachtlijst"])
    assert save(owner, draft, "situatie", situation="Het duurde lang.", back="1").url == address(draft, "begin")


def test_half_a_row_is_pointed_out_and_more_rows_keep_what_was_typed(owner: Client, draft: CaseStudyPage) -> None:
    response = save(owner, draft, "tijdlijn", **rows({"month": 4}))
    assert response.context["form"].rows.errors[0].keys() == {"text"}
    page = save(owner, draft, "tijdlijn", add_rows="1", **rows({"text": "Half ingevuld"})).content.decode()
    assert "Half ingevuld" in page
    assert "error-summary" not in page


# --- two people -----------------------------------------------------------------------------------------------------------


def test_two_people_on_one_step_lose_nothing(owner: Client, other: Client, draft: CaseStudyPage) -> None:
    path = address(draft, "situatie")
    old = version(owner, path)
    other.post(path, {"situation": "Van de ander.", "version": old})
    response = owner.post(path, {"situation": "Van mij.", "version": old})
    page = response.content.decode()
    assert "Van de ander." in page
    assert "Van mij." in page
    assert latest(draft).situation == "Van de ander."
    owner.post(path, {"situation": "Van mij.", "version": response.context["form"]["version"].value()})
    assert latest(draft).situation == "Van mij."
    assert "Van de ander." in str(list(draft.revisions.values_list("content", flat=True)))


def test_rows_of_another_are_shown_too(owner: Client, other: Client, draft: CaseStudyPage) -> None:
    path = address(draft, "tijdlijn")
    old = version(owner, path)
    other.post(path, {"version": old, **rows({"month": 2, "text": "Van de ander."})})
    response = owner.post(path, {"version": old, **rows({"month": 3, "text": "Van mij."})})
    assert [text for _label, text in response.context["form"].stored] == ["Van de ander."]


def test_two_people_on_two_steps_never_meet(owner: Client, other: Client, draft: CaseStudyPage) -> None:
    mine, theirs = address(draft, "situatie"), address(draft, "kenmerken")
    my_version, their_version = version(owner, mine), version(other, theirs)
    assert owner.post(mine, {"situation": "Van mij.", "version": my_version}).status_code == 302
    assert other.post(theirs, {"summary": "Van de ander.", "version": their_version}).status_code == 302
    assert (latest(draft).situation, latest(draft).summary) == ("Van mij.", "Van de ander.")


def test_sending_the_same_twice_is_no_conflict(owner: Client, draft: CaseStudyPage) -> None:
    path = address(draft, "situatie")
    sent = {"situation": "Eén keer.", "version": version(owner, path)}
    assert [owner.post(path, sent).status_code for _twice in range(2)] == [302, 302]


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


# --- earlier versions -----------------------------------------------------------------------------------------------------


def test_an_earlier_version_is_put_back_as_a_new_one(owner: Client, draft: CaseStudyPage) -> None:
    save(owner, draft, "perspectieven", parent="Eerst.", **rows())
    earlier = CaseStudyPage.objects.get(pk=draft.pk).get_latest_revision()
    save(owner, draft, "perspectieven", parent="Later.", **rows())
    count = draft.revisions.count()
    page = owner.get(f"/casussen/{draft.pk}/versies/{earlier.pk}/").content.decode()
    assert "Eerst." in page
    assert "Later." in page
    assert str(earlier.pk) in owner.get(f"/casussen/{draft.pk}/versies/").content.decode()
    owner.post(f"/casussen/{draft.pk}/versies/{earlier.pk}/terug/")
    assert [one.text for one in latest(draft).perspectives.all()] == ["Eerst."]
    assert draft.revisions.count() == count + 1


def test_putting_back_moves_nothing_but_the_text(case: CaseStudyPage, case_owner: User, draft: CaseStudyPage) -> None:
    earlier = case.revisions.earliest("pk")
    actions.edit_case_part(case, part="situation", situation="Nieuw.", user=case_owner)
    actions.put_back(case, revision=earlier, user=case_owner)
    now = shared(case)
    assert (now.situation, now.is_locked, now.circle, now.audience_key) == (
        case.situation,
        True,
        case.circle,
        case.audience_key,
    )
    with pytest.raises(IllegalMove):
        actions.put_back(draft, revision=earlier, user=case_owner)


def test_another_case_s_version_is_not_there(owner: Client, case: CaseStudyPage, draft: CaseStudyPage) -> None:
    revision = case.revisions.earliest("pk").pk
    assert owner.get(f"/casussen/{draft.pk}/versies/{revision}/").status_code == 404
    assert owner.post(f"/casussen/{draft.pk}/versies/{revision}/terug/").status_code == 404


# --- what it costs --------------------------------------------------------------------------------------------------------


def test_a_longer_case_costs_no_more_queries(
    owner: Client, draft: CaseStudyPage, case_owner: User, queries_of: Callable[[Client, str], int]
) -> None:
    paths = [f"/casussen/{draft.pk}/", *(address(draft, step) for step in STEPS), f"/casussen/{draft.pk}/versies/"]

    def lengthen(size: int) -> None:
        actions.edit_case_part(draft, part="timeline", events=[(n, f"Iets {n}") for n in range(size)], user=case_owner)
        said = [("parent", f"Ouder {n}") for n in range(size)]
        actions.edit_case_part(draft, part="perspectives", perspectives=said, user=case_owner)

    lengthen(1)
    few = {path: queries_of(owner, path) for path in paths}
    for _more in range(5):
        lengthen(20)
    for person in (UserFactory() for _ in range(5)):
        MembershipFactory(circle=draft.circle, user=person)
        actions.ask_along(draft, person=person, role="reader", user=case_owner)
    assert {path: queries_of(owner, path) for path in paths} == few


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
