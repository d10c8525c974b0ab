"""Under which region something is written, and what its address tells."""

from typing import Any

import pytest

from learningtables.models import LearningTablePage
from lessons.actions import write_lesson
from lessons.models import LessonPage
from regions.models import Circle, Membership, Region, User
from tests.factories.learningtables import make_table
from tests.factories.lessons import LessonFactory
from tests.factories.visitations import People, start

pytestmark = pytest.mark.once


@pytest.fixture
def table(foodvalley: Region, twente: Region, zeeland: Region, table_circle: Circle) -> LearningTablePage:
    """Of Food Valley, with Twente."""
    table = make_table(region=foodvalley, circle=table_circle)
    table.further_regions = [twente]
    table.save()
    return table


def filled_in(region: Region, **fields: Any) -> dict[str, Any]:
    text = {"title": "Bel eerst de school", "why": "Dat scheelde weken."}
    return {
        **text,
        "direction": "change",
        "loop": "single",
        "certainty": "one_case",
        "lead_region": region.pk,
        **fields,
    }


def names(form: Any) -> list[str]:
    return [region.name for region in form.fields["lead_region"].queryset]


# --- the region ---------------------------------------------------------------------------------------


def test_a_lesson_of_a_table_is_of_one_of_its_regions(
    table: LearningTablePage, facilitator: User, twente: Region, zeeland: Region, client_of: Any
) -> None:
    client, address = client_of(facilitator), f"/lessen/nieuw/{table.circle_id}/"
    assert names(client.get(address).context["form"]) == ["Food Valley", "Twente"]
    refused = client.post(address, filled_in(zeeland))
    assert (refused.context["form"].errors.keys(), LessonPage.objects.exists()) == ({"lead_region"}, False)
    assert client.post(address, filled_in(twente)).status_code == 302
    assert LessonPage.objects.get().lead_region == twente


def test_the_writers_own_regions_can_be_chosen_too(
    table: LearningTablePage, facilitator: User, zeeland: Region, client_of: Any
) -> None:
    User.objects.filter(pk=facilitator.pk).update(home_region=None)
    Membership.objects.create(circle=zeeland.circle, user=facilitator, role="coordinator")
    form = client_of(facilitator).get(f"/lessen/nieuw/{table.circle_id}/").context["form"]
    assert names(form) == ["Food Valley", "Twente", "Zeeland"]
    assert form["lead_region"].value() is None


def test_the_only_region_is_chosen_already(
    foodvalley: Region, twente: Region, foodvalley_coordinator: User, client_of: Any
) -> None:
    User.objects.filter(pk=foodvalley_coordinator.pk).update(home_region=None)
    form = client_of(foodvalley_coordinator).get(f"/lessen/nieuw/{foodvalley.circle_id}/").context["form"]
    assert (names(form), form["lead_region"].value()) == (["Food Valley"], foodvalley.pk)


def test_a_committee_writes_for_the_region_it_visited_or_its_own(
    twente: Region, foodvalley: Region, zeeland: Region, chair: User, host: User, editor: User, client_of: Any
) -> None:
    visitation = start(twente, People(editor=editor, chair=chair, host=host))
    visitation.committee.memberships.update(status="active")
    form = client_of(chair).get(f"/lessen/nieuw/{visitation.committee_id}/").context["form"]
    assert names(form) == ["Twente", "Zeeland"]


def test_national_editors_write_for_the_whole_country(
    editor: User, foodvalley: Region, zeeland: Region, client_of: Any
) -> None:
    circle = editor.memberships.get().circle_id
    assert names(client_of(editor).get(f"/lessen/nieuw/{circle}/").context["form"]) == ["Food Valley", "Zeeland"]


def test_a_lesson_keeps_the_region_it_has(
    table: LearningTablePage, facilitator: User, zeeland: Region, client_of: Any
) -> None:
    lesson = write_lesson(
        region=zeeland, title="Bel", why="Ja.", audience_key=table.circle.audience_key, user=facilitator
    )
    form = client_of(facilitator).get(f"/lessen/{lesson.pk}/bewerken/").context["form"]
    assert (names(form), form["lead_region"].value()) == (["Food Valley", "Twente", "Zeeland"], zeeland.pk)


# --- the address --------------------------------------------------------------------------------------


def test_an_address_tells_nothing_of_a_closed_page_of_the_same_name(
    foodvalley: Region, table_circle: Circle, facilitator: User
) -> None:
    text = {"region": foodvalley, "title": "Bel eerst", "why": "Dat scheelde weken.", "user": facilitator}
    closed = [write_lesson(audience_key=table_circle.audience_key, **text) for _twice in range(2)]
    public = [LessonFactory(region=foodvalley, title="Bel eerst") for _twice in range(2)]
    assert [page.slug for page in public] == ["bel-eerst", "bel-eerst-2"]
    ends = {page.slug.removeprefix("bel-eerst-") for page in closed}
    assert (len(ends), {len(end) for end in ends}) == (2, {6})


def test_a_closed_page_needs_no_letter_in_its_title(
    foodvalley: Region, table_circle: Circle, facilitator: User
) -> None:
    lesson = write_lesson(
        region=foodvalley, title="?!", why="Ja.", audience_key=table_circle.audience_key, user=facilitator
    )
    assert len(lesson.slug) == 6


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("facilitator", ["Food Valley", "Twente"]),
        ("coordinator", ["Food Valley", "Zeeland"]),
        ("editor", ["Food Valley", "Twente", "Zeeland"]),
        ("admin", ["Food Valley", "Twente", "Zeeland"]),
    ],
)
def test_the_admin_offers_where_one_may_write_and_where_it_is(
    request: pytest.FixtureRequest, who: str, offered: list[str], table: LearningTablePage, foodvalley: Region
) -> None:
    form = LessonPage.get_edit_handler().get_form_class()(
        instance=LessonFactory(region=foodvalley), for_user=request.getfixturevalue(who)
    )
    assert sorted(region.name for region in form.fields["lead_region"].queryset) == offered
