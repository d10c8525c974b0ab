"""Saved searches: kept from the search page, shared with a circle, changed and deleted by who made them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from lessons.models import Follow
from regions.models import Membership
from regions.states import IllegalMove, MembershipStatus
from search import actions
from search.actions import MOST_SAVED
from search.models import SavedSearch
from tests.factories.regions import CircleFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST, NEW = "/zoeken/bewaard/", "/zoeken/bewaard/nieuw/"
ADDRESS = "?q=wachtlijst&regio=twente&soort=lesson"


def keep(client: Client, address: str = ADDRESS, **typed: Any) -> Any:
    return client.post(f"{NEW}{address}", {"name": "Wachten", **typed})


def names_on(client: Client) -> tuple[list[str], list[str]]:
    context = client.get(LIST).context
    return tuple([row["saved"].name for row in context[part]] for part in ("own", "shared"))  # type: ignore[return-value]


@pytest.fixture
def shared(client_of: Any, participant: Any, table_circle: Any) -> SavedSearch:
    keep(client_of(participant), circle=table_circle.pk)
    return SavedSearch.objects.get()


def test_the_search_page_leads_to_keeping_what_is_asked(client_of: Any, outsider: Any, twente: Any) -> None:
    client = client_of(outsider)
    page = client.get(f"/zoeken/{ADDRESS}&regio=&page=3&onzin=1")
    assert f"{NEW}?q=wachtlijst&amp;soort=lesson&amp;regio=twente" in page.content.decode()
    form = client.get(f"{NEW}{ADDRESS}")
    assert form.context["form"].initial["name"] == "wachtlijst · Les · Twente"
    assert "Twente" in form.content.decode()


def test_a_visitor_is_asked_to_sign_in(visitor: Client, twente: Any) -> None:
    assert NEW not in visitor.get(f"/zoeken/{ADDRESS}").content.decode()
    for path in (LIST, NEW, f"{LIST}1/", f"{LIST}1/wijzigen/", f"{LIST}1/verwijderen/"):
        assert visitor.get(path)["Location"].startswith("/account/login/")


def test_what_is_kept_opens_the_same_search(client_of: Any, outsider: Any) -> None:
    client = client_of(outsider)
    assert keep(client, "?regio=twente&soort=lesson&q=+wachtlijst+&page=2&volgorde=oudste")["Location"] == LIST
    saved = SavedSearch.objects.get()
    assert saved.address == "q=wachtlijst&soort=lesson&regio=twente&volgorde=oudste"
    assert client.get(f"{LIST}{saved.pk}/")["Location"] == f"/zoeken/?{saved.address}"
    assert names_on(client) == (["Wachten"], [])


def test_one_name_is_kept_once(client_of: Any, outsider: Any) -> None:
    client = client_of(outsider)
    for _time in range(2):
        assert keep(client).status_code == 302
    refused = keep(client, "?q=iets+anders", name="WACHTEN")
    assert refused.context["form"].non_field_errors() and 'value="WACHTEN"' in refused.content.decode()
    assert SavedSearch.objects.count() == 1


def test_so_many_are_kept_and_no_more(client_of: Any, outsider: Any) -> None:
    SavedSearch.objects.bulk_create(
        SavedSearch(owner=outsider, name=f"{number}", address="q=a") for number in range(MOST_SAVED)
    )
    assert str(MOST_SAVED) in str(keep(client_of(outsider)).context["form"].non_field_errors())
    assert SavedSearch.objects.count() == MOST_SAVED


def test_what_cannot_be_kept_is_told(client_of: Any, outsider: Any, table_circle: Any) -> None:
    client = client_of(outsider)
    many = "&".join(f"tag={'lang' * 20}{number}" for number in range(50))
    assert keep(client, f"?{many}").context["form"].non_field_errors()
    assert keep(client, name="x" * 101).context["form"].errors["name"]
    assert keep(client, name=" ").context["form"].errors["name"]
    assert not SavedSearch.objects.exists()


def test_one_shares_with_a_circle_one_sits_in_and_not_with_one_of_a_visitation(
    client_of: Any, participant: Any, table_circle: Any
) -> None:
    committee = CircleFactory(kind="committee")
    MembershipFactory(circle=committee, user=participant, role="member")
    strange = CircleFactory()
    client = client_of(participant)
    for circle in (committee, strange):
        assert keep(client, circle=circle.pk).context["form"].errors["circle"]
    keep(client, circle=table_circle.pk)
    assert SavedSearch.objects.get().circle == table_circle


def test_who_sits_in_the_circle_opens_it_and_nobody_else(
    client_of: Any, shared: SavedSearch, facilitator: Any, outsider: Any, coordinator: Any, editor: Any, admin: Any
) -> None:
    assert names_on(client_of(facilitator)) == ([], ["Wachten"])
    assert client_of(facilitator).get(f"{LIST}{shared.pk}/").status_code == 302
    for person in (outsider, coordinator, editor, admin):
        client = client_of(person)
        assert names_on(client) == ([], [])
        for path, send in (
            ("", client.get),
            ("wijzigen/", client.post),
            ("verwijderen/", client.post),
        ):
            assert send(f"{LIST}{shared.pk}/{path}").status_code == 404


def test_only_its_owner_changes_and_deletes_it(client_of: Any, shared: SavedSearch, facilitator: Any) -> None:
    client = client_of(facilitator)
    for path in ("wijzigen/", "verwijderen/"):
        assert client.get(f"{LIST}{shared.pk}/{path}").status_code == 403
        assert client.post(f"{LIST}{shared.pk}/{path}", {"name": "Anders"}).status_code == 403
    assert SavedSearch.objects.get().name == "Wachten"


def test_deleting_twice_and_changing_what_was_just_deleted(
    client_of: Any, participant: Any, shared: SavedSearch
) -> None:
    """As two windows do, the second of which came in while the first was at it."""
    client, late = client_of(participant), SavedSearch.objects.get()
    for _window in range(2):
        assert client.post(f"{LIST}{shared.pk}/verwijderen/")["Location"] == LIST
    with pytest.raises(IllegalMove):
        actions.change_search(late, name="Anders", circle=None, user=participant)
    actions.delete_search(late, user=participant)
    assert ModelLogEntry.objects.filter(action="search.delete_search").count() == 1


@pytest.mark.parametrize("who_leaves", ["facilitator", "participant"])
def test_who_leaves_the_circle_loses_it_and_who_shared_it_takes_it_along(
    request: Any, client_of: Any, shared: SavedSearch, facilitator: Any, participant: Any, who_leaves: str
) -> None:
    leaving = Membership.objects.filter(user=request.getfixturevalue(who_leaves))
    leaving.update(status=MembershipStatus.ENDED)
    assert names_on(client_of(facilitator)) == ([], [])
    assert names_on(client_of(participant)) == (["Wachten"], [])


def test_its_owner_renames_it_and_stops_sharing(
    client_of: Any, shared: SavedSearch, participant: Any, facilitator: Any
) -> None:
    client = client_of(participant)
    assert client.get(f"{LIST}{shared.pk}/wijzigen/").context["form"].initial["circle"] == shared.circle_id
    client.post(f"{LIST}{shared.pk}/wijzigen/", {"name": "Wachttijd", "circle": ""})
    assert (names_on(client), names_on(client_of(facilitator))) == ((["Wachttijd"], []), ([], []))


def test_each_reader_follows_for_themselves(
    client_of: Any, shared: SavedSearch, participant: Any, facilitator: Any, outsider: Any
) -> None:
    door = f"/volgen/search/{shared.pk}/"
    for person in (participant, facilitator):
        assert client_of(person).post(door, {"aan": "1", "terug": LIST})["Location"] == LIST
    client_of(participant).post(door, {"aan": "0"})
    assert client_of(outsider).post(door, {"aan": "1"}).status_code == 404
    assert [one.user for one in Follow.objects.all()] == [facilitator]
    assert client_of(facilitator).get(LIST).context["shared"][0]["follows"]
    assert not client_of(participant).get(LIST).context["own"][0]["follows"]


def test_a_search_can_be_followed_as_it_is_kept(client_of: Any, outsider: Any) -> None:
    keep(client_of(outsider), is_followed="on")
    assert Follow.objects.get().followed == SavedSearch.objects.get()


def test_a_deleted_search_takes_the_following_of_others_along(
    client_of: Any, shared: SavedSearch, participant: Any, facilitator: Any
) -> None:
    client_of(facilitator).post(f"/volgen/search/{shared.pk}/", {"aan": "1"})
    assert Follow.objects.get().user == facilitator
    client = client_of(participant)
    assert shared.circle.name in client.get(f"{LIST}{shared.pk}/verwijderen/").content.decode()
    client.post(f"{LIST}{shared.pk}/verwijderen/")
    assert not SavedSearch.objects.exists() and not Follow.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_many(
    client_of: Any, shared: SavedSearch, participant: Any, table_circle: Any, twente: Any, queries_of: Any
) -> None:
    client = client_of(participant)
    with_one = queries_of(client, LIST)
    for number in range(5):
        owner = MembershipFactory(circle=table_circle).user
        for person in (participant, owner):
            SavedSearch.objects.create(owner=person, name=f"{number}", address=shared.address, circle=table_circle)
    assert queries_of(client, LIST) == with_one
    assert len(names_on(client)[1]) == 5
