"""Founding a table and changing it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from learningtables.models import LearningTablePage
from regions.audience import MEMBERS
from regions.models import Region, User
from regions.states import Role
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import ActionFactory
from tests.factories.regions import CircleFactory, MembershipFactory

pytestmark = pytest.mark.once

ClientOf = Callable[[User], Client]


def founding(region: Region, **fields: object) -> dict[str, object]:
    data = {
        "region": region.pk,
        "title": "Leertafel Samen",
        "purpose": "Leren van wat schuurt.",
        "audience_key": "public",
    }
    return {**data, **fields}


@pytest.mark.parametrize("who", ["foodvalley_coordinator", "editor"])
def test_a_coordinator_and_an_editor_found_a_table(
    who: str, request: pytest.FixtureRequest, foodvalley: Region, client_of: ClientOf
) -> None:
    founder = request.getfixturevalue(who)
    answer = client_of(founder).post(reverse("learningtables:found"), founding(foodvalley, tags="Toegang, wachtlijst"))
    table = LearningTablePage.objects.get(title="Leertafel Samen")
    assert answer.url == table.url
    assert table.get_parent().pk == foodvalley.page.pk
    assert [(seat.user, seat.role) for seat in table.people] == [(founder, Role.FACILITATOR)]
    assert sorted(table.tags.names()) == ["toegang", "wachtlijst"]
    assert PageLogEntry.objects.filter(page=table.pk, action="learningtables.found_table", user=founder).exists()


def test_another_person_leads_the_table(
    foodvalley: Region, foodvalley_coordinator: User, outsider: User, client_of: ClientOf
) -> None:
    data = founding(foodvalley, facilitator=outsider.email.upper(), audience_key="circle")
    answer = client_of(foodvalley_coordinator).post(reverse("learningtables:found"), data)
    table = LearningTablePage.objects.get(title="Leertafel Samen")
    assert [seat.user for seat in table.people] == [outsider]
    assert table.audience_key == table.circle.audience_key
    assert answer.url == reverse("learningtables:list")  # who founds a closed table for another cannot open it
    assert client_of(foodvalley_coordinator).get(table.url).status_code == 404
    assert client_of(outsider).get(table.url).status_code == 200


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    foodvalley: Region, foodvalley_coordinator: User, client_of: ClientOf
) -> None:
    data = founding(foodvalley, facilitator="niemand@example.org", rhythm="Elke zes weken")
    answer = client_of(foodvalley_coordinator).post(reverse("learningtables:found"), data)
    assert answer.status_code == 200
    assert "facilitator" in answer.context["form"].errors
    assert "Elke zes weken" in answer.content.decode()
    assert not LearningTablePage.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("foodvalley_coordinator", 200),
        ("coordinator", 200),
        ("editor", 200),
        ("facilitator", 403),
        ("participant", 403),
        ("outsider", 403),
        ("admin", 403),
    ],
)
def test_who_may_found(who: str, status: int, request: pytest.FixtureRequest, client_of: ClientOf) -> None:
    assert client_of(request.getfixturevalue(who)).get(reverse("learningtables:found")).status_code == status


def test_a_coordinator_founds_in_the_own_region_only(
    foodvalley: Region, coordinator: User, client_of: ClientOf
) -> None:
    answer = client_of(coordinator).post(reverse("learningtables:found"), founding(foodvalley))
    assert "region" in answer.context["form"].errors
    assert not LearningTablePage.objects.exists()


def test_two_regions_may_have_a_table_of_the_same_name(
    foodvalley: Region, zeeland: Region, editor: User, client_of: ClientOf
) -> None:
    client = client_of(editor)
    for region in (foodvalley, zeeland):
        client.post(reverse("learningtables:found"), founding(region))
    answer = client.post(reverse("learningtables:found"), founding(zeeland))
    assert answer.context["form"].non_field_errors()
    names = LearningTablePage.objects.order_by("pk").values_list("circle__name", flat=True)
    assert list(names) == ["Leertafel Samen", "Leertafel Samen (Zeeland)"]


def test_a_table_that_its_founder_may_not_see_is_not_told_of(
    foodvalley: Region, foodvalley_coordinator: User, facilitator: User, editor: User, client_of: ClientOf
) -> None:
    data = founding(foodvalley, facilitator=facilitator.email, audience_key="circle")
    client_of(editor).post(reverse("learningtables:found"), data)
    answer = client_of(foodvalley_coordinator).post(reverse("learningtables:found"), founding(foodvalley))
    hidden, founded = LearningTablePage.objects.order_by("pk")
    assert (answer.status_code, answer.url) == (302, founded.url)
    assert (founded.slug, founded.circle.name) == ("leertafel-samen", "Leertafel Samen")
    assert hidden.slug != founded.slug


# --- the page ---------------------------------------------------------------------------------------


def test_members_and_actions_are_for_the_table_only(
    table: LearningTablePage, facilitator: User, participant: User, outsider: User, client_of: ClientOf, visitor: Client
) -> None:
    ActionFactory(circle=table.circle, owner=participant, what="De school eerder bellen")
    inside = client_of(participant).get(table.url).content.decode()
    assert "De school eerder bellen" in inside
    assert str(facilitator) in inside
    for client in (client_of(outsider), visitor):
        outside = client.get(table.url).content.decode()
        assert table.purpose in outside
        assert "De school eerder bellen" not in outside
        assert str(facilitator) not in outside


def test_buttons_are_for_who_leads(
    table: LearningTablePage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    plan = reverse("learningtables:plan", args=[table.pk])
    assert plan in client_of(facilitator).get(table.url).content.decode()
    assert plan not in client_of(participant).get(table.url).content.decode()


def test_an_outsider_sees_no_session_of_a_public_table(
    table: LearningTablePage, facilitator: User, outsider: User, client_of: ClientOf
) -> None:
    coming, past = (
        make_session(table, user=facilitator),
        make_session(table, user=facilitator, held=True, title="Eerder"),
    )
    inside = client_of(facilitator).get(table.url).content.decode()
    outside = client_of(outsider).get(table.url).content.decode()
    assert (coming.url in inside, past.url in inside) == (True, True)
    assert (coming.url in outside, past.url in outside) == (False, False)


def grow(table: LearningTablePage, facilitator: User, rows: int) -> None:
    for number in range(rows):
        member = MembershipFactory(circle=table.circle).user
        ActionFactory(circle=table.circle, owner=member)
        make_session(table, user=facilitator, days=number + 1, title=f"Komt {number}", participants=[member])
        make_session(table, user=facilitator, held=True, title=f"Was {number}", participants=[member])


def test_the_number_of_queries_does_not_grow(
    table: LearningTablePage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    client = client_of(facilitator)
    urls = [table.url, reverse("learningtables:members", args=[table.pk]), reverse("learningtables:sessions")]

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    grow(table, facilitator, 1)
    client.get(table.url)
    few = [queries(url) for url in urls]
    grow(table, facilitator, 29)
    assert [queries(url) for url in urls] == few


def test_the_list_of_tables_costs_the_same_with_thirty(
    table: LearningTablePage, foodvalley: Region, facilitator: User, visitor: Client
) -> None:
    url = reverse("learningtables:list")
    visitor.get(url)
    with CaptureQueriesContext(connection) as few:
        visitor.get(url)
    for number in range(29):
        make_table(region=foodvalley, circle=CircleFactory(), title=f"Tafel {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(visitor.get(url).context["pages"]) == 20
    assert len(many) == len(few)


def test_a_table_for_members_is_not_listed_for_visitors(
    table: LearningTablePage, foodvalley: Region, outsider: User, client_of: ClientOf, visitor: Client
) -> None:
    make_table(region=foodvalley, circle=CircleFactory(), title="Voor leden", audience_key=MEMBERS)
    closed = CircleFactory()
    make_table(region=foodvalley, circle=closed, title="Gesloten", audience_key=closed.audience_key)
    url = reverse("learningtables:list")
    assert {page.title for page in visitor.get(url).context["pages"]} == {table.title}
    assert {page.title for page in client_of(outsider).get(url).context["pages"]} == {table.title, "Voor leden"}


# --- changing it ------------------------------------------------------------------------------------


def changing(table: LearningTablePage, **fields: object) -> dict[str, object]:
    data = {
        "title": table.title,
        "purpose": table.purpose,
        "audience_key": "public",
        "version": table.latest_revision_id,
    }
    return {**data, **fields}


def test_a_facilitator_changes_the_table(table: LearningTablePage, facilitator: User, client_of: ClientOf) -> None:
    url = reverse("learningtables:change_table", args=[table.pk])
    client_of(facilitator).post(url, changing(table, rhythm="Elke maand", audience_key="members"))
    table.refresh_from_db()
    assert (table.rhythm, table.audience_key) == ("Elke maand", MEMBERS)


def test_who_saves_second_sees_both_and_decides(
    table: LearningTablePage, facilitator: User, client_of: ClientOf
) -> None:
    url = reverse("learningtables:change_table", args=[table.pk])
    client = client_of(facilitator)
    before = changing(table)
    client.post(url, {**before, "purpose": "Van de eerste"})
    second = client.post(url, {**before, "purpose": "Van de tweede"})
    assert second.status_code == 409
    assert "Van de eerste" in second.content.decode()
    assert "Van de tweede" in second.content.decode()
    again = {**before, "purpose": "Van de tweede", "version": second.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    table.refresh_from_db()
    assert table.purpose == "Van de tweede"


@pytest.mark.parametrize(("who", "status"), [("participant", 403), ("outsider", 403), ("admin", 403), ("editor", 403)])
@pytest.mark.parametrize("name", ["change_table", "invite", "plan"])
def test_only_facilitators_lead(
    name: str, who: str, status: int, request: pytest.FixtureRequest, table: LearningTablePage, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse(f"learningtables:{name}", args=[table.pk])).status_code == status


def test_a_visitor_is_asked_to_sign_in(table: LearningTablePage, visitor: Client) -> None:
    answer = visitor.get(reverse("learningtables:plan", args=[table.pk]))
    assert answer.url.startswith(reverse("account_login"))


# --- people ---------------------------------------------------------------------------------------------
