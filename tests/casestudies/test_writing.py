"""The text of a case, step by step: never lost when two people write, put back from earlier versions."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage
from regions.models import User
from regions.states import IllegalMove
from tests.casestudies.steps import STEPS, address, latest, rows, save, shared, version
from tests.factories.lessons import ThemeFactory
from tests.factories.regions import MembershipFactory, UserFactory


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


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
        assert "Only you." in readers
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


def test_the_enter_key_saves(owner: Client, draft: CaseStudyPage) -> None:
    page = BeautifulSoup(owner.get(address(draft, "tijdlijn")).content, "html.parser")
    first, *others = page.select("form[data-autosave] button[type=submit]")
    assert not first.has_attr("name")
    assert "add_rows" in {button.get("name") for button in others}


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
    assert [text for _label, text in response.context["form"].standing] == ["Van de ander."]


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
