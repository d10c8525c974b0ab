"""A region's expert team: its figures never stand without what they mean, and small ones are in no door."""

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import load_workbook

from regions.models import ExpertTeam, Region, TeamYear, User
from tests.factories.plans import enter_year, make_team
from tests.home.test_own_data import taken

ClientOf = Callable[[User], Client]
TEAM = "/regios/food-valley/expertteam/"


@pytest.fixture
def team(foodvalley: Region, foodvalley_coordinator: User) -> ExpertTeam:
    return make_team(foodvalley, user=foodvalley_coordinator)


@pytest.fixture
def two_years(team: ExpertTeam, foodvalley_coordinator: User) -> ExpertTeam:
    """In 2023 nothing is small; in 2024 three found no help, and 437 answers would tell that."""
    enter_year(
        team, 2023, user=foodvalley_coordinator, asked=412, advised=391, binding=77, without_answer=21, median_days=23
    )
    enter_year(
        team, 2024, user=foodvalley_coordinator, asked=440, advised=437, binding=88, without_answer=3, median_days=19
    )
    return team


def doors(two_years: ExpertTeam) -> list[str]:
    files = [f"{TEAM}?formaat={name}" for name in ("csv", "json")]
    return [
        TEAM,
        *files,
        f"{TEAM}naast/?regio=twente",
        "/regios/food-valley/",
        "/regios/",
        "/api/regions/food-valley/expert-team/",
    ]


@pytest.mark.parametrize(
    "who", ["visitor", "outsider", "coordinator", "editor", "admin", "foodvalley_coordinator", "participant"]
)
def test_a_figure_that_is_left_out_is_in_no_door(
    request: pytest.FixtureRequest, who: str, two_years: ExpertTeam, client_of: ClientOf, twente: Region
) -> None:
    someone = request.getfixturevalue(who)
    client = someone if isinstance(someone, Client) else client_of(someone)
    for door in doors(two_years):
        response = client.get(door)
        assert response.status_code == 200, door
        shown = b"".join(response).decode() if response.streaming else response.content.decode()
        assert not re.search(r"\b437\b", shown), door
        assert not re.search(r">\s*3\s*<|;3;|,3,|\"without_answer\": ?3\b", shown), door
    workbook = load_workbook(io.BytesIO(b"".join(client.get(f"{TEAM}?formaat=xlsx"))))
    told = [list(row) for row in workbook.active.iter_rows(min_row=2, values_only=True)]
    assert [row[1] for row in told] == [412, 440]
    assert 437 not in told[1]
    assert 3 not in told[1]


def test_a_file_with_all_of_a_region_leaves_out_what_its_page_leaves_out(
    two_years: ExpertTeam, foodvalley_coordinator: User, client_of: ClientOf
) -> None:
    with taken(client_of(foodvalley_coordinator), "/regios/food-valley/gegevens/") as packed:
        told = json.loads(packed.read("figures.json"))
        everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert [(year["asked"], year["advised"], year["without_answer"]) for year in told] == [
        (412, 391, 21),
        (440, "withheld", "<5"),
    ]
    assert not re.search(r"\b437\b", everything)


@pytest.mark.once
def test_a_picture_tells_nothing_of_what_is_left_out(
    team: ExpertTeam, foodvalley_coordinator: User, visitor: Client
) -> None:
    """Another small number, and another that is withheld for it, give the same page to the letter."""
    pages = []
    for advised, without in ((36, 4), (38, 2)):
        TeamYear.objects.all().delete()
        enter_year(team, 2023, user=foodvalley_coordinator, asked=40, advised=30, without_answer=10)
        enter_year(team, 2024, user=foodvalley_coordinator, asked=40, advised=advised, without_answer=without)
        page = visitor.get(TEAM).content.decode()
        pages.append(re.search(r"<main.*</main>", page, re.DOTALL)[0])
    assert pages[0] == pages[1]
    assert "multiples__left-out" in pages[0]


