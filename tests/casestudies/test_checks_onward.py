"""What comes after a replacement: where the reader goes on, what is offered, and what becomes of a keyword."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casestudies import texts
from casestudies.checking import marks_in, whole_keywords
from casestudies.models import CaseStudyPage
from casestudies.side_by_side import lay_out
from casestudies.texts import Passage
from regions.models import Circle, Region, User
from tests.factories.casestudies import make_case

pytestmark = pytest.mark.once

SITUATION = "Fatima belde. Bel 06-12345678. Joris zat op basisschool De Regenboog (14 leerlingen)."


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


@pytest.fixture
def case(foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    made = make_case(region=foodvalley, circle=table_circle, owner=case_owner, situation=SITUATION)
    made.tags.set(["verlies", "Fatima"])
    made.save_revision()
    return made


def the_mark(client: Client, case: CaseStudyPage, text: str, key: str = "situation") -> Any:
    marks = client.get(f"/casussen/{case.pk}/privacy/").context["marks"]
    return next(mark for mark in marks if mark.text == text and mark.part.key == key)


def post(client: Client, case: CaseStudyPage, door: str, mark: Any, **data: Any) -> Any:
    digest = texts.digest(texts.latest_texts(case))
    return client.post(f"/casussen/{case.pk}/privacy/{door}/", {"digest": digest, "place": mark.place, **data})


def goes_on_at(page: str) -> str:
    """The name of the finding that the form led to."""
    assert page.count('id="next"') == 1
    return re.sub(r"<[^>]+>", "", page.partition('id="next"')[2].partition("<h3")[2].partition("</h3>")[0])


# --- where the reader goes on ----------------------------------------------------------------------------


def test_every_form_leads_to_what_comes_next(owner: Client, case: CaseStudyPage) -> None:
    page = owner.get(f"/casussen/{case.pk}/privacy/").content.decode()
    doors = re.findall(rf'action="(/casussen/{case.pk}/privacy/(?:vervangen|behouden)/[^"]*)"', page)
    assert doors
    assert all(door.endswith("#next") for door in doors)


def test_after_a_replacement_the_next_open_finding_comes(owner: Client, case: CaseStudyPage) -> None:
    page = post(owner, case, "vervangen", the_mark(owner, case, "Fatima"), label="[moeder]").content.decode()
    assert "06-12345678" in goes_on_at(page)
    page = post(owner, case, "vervangen", the_mark(owner, case, "06-12345678"), label="[nummer]").content.decode()
    assert "Joris" in goes_on_at(page)


def test_after_keeping_too_and_from_the_last_back_to_the_first(owner: Client, case: CaseStudyPage) -> None:
    page = post(owner, case, "behouden", the_mark(owner, case, "Joris"), reason="Komt vaak voor.").content.decode()
    assert "De Regenboog" in goes_on_at(page)
    keyword = the_mark(owner, case, "Fatima", key="tags")
    page = post(owner, case, "behouden", keyword, reason="Komt vaak voor.").content.decode()
    assert "Fatima" in goes_on_at(page)


def test_what_was_refused_is_where_it_was_refused(owner: Client, case: CaseStudyPage) -> None:
    page = post(owner, case, "vervangen", the_mark(owner, case, "Joris"), label="Joris").content.decode()
    assert "finding__refusal" in page.partition('id="next"')[0].rpartition("<")[2]


def test_taking_back_what_is_nowhere_leads_to_the_first(owner: Client, case: CaseStudyPage) -> None:
    digest = texts.digest(texts.latest_texts(case))
    page = owner.post(f"/casussen/{case.pk}/privacy/toch-niet-behouden/", {"digest": digest, "place": "x"})
    assert page.status_code == 200
    assert "Fatima" in goes_on_at(page.content.decode())


def test_the_number_of_a_mark_stands_apart_from_its_words(owner: Client, case: CaseStudyPage) -> None:
    page = owner.get(f"/casussen/{case.pk}/privacy/").content.decode()
    said = re.sub(r"<[^>]+>", "", page.partition('id="part-situation"')[2].partition("</p>")[0])
    assert re.search(r"Fatima \(\d+ [^()]+\) +belde", said)


# --- keywords ----------------------------------------------------------------------------------------------


def keywords(case: CaseStudyPage) -> set[str]:
    return set(CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().tags.names())


def test_a_keyword_that_tells_is_removed(owner: Client, case: CaseStudyPage) -> None:
    mark = the_mark(owner, case, "Fatima", key="tags")
    page = post(owner, case, "vervangen", mark, label="[naam]")
    assert keywords(case) == {"verlies"}
    assert page.context["form"].removed_keyword
    assert str(page.context["done"]) in page.content.decode()
    plain = post(owner, case, "vervangen", the_mark(owner, case, "Joris"), label="[naam]")
    assert plain.context["done"] != page.context["done"]


def test_all_the_same_takes_the_keyword_along(owner: Client, case: CaseStudyPage) -> None:
    post(owner, case, "vervangen", the_mark(owner, case, "Fatima"), label="[moeder]", all="1")
    assert keywords(case) == {"verlies"}
    latest = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    assert latest.situation.startswith("[moeder] belde.")


def test_what_was_kept_in_another_keyword_stays_kept(owner: Client, case: CaseStudyPage) -> None:
    case.tags.set(["Fatima", "Joris", "verlies"])
    case.save_revision()
    post(owner, case, "behouden", the_mark(owner, case, "Joris", key="tags"), reason="Komt vaak voor.")
    post(owner, case, "vervangen", the_mark(owner, case, "Fatima", key="tags"), label="[naam]")
    assert keywords(case) == {"Joris", "verlies"}
    assert the_mark(owner, case, "Joris", key="tags").reason == "Komt vaak voor."


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["a"], "bb, cc"),
        (["bb"], "a, cc"),
        (["cc"], "a, bb"),
        (["a", "bb"], "cc"),
        (["bb", "cc"], "a"),
        (["a", "cc"], "bb"),
        (["a", "bb", "cc"], ""),
    ],
)
def test_keywords_go_whole_with_what_parts_them(words: list[str], left: str) -> None:
    said = "a, bb, cc"
    for start, end in reversed(whole_keywords(said, [(said.index(word), said.index(word) + 1) for word in words])):
        said = said[:start] + said[end:]
    assert said == left


# --- what is offered -----------------------------------------------------------------------------------------


def offered(text: str) -> dict[str, str]:
    parts = [Passage("situation", "Situatie", text)]
    sides = lay_out(parts, marks_in(parts))
    return {row.mark.text: row.label for side in sides for row in side.rows if row.mark.kind == "person"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Zijn moeder Fatima belde.", {"Fatima": "[moeder]"}),
        ("Later zei Fatima niets. Fatima, zijn moeder, huilde.", {"Fatima": "[moeder]"}),
        ("Volgens Petra (oma) ging het goed.", {"Petra": "[grootouder]"}),
        ("Fatima is de moeder van Joris.", {"Fatima": "[moeder]", "Joris": "[naam]"}),
        ("Fatima Bouzidi belde. Daarna zei Fatima niets.", {"Fatima Bouzidi": "[naam]", "Fatima": "[naam]"}),
        ("Fatima belde met Joris.", {"Fatima": "[naam 1]", "Joris": "[naam 2]"}),
        ("Zijn broer Daan en zijn broer Joris.", {"Daan": "[broer 1]", "Joris": "[broer 2]"}),
        ("[naam 1] belde met Joris.", {"Joris": "[naam 2]"}),
        ("[naam] belde met Joris.", {"Joris": "[naam 2]"}),
        ("[moeder] belde. Later kwam zijn moeder Fatima.", {"Fatima": "[moeder]"}),
    ],
)
def test_a_label_says_who_it_was_and_keeps_people_apart(text: str, labels: dict[str, str]) -> None:
    assert offered(text) == labels
