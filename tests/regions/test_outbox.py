"""The outbox: every mail leaves a row that says for whom it was and whether it left, and never what it said."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from home.clock import run_due
from regions import actions, emails, outbox
from regions.models import SentMail
from regions.states import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]

REPORT = "/admin/reports/postvak-uit/"


class NoServer:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("no mail today")


@pytest.fixture
def no_server(settings: Any) -> Any:
    """Away until it is called."""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoServer"

    def back() -> None:
        settings.EMAIL_BACKEND = working

    outbox._waiting.clear()
    yield back
    outbox._waiting.clear()


def write_to(person: Any, capture: Any) -> None:
    with capture(execute=True):
        emails.send(
            person,
            subject="Je actie is over de datum",
            template="lessons/emails/action_late.txt",
            context={"path": "/lessen/acties/7/"},
        )


def test_every_mail_leaves_a_row_without_its_text(
    participant: Any, facilitator: Any, table_circle: Any, django_capture_on_commit_callbacks: Any, visitor: Client
) -> None:
    write_to(participant, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(table_circle, email="nieuw@example.org", role=Role.PARTICIPANT, user=facilitator)
    visitor.post("/account/password/reset/", {"email": facilitator.email})
    rows = {one.address: one for one in SentMail.objects.all()}
    assert {address: (one.to, one.template) for address, one in rows.items()} == {
        participant.email: (participant, "lessons/emails/action_late.txt"),
        "nieuw@example.org": (None, "regions/emails/invitation.txt"),
        facilitator.email: (facilitator, "account/email/password_reset_key"),
    }
    assert len(mail.outbox) == 3 and all(one.sent_at and not one.failed_because for one in rows.values())
    said = str([list(vars(one).values()) for one in rows.values()])
    assert not any(part in said for part in ("/lessen/acties/", "/uitnodiging/", "/account/password/reset/key"))


def test_what_was_undone_leaves_no_row(participant: Any, django_capture_on_commit_callbacks: Any) -> None:
    try:
        with transaction.atomic():
            write_to(participant, django_capture_on_commit_callbacks)
            raise LookupError
    except LookupError:
        pass
    assert not SentMail.objects.exists()


def test_a_mail_that_failed_is_tried_again_and_leaves_once(
    participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any
) -> None:
    write_to(participant, django_capture_on_commit_callbacks)
    row = SentMail.objects.get()
    assert row.sent_at is None and row.failed_because == "ConnectionRefusedError: no mail today"
    assert outbox.try_again() == 0
    no_server()
    assert (outbox.try_again(), outbox.try_again()) == (1, 0)
    row.refresh_from_db()
    assert row.sent_at and row.failed_because == "" and len(mail.outbox) == 1


def test_it_is_tried_so_often_and_then_left_to_who_looks_in_the_outbox(
    participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.MAIL_TRIES = 3
    write_to(participant, django_capture_on_commit_callbacks)
    for _time in range(3):
        outbox.try_again()
    no_server()
    assert outbox.try_again() == 0 and mail.outbox == []
    assert SentMail.objects.get().failed_because


def test_who_runs_the_site_reads_the_outbox_by_kind_and_state_and_changes_nothing(
    admin: Any, client_of: Any, participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any
) -> None:
    write_to(participant, django_capture_on_commit_callbacks)
    no_server()
    SentMail.objects.create(address="a@example.org", template="x.txt", subject="Weg", sent_at=timezone.now())
    SentMail.objects.create(address="b@example.org", template="x.txt", subject="Blijft", sent_at=None)
    client = client_of(admin)

    def found(query: str) -> list[str]:
        return sorted(one.address for one in client.get(f"{REPORT}?{query}").context["object_list"])

    assert found("") == sorted(["a@example.org", "b@example.org", participant.email])
    assert (found("state=sent"), found("state=failed")) == (["a@example.org"], [participant.email])
    assert found("state=made") == ["b@example.org"] and found("template=x.txt&state=sent") == ["a@example.org"]
    assert "no mail today" in client.get(REPORT).content.decode()
    assert client.post(REPORT).status_code == 405 and SentMail.objects.count() == 3


def test_nobody_else_sees_whom_the_site_writes_to(
    visitor: Client, client_of: Any, editor: Any, coordinator: Any, outsider: Any
) -> None:
    SentMail.objects.create(address="geheim@example.org", template="x.txt", subject="Weg")
    for client in (visitor, *map(client_of, (editor, coordinator, outsider))):
        for path in (REPORT, f"{REPORT}results/"):
            answer = client.get(path, follow=True)
            assert "geheim@example.org" not in answer.content.decode()
            assert answer.redirect_chain or answer.status_code == 403


def test_rows_go_when_their_time_is_over(settings: Any) -> None:
    settings.OUTBOX_KEPT_DAYS = 30
    for days, address in ((31, "oud@example.org"), (29, "jong@example.org")):
        row = SentMail.objects.create(address=address, template="x.txt", subject="Weg")
        SentMail.objects.filter(pk=row.pk).update(made_at=timezone.now() - datetime.timedelta(days=days))
    assert run_due() == 0
    assert [one.address for one in SentMail.objects.all()] == ["jong@example.org"]
