"""Statements: a text that stays, who signed it, what each undertook, and what became of that."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from regions.models import Signatory, Statement
from tests.factories.regions import OrganisationFactory

WRITTEN = {"title": "Samen op tijd", "summary": "", "text": "Niemand wacht zonder antwoord.", "open_until": ""}
UNDERTAKES = {"signed_as": "Wethouder jeugd", "undertakes": "Binnen een maand een eerste gesprek."}


@pytest.fixture
def draft(client_of: Any, editor: Any) -> Statement:
    client_of(editor).post("/verklaringen/nieuw/", {**WRITTEN, "version": ""})
    return Statement.objects.get()


@pytest.fixture
def agreed(client_of: Any, editor: Any, draft: Statement) -> Statement:
    client_of(editor).post("/verklaringen/samen-op-tijd/vaststellen/")
    return draft


def sign(client: Any, party: Any, **said: str) -> Any:
    key = f"{type(party).__name__.lower()}-{party.pk}"
    return client.post("/verklaringen/samen-op-tijd/ondertekenen/", {"party": key, **UNDERTAKES, **said})


def test_a_draft_is_the_editors_and_what_is_agreed_everyones(
    client: Any, client_of: Any, editor: Any, coordinator: Any, draft: Any
) -> None:
    address = "/verklaringen/samen-op-tijd/"
    assert [one.get(address).status_code for one in (client, client_of(coordinator), client_of(editor))] == [
        404,
        404,
        200,
    ]
    assert WRITTEN["title"] not in client.get("/verklaringen/").content.decode()
    assert client_of(coordinator).post(f"{address}vaststellen/").status_code == 404
    client_of(editor).post(f"{address}vaststellen/")
    assert client.get(address).status_code == 200
    assert client_of(coordinator).get(f"{address}bewerken/").status_code == 403
    assert client_of(coordinator).get("/verklaringen/nieuw/").status_code == 403


def test_what_parties_stand_behind_does_not_change_under_them(client_of: Any, editor: Any, agreed: Any) -> None:
    client = client_of(editor)
    version = client.get("/verklaringen/samen-op-tijd/bewerken/").context["form"]["version"].value()
    other = {**WRITTEN, "text": "Iedereen wacht.", "version": version}
    page = client.post("/verklaringen/samen-op-tijd/bewerken/", other)
    assert page.status_code == 200 and "Iedereen wacht." in page.content.decode()
    next_year = timezone.localdate() + datetime.timedelta(days=365)
    later = {**WRITTEN, "open_until": next_year.isoformat(), "version": version}
    assert client.post("/verklaringen/samen-op-tijd/bewerken/", later).status_code == 302
    agreed.refresh_from_db()
    assert (agreed.text, agreed.open_until) == (WRITTEN["text"], next_year)


@pytest.mark.parametrize("days", [-1, 12 * 365])
def test_a_last_day_is_one_that_somebody_can_mean(client_of: Any, editor: Any, days: int) -> None:
    day = timezone.localdate() + datetime.timedelta(days=days)
    page = client_of(editor).post("/verklaringen/nieuw/", {**WRITTEN, "open_until": day.isoformat(), "version": ""})
    assert (list(page.context["form"].errors), Statement.objects.exists()) == (["open_until"], False)


def test_what_nobody_could_sign_any_more_is_not_agreed(client_of: Any, editor: Any, draft: Statement) -> None:
    Statement.objects.update(open_until=timezone.localdate() - datetime.timedelta(days=1))
    page = client_of(editor).post("/verklaringen/samen-op-tijd/vaststellen/", follow=True).content.decode()
    draft.refresh_from_db()
    assert (draft.agreed_on, "notice--critical" in page) == (None, True)


def test_a_coordinator_signs_for_the_own_region_once(
    client: Any, client_of: Any, coordinator: Any, participant: Any, agreed: Any, zeeland: Any, twente: Any
) -> None:
    assert client_of(participant).get("/verklaringen/samen-op-tijd/ondertekenen/").status_code == 403
    assert sign(client_of(coordinator), twente).status_code == 200
    assert sign(client_of(coordinator), zeeland).status_code == 302
    there = client_of(coordinator)
    assert "Iedereen voor wie je kunt tekenen" in there.get(sign(there, zeeland).url).text
    assert [str(one) for one in Signatory.objects.all()] == ["Zeeland"]
    assert UNDERTAKES["undertakes"] in client.get("/verklaringen/samen-op-tijd/").content.decode()
    assert UNDERTAKES["undertakes"] in client.get("/regios/zeeland/").content.decode()


def test_editors_enter_the_signatures_of_organisations(client_of: Any, editor: Any, agreed: Any) -> None:
    organisation = OrganisationFactory(name="Landelijke cliëntenraad")
    assert sign(client_of(editor), organisation).status_code == 302
    assert str(Signatory.objects.get()) == "Landelijke cliëntenraad"


def test_after_its_last_day_nobody_signs(client_of: Any, coordinator: Any, agreed: Any, zeeland: Any) -> None:
    Statement.objects.update(open_until=timezone.localdate() - timezone.timedelta(days=1))
    page = sign(client_of(coordinator), zeeland)
    assert page.status_code == 200 and not Signatory.objects.exists()


def test_what_became_of_it_is_told_by_who_undertook_it_and_stays(
    client: Any, client_of: Any, coordinator: Any, foodvalley_coordinator: Any, editor: Any, agreed: Any, zeeland: Any
) -> None:
    sign(client_of(coordinator), zeeland)
    address = f"/verklaringen/samen-op-tijd/{Signatory.objects.get().pk}/"
    on_its_way = {"status": "on_its_way", "note": "De helft van de gezinnen heeft een gesprek gehad."}
    for other in (foodvalley_coordinator, editor):
        assert client_of(other).post(address, on_its_way).status_code == 403
    for _twice in range(2):
        client_of(coordinator).post(address, on_its_way)
    client_of(coordinator).post(address, {"status": "done", "note": "Het lukt nu elke maand."})
    page = client.get("/verklaringen/samen-op-tijd/").content.decode()
    assert page.count(on_its_way["note"]) == 1 and "Het lukt nu elke maand." in page
    assert Signatory.objects.get().status == "done"


def test_a_name_of_somebody_who_can_be_called_is_refused(
    client_of: Any, coordinator: Any, agreed: Any, zeeland: Any
) -> None:
    page = sign(client_of(coordinator), zeeland, undertakes="Bel 06-12345678 voor een gesprek.")
    assert page.status_code == 200 and "06-12345678" in page.content.decode()
    assert not Signatory.objects.exists()


def test_a_page_costs_the_same_with_many_who_signed(
    client: Any, agreed: Any, make_region: Any, queries_of: Any
) -> None:
    def signed(number: int) -> None:
        region = make_region(f"Regio {number}", f"regio-{number}")
        Signatory.objects.create(statement=agreed, region=region, signed_on=timezone.localdate(), **UNDERTAKES)

    signed(0)
    few = queries_of(client, "/verklaringen/samen-op-tijd/")
    for number in range(1, 6):
        signed(number)
    assert queries_of(client, "/verklaringen/samen-op-tijd/") == few


def test_a_title_like_the_address_of_the_form_is_read_elsewhere(client_of: Any, editor: Any) -> None:
    led = client_of(editor).post("/verklaringen/nieuw/", {**WRITTEN, "title": "Nieuw", "version": ""})
    assert WRITTEN["text"] in client_of(editor).get(led.url).content.decode()


def test_what_is_agreed_is_what_was_read(client_of: Any, editor: Any, draft: Statement) -> None:
    client, address = client_of(editor), "/verklaringen/samen-op-tijd/"
    version = client.get(address).context["version"]
    Statement.objects.update(text="Wij beloven iets anders.")
    client.post(f"{address}vaststellen/", {"version": version})
    draft.refresh_from_db()
    assert draft.agreed_on is None
    client.post(f"{address}vaststellen/", {"version": client.get(address).context["version"]})
    draft.refresh_from_db()
    assert draft.agreed_on == timezone.localdate()
