"""A word is replaced in a case that a circle reads, while somebody is still typing in the same part."""

from collections.abc import Callable

import pytest
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage
from casestudies.states import WriterRole
from regions.models import Circle, Region, User
from tests.casestudies.steps import kept, latest, rows, shared
from tests.casestudies.test_checks import marks, post
from tests.factories.casestudies import make_case
from tests.factories.regions import MembershipFactory, UserFactory

pytestmark = pytest.mark.once

STANDS = "Fatima Bouzidi belde de school."
TYPED = "Fatima Bouzidi belde de school. En toen dacht"


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


@pytest.fixture
def read(foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    """Read by its circle, with a name in it."""
    return make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        shared=True,
        situation=STANDS,
        perspectives=[("parent", STANDS)],
        tags=["fatima bouzidi", "school"],
    )


@pytest.fixture
def other(read: CaseStudyPage, table_circle: Circle, case_owner: User, client_of: Callable[[User], Client]) -> Client:
    """Somebody who writes along."""
    person = MembershipFactory(circle=table_circle, user=UserFactory()).user
    actions.ask_along(read, person=person, role=WriterRole.CO_WRITER, user=case_owner)
    return client_of(person)


def replace_the_name(owner: Client, case: CaseStudyPage, *, everywhere: bool = True) -> None:
    mark = next(mark for mark in marks(owner, case) if mark.text == "Fatima Bouzidi")
    post(owner, case, "vervangen", mark, label="[moeder]", all="1" if everywhere else "")


def test_the_draft_stays_a_draft_with_the_label_in_it(owner: Client, other: Client, read: CaseStudyPage) -> None:
    assert kept(other, read, "situatie", situation=TYPED).status_code == 200
    replace_the_name(owner, read)
    assert shared(read).situation == "[moeder] belde de school."
    assert latest(read).situation == "[moeder] belde de school. En toen dacht"
    assert not any("Bouzidi" in mark.text for mark in marks(owner, read))


def test_a_voice_that_is_being_written_stays_out(owner: Client, other: Client, read: CaseStudyPage) -> None:
    kept(other, read, "perspectieven", parent=TYPED, **rows({"perspective": "policy", "text": "Half een ge"}))
    replace_the_name(owner, read)
    assert [one.text for one in shared(read).perspectives.all()] == ["[moeder] belde de school."]
    assert [one.text for one in latest(read).perspectives.all()] == [
        "[moeder] belde de school. En toen dacht",
        "Half een ge",
    ]


def test_the_title_and_the_address_made_from_it(owner: Client, other: Client, read: CaseStudyPage) -> None:
    actions.edit_case_part(read, part="start", user=read.owner, title="Fatima Bouzidi wacht", circle=read.circle)
    kept(other, read, "begin", title="Fatima Bouzidi wacht op", circle=read.circle.pk)
    replace_the_name(owner, read)
    now = shared(read)
    assert (now.title, latest(read).title) == ("[moeder] wacht", "[moeder] wacht op")
    assert now.slug.startswith("moeder-wacht-") and "bouzidi" not in now.slug
    assert latest(read).slug == now.slug


def test_what_nobody_is_typing_in_is_read_at_once(owner: Client, other: Client, read: CaseStudyPage) -> None:
    kept(other, read, "kenmerken", summary="Half")
    replace_the_name(owner, read)
    assert shared(read).situation == latest(read).situation == "[moeder] belde de school."
    assert (shared(read).summary, latest(read).summary) == ("", "Half")


def test_a_keyword_goes_from_what_is_read(owner: Client, other: Client, read: CaseStudyPage) -> None:
    kept(other, read, "kenmerken", tags="fatima bouzidi, school, wachten")
    mark = next(mark for mark in marks(owner, read) if mark.part.key == "tags")
    post(owner, read, "vervangen", mark, label="[moeder]")
    assert (sorted(shared(read).tags.names()), sorted(latest(read).tags.names())) == (
        ["school"],
        ["school", "wachten"],
    )


def test_what_stands_before_a_name_is_not_said_twice(owner: Client, read: CaseStudyPage, case_owner: User) -> None:
    said = "De moeder Fatima Bouzidi belde. Later belde Fatima Bouzidi weer."
    actions.edit_case_part(read, part="situation", user=case_owner, situation=said)
    replace_the_name(owner, read)
    assert shared(read).situation == "De [moeder] belde. Later belde [moeder] weer."