def test_only_the_regions_own_coordinators_see_the_exact_figures_and_in_their_form(
    two_years: ExpertTeam,
    foodvalley_coordinator: User,
    coordinator: User,
    editor: User,
    admin: User,
    visitor: Client,
    client_of: ClientOf,
) -> None:
    form = client_of(foodvalley_coordinator).get(f"{TEAM}cijfers/2024/").content.decode()
    assert 'value="437"' in form
    for outside in (coordinator, editor, admin):
        for door in (
            "cijfers/2024/",
            "cijfers/2024/weghalen/",
            "cijfers/nieuw/",
            "bewerken/",
            "invoer/",
            "invoer/voorbeeld/",
        ):
            assert client_of(outside).get(TEAM + door).status_code == 403, door
    assert visitor.get(f"{TEAM}cijfers/2024/").status_code == 302
    example = b"".join(client_of(foodvalley_coordinator).get(f"{TEAM}invoer/voorbeeld/?formaat=csv")).decode()
    assert "437" not in example


@pytest.mark.once
def test_the_administration_lists_no_figures(two_years: ExpertTeam, admin: User, client_of: ClientOf) -> None:
    from wagtail.snippets.models import get_snippet_models

    assert not {ExpertTeam, TeamYear} & set(get_snippet_models())
    log = client_of(admin).get("/admin/reports/site-history/").content.decode()
    assert not re.search(r"\b437\b", log)


def test_figures_are_never_kept_without_what_they_mean(
    team: ExpertTeam, foodvalley_coordinator: User, client_of: ClientOf, visitor: Client
) -> None:
    leads = client_of(foodvalley_coordinator)
    sent = {"year": 2024, "asked": 40, "advised": 30, "meaning": "  ", "version": ""}
    refused = leads.post(f"{TEAM}cijfers/nieuw/", sent)
    assert (refused.status_code, refused.context["form"]["asked"].value()) == (200, "40")
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamYear.objects.create(team=team, year=2024, asked=40, meaning="")
    for wrong in (
        {"advised": 41},
        {"binding": 31},
        {"year": 2999},
        {"meaning": "Vraag het Sanne Jansen, 06-12345678."},
    ):
        assert leads.post(f"{TEAM}cijfers/nieuw/", {**sent, "meaning": "Rustig jaar.", **wrong}).status_code == 200
    assert leads.post(f"{TEAM}cijfers/nieuw/", {**sent, "meaning": "Rustig jaar."}).status_code == 302
    page = visitor.get(TEAM).content.decode()
    assert page.count("Rustig jaar.") == 1
    told = visitor.get("/api/regions/food-valley/expert-team/").json()["years"]
    assert [(year["asked"], year["binding"], year["meaning"]) for year in told] == [(40, None, "Rustig jaar.")]
    rows = list(csv.DictReader(io.StringIO(b"".join(visitor.get(f"{TEAM}?formaat=csv")).decode("utf-8-sig"))))
    assert [list(row.values())[-1] for row in rows] == ["Rustig jaar."]
    programs = json.loads(b"".join(visitor.get(f"{TEAM}?formaat=json")))
    assert programs == [
        {
            "year": 2024,
            "asked": 40,
            "advised": 30,
            "binding": None,
            "without_answer": None,
            "passed_on": None,
            "median_days": None,
            "meaning": "Rustig jaar.",
        }
    ]


@pytest.mark.once
def test_a_small_number_in_the_words_beside_a_figure_that_is_left_out_is_asked_about(
    team: ExpertTeam, foodvalley_coordinator: User, client_of: ClientOf
) -> None:
    leads = client_of(foodvalley_coordinator)
    sent = {"year": 2024, "asked": 440, "advised": 437, "without_answer": 3, "version": ""}
    for meaning in ("Drie kinderen vonden niets.", "Voor 3 van hen was er niets.", "In 437 gevallen lukte het."):
        asked = leads.post(f"{TEAM}cijfers/nieuw/", {**sent, "meaning": meaning})
        assert asked.context["form"].errors["meaning"] and meaning in asked.content.decode()
        assert 'name="confirmed"' in asked.content.decode() and not TeamYear.objects.exists()
    assert (
        leads.post(f"{TEAM}cijfers/nieuw/", {**sent, "meaning": "Een jaar met 52 weken, 2,5 per dag."}).status_code
        == 302
    )
    door, fine = f"{TEAM}cijfers/2024/", "Er kwamen vier locaties bij."
    version = leads.get(door).context["form"]["version"].value()
    assert leads.post(door, {**sent, "version": version, "meaning": fine}).context["form"].errors["meaning"]
    confirmed = {**sent, "version": version, "meaning": fine, "confirmed": "on"}
    assert leads.post(door, confirmed).status_code == 302 and TeamYear.objects.get().meaning == fine
    nothing_left_out = {
        "year": 2023,
        "asked": 40,
        "advised": 30,
        "version": "",
        "meaning": "Er kwamen vier locaties bij.",
    }
    assert leads.post(f"{TEAM}cijfers/nieuw/", nothing_left_out).status_code == 302


