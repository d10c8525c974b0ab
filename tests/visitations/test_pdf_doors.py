"""Who may take the report along as a PDF, and what is in it for them."""

import io
from collections.abc import Callable
from typing import Any

import page
import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from regions.models import User
from tests.factories import visitations as made
from tests.factories.regions import UserFactory
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def address(visitation: VisitationPage) -> str:
    return reverse("visitations:report_pdf", args=[visitation.pk])


def words(response: Any) -> str:
    said = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(response.content)).pages)
    return " ".join(said.split())


def failures(response: Any) -> list[str]:
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    return [
        str(one) for profile in profiles for one in page.validate_pdf_bytes(response.content, profile=profile).failures
    ]


def status(client: Client, visitation: VisitationPage, person: User | None) -> int:
    client.logout()
    if person is not None:
        client.force_login(person)
    return client.get(address(visitation)).status_code


def test_a_published_report_is_everybodys_in_either_language(
    client: Client, visitation_at: Callable[..., VisitationPage]
) -> None:
    visitation = visitation_at(Stage.PUBLISHED)

    for language in ("nl", "en"):
        response = client.get(address(visitation), headers={"accept-language": language})

        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="visitatie-wachttijden-rapport.pdf"'
        assert response["Cache-Control"] == "public, no-cache"
        assert failures(response) == []
        said = words(response)
        expected = [
            visitation.report.get_full_url(),
            "Rapport wachttijden",
            "Wij bezochten de regio.",
            "Bel ieder gezin elke maand.",
            "Wij bellen.",
            "Klopt.",
        ]
        assert [one for one in expected if one not in said] == []
        read = PdfReader(io.BytesIO(response.content))
        assert str(read.trailer["/Root"]["/Lang"]).startswith(language)


def test_the_page_of_the_report_leads_to_it(client: Client, visitation_at: Callable[..., VisitationPage]) -> None:
    visitation = visitation_at(Stage.PUBLISHED)

    assert address(visitation) in client.get(visitation.report.get_url()).content.decode()


def test_before_publication_it_is_for_those_who_read_the_draft_then(
    client: Client, visitation_at: Callable[..., VisitationPage], people: made.People
) -> None:
    outsider = UserFactory()
    visitation = visitation_at(Stage.DRAFT)
    made.write_report(visitation, people)

    def by_person() -> dict[str, int]:
        persons = {
            "chair": people.chair,
            "member": people.member,
            "host": people.host,
            "observer": people.observer,
            "undeclared": people.undeclared,
            "recused": people.recused,
            "editor": people.editor,
            "outsider": outsider,
            "visitor": None,
        }
        return {name: status(client, visitation, person) for name, person in persons.items()}

    nobody = dict.fromkeys(["observer", "undeclared", "recused", "editor", "outsider", "visitor"], 404)
    assert by_person() == {"chair": 200, "member": 200, "host": 404, **nobody}
    made.bring_to(visitation, people, Stage.FACT_CHECK)
    assert by_person() == {"chair": 200, "member": 200, "host": 200, **nobody}


def test_a_draft_says_so_on_each_page_and_stays_nowhere(
    client: Client, visitation_at: Callable[..., VisitationPage], people: made.People
) -> None:
    client.force_login(people.host)

    response = client.get(address(visitation_at(Stage.FACT_CHECK)), headers={"accept-language": "en"})

    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="visitatie-wachttijden-concept.pdf"'
    assert failures(response) == []
    sheets = PdfReader(io.BytesIO(response.content)).pages
    assert all("Draft, for the fact check" in sheet.extract_text() for sheet in sheets)


def test_what_its_page_does_not_show_is_not_in_it(
    client: Client, visitation_at: Callable[..., VisitationPage], people: made.People
) -> None:
    visitation = visitation_at(Stage.PUBLISHED)

    response = client.get(address(visitation))

    said = words(response)
    assert str(people.chair) in said
    unseen = [
        people.observer,
        people.recused,
        people.undeclared,
        people.host,
        "Gesprek interview",
        "Zij wachtten elf maanden",
    ]
    assert [str(one) for one in unseen if str(one) in said] == []


def test_it_is_built_once_and_sent_once(client: Client, visitation_at: Callable[..., VisitationPage]) -> None:
    visitation = visitation_at(Stage.PUBLISHED)
    folder = f"visitation-reports/pdf-{visitation.pk}-nl"

    first = client.get(address(visitation), headers={"accept-language": "nl"})
    again = client.get(address(visitation), headers={"accept-language": "nl", "if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    (kept,) = storages["private"].listdir(folder)[1]
    storages["private"].delete(f"{folder}/{kept}")
    rebuilt = client.get(address(visitation), headers={"accept-language": "nl"})
    assert rebuilt.content == first.content

    visitation.report.summary = "Een andere samenvatting."
    visitation.report.save()
    other = client.get(address(visitation), headers={"accept-language": "nl"})
    assert other["ETag"] != first["ETag"]
    assert "Een andere samenvatting." in words(other)
    assert len(storages["private"].listdir(folder)[1]) == 1
