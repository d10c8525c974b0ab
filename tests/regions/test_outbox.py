"""The outbox: every mail leaves a row that says for whom it was and whether it left; what it says is kept until then."""

import datetime
from smtplib import SMTPRecipientsRefused
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


class NoSuchAddress(NoServer):
    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({"weg@example.org": (550, b"no such user")})


@pytest.fixture
def no_server(settings: Any) -> Any:
    """Away until it is called."""
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoServer"

    def back() -> None:
        settings.EMAIL_BACKEND = working

    return back


def write_to(person: Any, capture: Any) -> None:
    with capture(execute=True):
        emails.send(
            person,
            subject="Je actie is over de datum",
            template="lessons/emails/action_late.txt",
            context={"path": "/lessen/acties/7/"},
        )


def earlier(row: SentMail, wait: datetime.timedelta) -> None:
    """As if it had been made, and tried, that much longer ago."""
    SentMail.objects.filter(pk=row.pk).update(made_at=row.made_at - wait, try_at=row.try_at - wait)


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
    assert row.sealed and "acties" not in row.sealed
    assert run_due() == 0
    no_server()
    run_due()
    run_due()
    row.refresh_from_db()
    assert row.sent_at and (row.failed_because, row.sealed, row.try_at, row.tries) == ("", "", None, 3)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([participant.email], "Je actie is over de datum")
    assert "/lessen/acties/7/" in letter.body and letter.extra_headers["Message-ID"]


def test_it_is_tried_ever_later_and_then_left_to_who_looks_in_the_outbox(
    participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.MAIL_AGAIN_AFTER, settings.MAIL_TRIED_FOR_HOURS = 60, 2
    write_to(participant, django_capture_on_commit_callbacks)
    minutes = []
    while (row := SentMail.objects.get()).try_at:
        wait = row.try_at - timezone.now()
        minutes.append(round(wait.total_seconds() / 60))
        earlier(row, wait)
        outbox.run_due()
    assert minutes == [1, 2, 4, 8, 16, 32, 57]
    no_server()
    outbox.run_due()
    assert mail.outbox == [] and row.failed_because


def give_up(participant: Any, capture: Any, settings: Any) -> SentMail:
    settings.MAIL_TRIED_FOR_HOURS = 0
    write_to(participant, capture)
    row = SentMail.objects.get(to=participant)
    assert row.try_at is None and row.sent_at is None
    return row


def test_what_was_given_up_is_told_in_the_admin_and_sent_again_from_there(
    admin: Any, client_of: Any, participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    client = client_of(admin)
    assert "opnieuw/" not in client.get(REPORT).content.decode()
    row = give_up(participant, django_capture_on_commit_callbacks, settings)
    SentMail.objects.create(address="weg@example.org", template="x.txt", subject="Weg")
    SentMail.objects.create(address="later@example.org", template="home/emails/digest.txt", subject="Nieuws")
    assert client.get(REPORT).context["given_up"] == {"count": 2, "since": row.made_at, "again": 1}
    assert "?state=given-up" in client.get("/admin/").content.decode()
    assert "/admin/reports/postvak-uit/opnieuw/" in client.get(REPORT).content.decode()
    no_server()
    said = client.post(f"{REPORT}opnieuw/", follow=True)
    assert [message.level_tag for message in said.context["messages"]] == ["success"]
    run_due()
    row.refresh_from_db()
    assert row.sent_at and row.sealed == "" and [one.to for one in mail.outbox] == [[participant.email]]
    again = client.post(f"{REPORT}opnieuw/", follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["error"]


def test_nobody_else_sends_it_again_and_who_left_gets_nothing(
    client_of: Any,
    visitor: Client,
    admin: Any,
    editor: Any,
    participant: Any,
    no_server: Any,
    django_capture_on_commit_callbacks: Any,
    settings: Any,
) -> None:
    row = give_up(participant, django_capture_on_commit_callbacks, settings)
    no_server()
    for client in (visitor, client_of(editor), client_of(participant)):
        client.post(f"{REPORT}opnieuw/")
        assert "?state=given-up" not in client.get("/admin/", follow=True).content.decode()
    assert SentMail.objects.get(pk=row.pk).try_at is None
    participant.is_active = False
    participant.save()
    client_of(admin).post(f"{REPORT}opnieuw/")
    assert SentMail.objects.get(pk=row.pk).try_at is None


def test_what_it_says_is_kept_for_some_days_and_of_signing_in_not_at_all(
    participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any, settings: Any, visitor: Client
) -> None:
    row = give_up(participant, django_capture_on_commit_callbacks, settings)
    visitor.post("/account/password/reset/", {"email": participant.email})
    assert SentMail.objects.get(template__startswith="account/").sealed == ""
    for days, kept in ((6, True), (8, False)):
        SentMail.objects.filter(pk=row.pk).update(made_at=timezone.now() - datetime.timedelta(days=days))
        outbox.run_due()
        assert bool(SentMail.objects.get(pk=row.pk).sealed) is kept


def test_of_two_that_saw_the_same_row_one_sends(participant: Any, django_capture_on_commit_callbacks: Any) -> None:
    write_to(participant, django_capture_on_commit_callbacks)
    SentMail.objects.update(sent_at=None, try_at=timezone.now(), tries=0)
    first, second = SentMail.objects.get(), SentMail.objects.get()
    message = mail.outbox.pop()
    assert (outbox.deliver(message, first), outbox.deliver(message, second)) == (True, False)
    assert len(mail.outbox) == 1


def test_an_address_that_is_not_there_is_not_tried_again(
    participant: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoSuchAddress"
    write_to(participant, django_capture_on_commit_callbacks)
    row = SentMail.objects.get()
    assert (row.sent_at, row.try_at, row.sealed) == (None, None, "") and "550" in row.failed_because


def test_who_runs_the_site_reads_that_a_mail_failed_and_not_what_circle_it_was_about(
    admin: Any, client_of: Any, participant: Any, no_server: Any, django_capture_on_commit_callbacks: Any
) -> None:
    write_to(participant, django_capture_on_commit_callbacks)
    no_server()
    now = timezone.now()
    for address, sent_at in (("a@example.org", now), ("b@example.org", None)):
        template = "visitations/emails/committee.txt"
        SentMail.objects.create(address=address, template=template, subject="Commissie", sent_at=sent_at)
    SentMail.objects.create(address="c@example.org", template="account/email/x", subject="Weg", sent_at=now)
    client = client_of(admin)

    def found(query: str) -> list[str]:
        return [one.address for one in client.get(f"{REPORT}?{query}").context["object_list"]]

    assert found("") == sorted(["a@example.org", "b@example.org", "c@example.org", participant.email])
    assert (found("state=sent&about=work"), found("state=waiting")) == (["a@example.org"], [participant.email])
    assert found("state=given-up") == ["b@example.org"] and found("about=account") == ["c@example.org"]
    page = client.get(f"{REPORT}results/").content.decode()
    assert "no mail today" in page
    assert not any(told in page for told in ("ommissi", "visitations/", "lessons/emails", "Je actie is"))
    assert client.post(REPORT).status_code == 405 and SentMail.objects.count() == 4


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
