"""Documents that are asked for and handed over, the programme of the visit, and notes that belong to groups."""

import datetime
import email
from collections.abc import Callable
from typing import Any

import pytest
import vobject
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from learningtables.models import CalendarFeed
from regions.models import User
from tests.factories import visitations as made
from visitations.models import Attachment, DocumentRequest, Evidence, ProgrammeItem, VisitationPage
from visitations.states import RequestStatus, Stage

pytestmark = pytest.mark.once
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)


@pytest.fixture
def visitation(visitation_at: Callable[..., VisitationPage]) -> VisitationPage:
    return visitation_at(Stage.DOCUMENTS)


@pytest.fixture
def go(client_of: Callable[[User], Client], visitation: VisitationPage) -> Callable[..., Any]:
    """What ``person`` meets at a screen of the visitation; with data, what comes of sending it."""

    def visit(person: User, name: str, *args: Any, **data: Any) -> Any:
        address = reverse(f"visitations:{name}", args=[visitation.pk, *args])
        return client_of(person).post(address, data, follow=True) if data else client_of(person).get(address)

    return visit


def part(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "interview",
        "title": "Gesprek met ouders",
        "group": "Ouders",
        "starts_at": f"{TOMORROW}T10:00",
        "ends_at": f"{TOMORROW}T11:00",
        "place": "Wijkhuis",
        "version": "",
        **fields,
    }


