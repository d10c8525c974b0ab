"""A mail that was made leaves, also when the process that was sending it is killed."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from regions import outbox
from regions.models import SentMail, User
from tests.promises.test_at_once import _in_a_file  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.once]
ROOT = Path(__file__).resolve().parents[2]
SENDER = """
import django; django.setup()
from regions import emails
from regions.models import User
emails.send(
    User.objects.get(email="%s"), subject="Je actie", template="lessons/emails/action_late.txt", context={"path": "/hier/"}
)
"""


def sender(user: User, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """A process that writes to ``user`` by way of the mail server at ``port``."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.promises.settings_smtp",
        "MAIL_PORT": str(port),
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "DATA_DIR": str(folder),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    return subprocess.Popen([sys.executable, "-c", SENDER % user.email], cwd=ROOT, env=environment)


def test_it_leaves_once_after_the_process_that_sent_it_was_killed(participant: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        running = sender(participant, server.getsockname()[1], tmp_path)
        try:
            held, _address = server.accept()  # it says nothing: the sender waits
        finally:
            running.send_signal(signal.SIGKILL)
            running.wait()
        held.close()
    row = SentMail.objects.get()
    assert row.sent_at is None and row.tries == 1
    assert outbox.send_waiting() == 0, "nobody knows yet that its sender is gone"
    SentMail.objects.update(try_at=timezone.now())
    assert (outbox.send_waiting(), outbox.send_waiting()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == [participant.email] and "/hier/" in letter.body
    assert SentMail.objects.get().sealed == ""


def test_a_server_that_refuses_keeps_the_mail(participant: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        running = sender(participant, server.getsockname()[1], tmp_path)
        try:
            held, _address = server.accept()
            held.sendall(b"421 not now\r\n")
            held.close()
            assert running.wait(60) == 0, "what the person did goes on"
        finally:
            running.kill()
    row = SentMail.objects.get()
    assert row.sent_at is None and row.sealed and row.try_at and "421" in row.failed_because