def test_what_does_not_add_up_is_said_before_what_stands(
    team: ExpertTeam, foodvalley_coordinator: User, client_of: ClientOf
) -> None:
    enter_year(team, 2024, user=foodvalley_coordinator, asked=40, meaning="Wat de een zag.")
    sent = {"year": 2024, "asked": 10, "advised": 30, "meaning": "Wat de ander zag.", "version": ""}
    told = client_of(foodvalley_coordinator).post(f"{TEAM}cijfers/nieuw/", sent)
    assert (told.status_code, len(told.context["form"].non_field_errors())) == (200, 1)


def test_two_who_enter_the_same_year_lose_nothing(
    team: ExpertTeam, foodvalley_coordinator: User, client_of: ClientOf
) -> None:
    leads = client_of(foodvalley_coordinator)
    enter_year(team, 2024, user=foodvalley_coordinator, asked=40, meaning="Wat de een zag.")
    sent = {"year": 2024, "asked": 44, "meaning": "Wat de ander zag.", "version": ""}
    conflict = leads.post(f"{TEAM}cijfers/nieuw/", sent)
    assert conflict.status_code == 409
    assert "De cijfers van 2024 staan hier al" in conflict.content.decode()
    assert conflict.context["form"]["meaning"].value() == "Wat de ander zag."
    assert "Wat de een zag." in conflict.content.decode()
    version = conflict.context["form"]["version"].value()
    assert leads.post(f"{TEAM}cijfers/nieuw/", {**sent, "version": version}).status_code == 302
    assert TeamYear.objects.get().asked == 44


def test_a_team_is_described_by_its_regions_coordinator_for_everyone(
    foodvalley: Region, foodvalley_coordinator: User, visitor: Client, client_of: ClientOf
) -> None:
    assert visitor.get(TEAM).status_code == 200
    leads = client_of(foodvalley_coordinator)
    sent = {
        "name": "Expertteam Valleirand",
        "functions": ["consult", "signal"],
        "contact": "Secretaris, post@x.example",
    }
    assert leads.post(f"{TEAM}bewerken/", {**sent, "description": "Bel 06-12345678 (Piet Jansen)"}).status_code == 200
    assert leads.post(f"{TEAM}bewerken/", {**sent, "gives_binding_advice": "on"}).status_code == 302
    page = visitor.get(TEAM).content.decode()
    assert "Expertteam Valleirand" in page
    assert "Secretaris, post@x.example" in page
    assert ExpertTeam.objects.get().functions == ["consult", "signal"]


def test_regions_stand_beside_each_other_by_name_and_at_constant_cost(
    two_years: ExpertTeam,
    make_region: Callable[..., Region],
    foodvalley_coordinator: User,
    visitor: Client,
    queries_of: Callable[[Client, str], int],
) -> None:
    for name, asked in (("Zeeland", 900), ("Achterhoek", 20), ("IJsselland", 400)):
        region = make_region(name, name.lower(), code=name[:2].upper())
        enter_year(make_team(region, user=foodvalley_coordinator), 2024, user=foodvalley_coordinator, asked=asked)
    one, three = (
        f"{TEAM}naast/?regio=" + "&regio=".join(some) for some in (["zeeland"], ["zeeland", "achterhoek", "ijsselland"])
    )
    page = visitor.get(three)
    assert [panel["region"].name for panel in page.context["panels"]] == [
        "Achterhoek",
        "Food Valley",
        "IJsselland",
        "Zeeland",
    ]
    assert page.content.decode().count("leerde: eerder bellen scheelt") == 5
    assert queries_of(visitor, one) == queries_of(visitor, three)
    before = queries_of(visitor, TEAM)
    for year in (2020, 2021, 2022):
        enter_year(two_years, year, user=foodvalley_coordinator, asked=40)
    assert queries_of(visitor, TEAM) == before