def test_a_document_is_asked_for_handed_over_and_settled(
    go: Callable[..., Any], people: made.People, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        go(people.member, "request_add", title="Wachttijden van een jaar", why="Om te zien wie wacht")
    assert [one.to for one in mail.outbox] == [[people.host.email]]
    assert "Wachttijden" not in str(mail.outbox[0].message())
    asked = DocumentRequest.objects.get()
    go(people.host, "request_answer", asked.pk, available="yes", reply="")
    asked.refresh_from_db()
    assert asked.status == RequestStatus.ASKED  # neither a file nor words
    overview = SimpleUploadedFile("overzicht.txt", b"Wachttijd in weken: 11, 14, 9")
    go(people.host, "request_attach", asked.pk, title="Overzicht", file=overview, confirmed="on")
    go(people.host, "request_answer", asked.pk, available="yes", reply="Alstublieft")
    read = go(people.member, "requests").content.decode()
    assert "Overzicht" in read and "Alstublieft" in read
    file = go(people.member, "attachment", Attachment.objects.get().pk)
    assert b"".join(file.streaming_content) == b"Wachttijd in weken: 11, 14, 9"
    assert file["Content-Disposition"] == 'attachment; filename="overzicht.txt"'
    assert file["Cache-Control"] == "private, no-store"
    go(people.member, "request_settle", asked.pk, "accepted", sent="1")
    asked.refresh_from_db()
    assert asked.status == RequestStatus.ACCEPTED
    go(people.host, "attachment_remove", Attachment.objects.get().pk, sent="1")
    assert Attachment.objects.count() == 1  # what was settled stays


def test_what_is_not_there_takes_a_reason(go: Callable[..., Any], people: made.People) -> None:
    go(people.member, "request_add", title="Klachten")
    asked = DocumentRequest.objects.get()
    refused = go(people.host, "request_answer", asked.pk, available="no", reply="  ")
    asked.refresh_from_db()
    assert (refused.status_code, asked.status) == (200, RequestStatus.ASKED)
    go(people.host, "request_answer", asked.pk, available="no", reply="Wij houden dat niet bij.")
    go(people.member, "request_settle", asked.pk, "accepted", sent="1")
    asked.refresh_from_db()
    assert asked.status == RequestStatus.NOT_AVAILABLE  # the table has no such move
    go(people.member, "request_settle", asked.pk, "withdrawn", sent="1")
    asked.refresh_from_db()
    assert asked.status == RequestStatus.WITHDRAWN


def test_a_file_or_note_that_leads_to_a_person_is_refused(go: Callable[..., Any], people: made.People) -> None:
    go(people.member, "request_add", title="Dossiers")
    asked = DocumentRequest.objects.get()
    dossier = SimpleUploadedFile("lijst.txt", b"BSN 123456782")
    go(people.host, "request_attach", asked.pk, title="Lijst", file=dossier, confirmed="on")
    assert not Attachment.objects.exists()
    note = {"kind": "interview", "title": "Gesprek", "group": "Ouders", "version": ""}
    kept = go(people.member, "evidence_add", **note, notes="Bel 06-12345678 voor meer.").content.decode()
    assert "Bel 06-12345678 voor meer." in kept  # nothing typed is lost
    assert not Evidence.objects.exists()
    go(people.member, "evidence_add", **note, notes="Zij spraken met mevrouw Jansen.")
    assert not Evidence.objects.exists()  # a name has to be looked at
    go(people.member, "evidence_add", **note, notes="Zij spraken met mevrouw Jansen.", confirmed="on")
    assert Evidence.objects.get().group == "Ouders"


def test_who_meets_documents_and_programme(
    go: Callable[..., Any], people: made.People, outsider: User, admin: User, visitation: VisitationPage
) -> None:
    go(people.member, "request_add", title="Wachttijden")
    asked = DocumentRequest.objects.get()
    file = SimpleUploadedFile("overzicht.txt", b"Wachttijd in weken: 11")
    go(people.host, "request_attach", asked.pk, title="Overzicht", file=file, confirmed="on")
    kept = Attachment.objects.get().pk
    absent = (people.undeclared, people.recused, people.editor, outsider, admin)
    for person in absent:
        for name, args in [("requests", ()), ("programme", ()), ("programme_file", ()), ("attachment", (kept,))]:
            assert go(person, name, *args).status_code == 404, (person, name)
    met = [go(people.observer, name).status_code for name in ("programme", "programme_file", "requests")]
    assert met == [200, 200, 403]
    assert go(people.observer, "attachment", kept).status_code == 404
    assert go(people.host, "request_add").status_code == 404  # the committee asks
    assert go(people.member, "request_answer", asked.pk).status_code == 404  # the visited party answers
    assert go(people.member, "programme_add").status_code == 403  # chair, secretary and host plan
    assert Client().get(reverse("visitations:attachment", args=[visitation.pk, kept])).status_code == 404


def test_the_programme_reaches_each_with_what_is_theirs(
    go: Callable[..., Any], people: made.People, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    go(people.host, "programme_add", **part())
    evening = {"starts_at": f"{TOMORROW}T16:00", "ends_at": f"{TOMORROW}T17:00"}
    go(people.secretary, "programme_add", **part(kind="deliberation", title="Overleg", group="", **evening))
    assert ProgrammeItem.objects.count() == 2
    go(people.host, "programme_add", **part(kind="deliberation", title="Stiekem"))
    assert ProgrammeItem.objects.count() == 2  # not the visited party's to plan
    for person, parts in [(people.member, 2), (people.observer, 1), (people.host, 1)]:
        assert ("Overleg" in go(person, "programme").content.decode()) == (parts == 2)
        assert len(Calendar.from_ical(go(person, "programme_file").content).walk("VEVENT")) == parts
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        go(people.secretary, "programme_send", sent="1")
    sent = {one.to[0]: _calendar_in(one) for one in mail.outbox}
    assert set(sent) == {p.email for p in (people.chair, people.secretary, people.member, people.observer, people.host)}
    assert {address: len(found) for address, found in sent.items() if len(found) == 1} == {
        people.observer.email: 1,
        people.host.email: 1,
    }


def _calendar_in(message: Any) -> list[Any]:
    """The events on which two parsers agree."""
    whole = email.message_from_bytes(message.message().as_bytes())
    (content,) = [one.get_payload(decode=True) for one in whole.walk() if one.get_content_type() == "text/calendar"]
    events = Calendar.from_ical(content).walk("VEVENT")
    second = vobject.readOne(content.decode())
    assert [str(one["UID"]) for one in events] == [one.uid.value for one in second.vevent_list]
    assert [one["DTSTART"].dt for one in events] == [one.dtstart.value for one in second.vevent_list]
    return list(events)


def test_calendars_follow_a_change_and_a_cancellation(go: Callable[..., Any], people: made.People) -> None:
    go(people.secretary, "programme_add", **part())
    (first,) = Calendar.from_ical(go(people.host, "programme_file").content).walk("VEVENT")
    item = ProgrammeItem.objects.get()
    form = go(people.secretary, "programme_edit", item.pk).context["form"]
    changed = part(starts_at=f"{TOMORROW}T13:00", ends_at=f"{TOMORROW}T14:00", version=form["version"].value())
    go(people.secretary, "programme_edit", item.pk, **changed)
    stale = go(people.host, "programme_edit", item.pk, **{**changed, "title": "Anders"})
    assert stale.status_code == 409 and "Anders" in stale.content.decode()
    (second,) = Calendar.from_ical(go(people.host, "programme_file").content).walk("VEVENT")
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], first["SEQUENCE"] + 1)
    assert second["DTSTART"].dt.hour == 13
    go(people.secretary, "programme_cancel", item.pk, sent="1")
    (off,) = Calendar.from_ical(go(people.host, "programme_file").content).walk("VEVENT")
    assert (off["STATUS"], off["SEQUENCE"]) == ("CANCELLED", first["SEQUENCE"] + 2)
    assert "Gesprek met ouders" not in go(people.host, "programme").content.decode()


