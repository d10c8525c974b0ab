"""What the admin's lists give as a file: what their screen shows, and nothing that a spreadsheet would carry out."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions.models import SentMail
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OUTBOX = "/admin/reports/postvak-uit/"
FORMULA = "=HYPERLINK(1)"


def rows_of(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode(), newline="")))


@pytest.fixture
def mails(db: None) -> None:
    for address, reason in (("weg@example.org", FORMULA), ("daar@example.org", "")):
        SentMail.objects.create(
            address=address, template="account/email/x.txt", made_at=timezone.now(), failed_because=reason
        )


def test_the_outbox_as_a_file_is_what_its_screen_shows(client_of: Any, admin: Any, mails: None) -> None:
    heads, *rows = rows_of(client_of(admin), f"{OUTBOX}?export=csv")
    assert len(heads) == 6
    assert [row[1] for row in rows] == ["daar@example.org", "weg@example.org"]
    assert rows[1][-1] == f"'{FORMULA}"
    assert rows_of(client_of(admin), f"{OUTBOX}?export=csv&state=sent")[1:] == []


def test_the_outbox_as_a_file_is_for_who_may_see_it(client_of: Any, outsider: Any, mails: None) -> None:
    answer = client_of(outsider).get(f"{OUTBOX}?export=csv")
    assert "Content-Disposition" not in answer and b"weg@example.org" not in answer.content


def test_the_history_of_the_site_holds_no_formula(client_of: Any, admin: Any, foodvalley: Any) -> None:
    lesson = LessonFactory(region=foodvalley, title=FORMULA)
    lesson.save_revision(user=admin, log_action=True)
    cells = [
        cell
        for row in rows_of(client_of(admin), f"{reverse('wagtailadmin_reports:site_history')}?export=csv")
        for cell in row
    ]
    assert f"'{FORMULA}" in cells and FORMULA not in cells
