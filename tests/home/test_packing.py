"""A file of data is made outside the request, once, opens for its asker alone, and is thrown away in time."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from home import packing
from home.clock import run_due
from home.models import Package
from regions.models import Membership
from regions.states import MembershipStatus, Role
from tests.factories import visitations
from tests.home.test_own_data import part, taken
from visitations.models import Attachment, DocumentRequest

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OWN, OF_REGION = "/account/gegevens/", "/regios/food-valley/gegevens/"
FILE = f"{OWN}bestand/"


def kept() -> list[str]:
    try:
        return storages["private"].listdir(packing.FOLDER)[1]
    except FileNotFoundError:
        return []


def test_asked_twice_it_is_made_once_and_told_without_content(
    client_of: Any, participant: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client, before = client_of(participant), len(kept())
    assert client.get(FILE).status_code == 404
    client.post(OWN)
    screen = client.post(OWN, follow=True).content.decode()
    assert 'method="post" action' not in screen and f'href="{OWN}"' in screen and FILE not in screen
    with django_capture_on_commit_callbacks(execute=True):
        packing.run_due()
        packing.run_due()
    assert (Package.objects.count(), len(kept()) - before, len(mail.outbox)) == (1, 1, 1)
    assert mail.outbox[0].to == [participant.email] and OWN in mail.outbox[0].body
    assert FILE in client.get(OWN).content.decode() and client.get(FILE)["Cache-Control"] == "private, no-store"
    client.post(OWN)
    assert len(kept()) == before and client.get(FILE).status_code == 404, "a new one takes its place"


def test_only_who_asked_opens_it_and_only_as_long_as_they_may(
    visitor: Client, client_of: Any, participant: Any, outsider: Any, foodvalley_coordinator: Any, admin: Any
) -> None:
    taken(client_of(participant), OWN)
    assert visitor.get(FILE).status_code == 302
    assert [client_of(who).get(FILE).status_code for who in (outsider, admin)] == [404, 404]
    client = client_of(foodvalley_coordinator)
    taken(client, OF_REGION)
    client.post(OF_REGION)
    foodvalley_coordinator.memberships.filter(role=Role.COORDINATOR).update(status=MembershipStatus.ENDED)
    assert client.get(f"{OF_REGION}bestand/").status_code == 403
    packing.run_due()
    assert not Package.objects.filter(asked_by=foodvalley_coordinator).exists(), (
        "nothing is made for who may not have it"
    )


def test_what_a_killed_process_began_is_taken_up_again(client_of: Any, participant: Any) -> None:
    client = client_of(participant)
    client.post(OWN)
    Package.objects.update(tries=1, try_at=timezone.now() + packing.CLAIMED_FOR)
    packing.run_due()
    assert client.get(FILE).status_code == 404, "it may still be busy"
    Package.objects.update(try_at=timezone.now())
    packing.run_due()
    assert client.get(FILE).status_code == 200


def test_it_says_so_when_it_cannot_be_made(client_of: Any, participant: Any, settings: Any) -> None:
    client = client_of(participant)
    client.post(OWN)
    working = settings.STORAGES
    settings.STORAGES = {**working, "private": {"BACKEND": f"{__name__}.FullDisk"}}
    for _time in range(packing.MOST_TRIES):
        packing.run_due()
        Package.objects.exclude(try_at=None).update(try_at=timezone.now())
    page = client.get(OWN)
    assert not page.context["package"].is_being_made and b"notice--caution" in page.content
    settings.STORAGES = working
    taken(client, OWN)


class FullDisk:
    def save(self, *args: Any, **kwargs: Any) -> str:
        raise OSError("no room")

    def delete(self, path: str) -> None: ...


def test_it_is_thrown_away_in_time(client_of: Any, participant: Any) -> None:
    before = len(kept())
    client = client_of(participant)
    taken(client, OWN)
    Package.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    assert client.get(FILE).status_code == 404
    assert run_due() == 0
    assert not Package.objects.exists() and len(kept()) == before


def test_a_file_that_was_lost_is_named_and_keeps_nothing_from_being_made(
    client_of: Any, foodvalley: Any, foodvalley_coordinator: Any, editor: Any, chair: Any, host: Any
) -> None:
    visitation = visitations.start(foodvalley, visitations.People(editor=editor, chair=chair, host=host))
    Membership.objects.create(circle=visitation.visited_party, user=foodvalley_coordinator, role=Role.MEMBER)
    asked = DocumentRequest.objects.create(visitation=visitation, number=1, title="Cijfers", asked_by=chair)
    for title in ("Blijft", "Kwijtgeraakt"):
        file = ContentFile(b"inhoud", f"{title}.txt")
        attached = {"visitation": visitation, "request": asked, "size": 6, "uploaded_by": host}
        attachment = Attachment.objects.create(title=title, file=file, **attached)
    attachment.file.storage.delete(attachment.file.name)
    client = client_of(foodvalley_coordinator)
    packed = taken(client, OF_REGION)
    rows = {row["title"]: (row["missing"], bool(row["file"])) for row in part(packed, "files")}
    assert rows == {"Blijft": (False, True), "Kwijtgeraakt": (True, False)}
    assert packed.read("index.html").decode().count("Kwijtgeraakt") >= 2
    assert client.get(OF_REGION).context["package"].missing == 1