def test_an_interview_is_with_a_group_and_ends_after_it_begins(go: Callable[..., Any], people: made.People) -> None:
    said = go(people.secretary, "programme_add", **part(group="", ends_at=f"{TOMORROW}T09:00"))
    assert set(said.context["form"].errors) == {"group", "ends_at"}
    assert not ProgrammeItem.objects.exists()


def test_notes_begin_at_a_part_of_the_programme(
    go: Callable[..., Any], people: made.People, client_of: Callable[[User], Client], visitation: VisitationPage
) -> None:
    go(people.secretary, "programme_add", **part())
    item = ProgrammeItem.objects.get()
    address = reverse("visitations:evidence_add", args=[visitation.pk])
    form = client_of(people.member).get(f"{address}?onderdeel={item.pk}").context["form"]
    begun = {name: form[name].value() for name in ("kind", "title", "group", "programme_item", "version")}
    go(people.member, "evidence_add", **begun, notes="Zij wachtten lang.")
    kept = Evidence.objects.get()
    assert (kept.programme_item, kept.group, kept.title) == (item, "Ouders", "Gesprek met ouders")


def test_visits_stand_in_the_calendar_one_subscribes_to(go: Callable[..., Any], people: made.People) -> None:
    go(people.secretary, "programme_add", **part())
    evening = {"starts_at": f"{TOMORROW}T16:00", "ends_at": f"{TOMORROW}T17:00"}
    go(people.secretary, "programme_add", **part(kind="deliberation", title="Overleg", group="", **evening))
    met = {name: _subscribed(getattr(people, name)) for name in ("member", "observer", "host", "recused", "undeclared")}
    assert {name: len(events) for name, events in met.items()} == {
        "member": 2, "observer": 1, "host": 1, "recused": 0, "undeclared": 0,
    }  # fmt: skip
    assert not any("ouders" in str(event["SUMMARY"]).lower() for event in met["member"])  # others look into calendars


def _subscribed(person: User) -> list[Any]:
    feed = CalendarFeed.objects.create(user=person)
    content = Client().get(reverse("learningtables:feed", args=[feed.key])).content
    return list(Calendar.from_ical(content).walk("VEVENT"))
