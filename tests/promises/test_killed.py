"""What was confirmed is there, even when the server is killed before it can do anything else."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from casestudies.models import Answer, CaseStudyPage
from learningtables.models import Contribution, ContributionVersion
from regions.models import User
from tests.factories.casestudies import answer_data, make_case, make_reflection
from tests.factories.learningtables import make_method, make_room, make_session, make_table
from tests.promises.test_at_once import _in_a_file  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.once]
ROOT = Path(__file__).resolve().parents[2]
SERVER = [
    str(Path(sys.executable).with_name("granian")),
    "--interface",
    "asgi",
    "--workers",
    "1",
    "--host",
    "127.0.0.1",
]
SOON = 60.0


class Server:
    """The real one, on the database of this test."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "DATA_DIR": str(folder),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        }
        self.process = subprocess.Popen(
            [*SERVER, "--port", str(self.port), "config.asgi:application"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """The whole of it, at once: nothing gets a moment to write anything down."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method: str, path: str, *, cookie: str, fields: dict[str, object] | None = None) -> HTTPResponse:
        calling = HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        calling.request(method, path, body=urlencode(fields or {}), headers=headers)
        return calling.getresponse()

    def wait(self) -> None:
        until = time.monotonic() + SOON
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.ask("GET", "/account/login/", cookie="").read()
                return
            except OSError:
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.2)
        raise AssertionError("the server does not start")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    try:
        running.wait()
        yield running
    finally:
        running.kill()


def ready_to_send(server: Server, client: Client, path: str) -> tuple[str, dict[str, object]]:
    """The cookies of who is signed in, and what the form of the page holds beside what is typed."""
    session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    page = server.ask("GET", path, cookie=session)
    cookies = "; ".join([session, *(one.split(";")[0] for one in page.headers.get_all("Set-Cookie", []))])
    html = page.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    version = re.search(r'name="version" value="([^"]*)"', html)
    assert token is not None
    return cookies, {"csrfmiddlewaretoken": token[1], **({"version": version[1]} if version else {})}


def send_and_kill(server: Server, client: Client, path: str, *, to: str = "", **fields: object) -> int:
    """As a browser does: the form is fetched and sent (``to`` another address, where it says so); the server dies on the first
    byte of its answer."""
    cookies, sent = ready_to_send(server, client, path)
    answered = server.ask("POST", to or path, cookie=cookies, fields={**sent, **fields})
    server.kill()
    connections.close_all()
    return answered.status


@pytest.mark.parametrize("what", ["answer", "text"])
def test_killing_the_server_right_after_its_yes_loses_nothing(
    what: str,
    foodvalley: object,
    table_circle: object,
    case_owner: User,
    facilitator: User,
    participant: User,
    server: Server,
    client_of: object,
) -> None:
    world = {"region": foodvalley, "circle": table_circle, "owner": case_owner}
    case = make_case(**world, locked=what != "text", shared=what != "text")
    if what == "text":
        path = f"/casussen/{case.pk}/schrijven/situatie/"
        assert send_and_kill(server, client_of(case_owner), path, situation="Net bewaard.") == 302
        assert CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().situation == "Net bewaard."
        return
    reflection = make_reflection(case, respondents=[participant], user=facilitator)
    path = f"/casussen/reflecties/{reflection.pk}/beslispunten/{case.decision_points.get().pk}/"
    assert send_and_kill(server, client_of(participant), path, **answer_data(why="Net gezegd.")) == 302
    assert Answer.objects.get().why == "Net gezegd."


def test_what_was_written_in_a_room_is_there_once_when_it_is_sent_again(
    foodvalley: object,
    table_circle: object,
    facilitator: User,
    participant: User,
    server: Server,
    client_of: object,
) -> None:
    """Killed on the first byte of its yes; the phone did not hear it and sends the same text to the next server."""
    make_method()
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    room = make_room(make_session(table, user=facilitator), user=facilitator, at=2)
    path = f"/leertafels/sessies/{room.session_id}/kamer/"
    text = {"step": room.current_id, "uid": uuid.uuid4(), "body": "Wie was erbij?"}
    client = client_of(participant)
    assert send_and_kill(server, client, path, to=f"{path}schrijven/", **text) == 302
    assert Contribution.objects.get().body == "Wie was erbij?"
    assert client.post(f"{path}schrijven/", text).status_code == 302
    assert Contribution.objects.get().versions.count() == 1


def test_every_text_that_was_confirmed_while_the_server_was_killed_is_there_once(
    foodvalley: object, table_circle: object, facilitator: User, participant: User, server: Server, client_of: object
) -> None:
    """Answers come in on several lines at once. Those that heard no yes are sent again, as the screen does."""
    make_method()
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    room = make_room(make_session(table, user=facilitator), user=facilitator, at=2)
    client = client_of(participant)
    path = f"/leertafels/sessies/{room.session_id}/kamer/"
    cookies, token = ready_to_send(server, client, path)
    texts = [{"step": room.current_id, "uid": uuid.uuid4(), "body": f"Vraag {number}"} for number in range(40)]
    confirmed: list[uuid.UUID] = []
    enough = threading.Event()

    def send(mine: list[dict[str, object]]) -> None:
        for text in mine:
            with suppress(OSError, HTTPException):
                answer = server.ask("POST", f"{path}schrijven/", cookie=cookies, fields={**text, **token})
                if answer.status == 302:
                    confirmed.append(text["uid"])
            if len(confirmed) >= 8:
                enough.set()

    lines = [threading.Thread(target=send, args=(texts[start::4],)) for start in range(4)]
    for line in lines:
        line.start()
    assert enough.wait(SOON)
    server.kill()
    for line in lines:
        line.join()
    connections.close_all()
    assert 8 <= len(confirmed) < len(texts)
    kept = set(Contribution.objects.values_list("uid", flat=True))
    assert kept >= set(confirmed)
    for text in texts:
        assert client.post(f"{path}schrijven/", text).status_code == 302
    assert Contribution.objects.count() == ContributionVersion.objects.count() == len(texts)
