"""After publication: how recommendations stand, what comes out of them, reminders, and the programme of all visitations."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lessons.models import Action, LessonPage
from regions.models import Region, User
from tests.factories import visitations as made
from visitations.actions.due import run_due
from visitations.models import DocumentRequest, ProgressReview, Response, StageTerm, VisitationPage
from visitations.states import Stage

pytestmark = pytest.mark.once
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def published(visitation_at: Callable[..., VisitationPage]) -> VisitationPage:
    return visitation_at(Stage.REVIEW)


@pytest.fixture
def as_host(client_of: Callable[[User], Client], people: made.People) -> Client:
    return client_of(people.host)


def address(name: str, visitation: VisitationPage, *args: Any) -> str:
    return reverse(f"visitations:{name}", args=[visitation.pk, *args])


def test_done_has_something_to_show_and_dropped_a_reason(
    as_host: Client, published: VisitationPage, visitor: Client
) -> None:
    asked = published.recommendations.get()
    where = address("review", published, asked.pk)
    said = as_host.post(where, {"progress": "done", "note": "Elk gezin is gebeld.", "evidence": ""})
    assert "evidence" in said.context["form"].errors and "Elk gezin is gebeld." in said.content.decode()
    said = as_host.post(where, {"progress": "dropped", "note": " "})
    assert "note" in said.context["form"].errors
    as_host.post(where, {"progress": "done", "note": "Elk gezin is gebeld.", "evidence": "Besluit van 3 mei"})
    sheet = SimpleUploadedFile("telling.csv", b"maand;gebeld\n1;40")
    as_host.post(address("review_attach", published, asked.pk), {"title": "Telling", "file": sheet, "confirmed": "on"})
    shown = visitor.get(f"{published.get_url()}rapport/").content.decode()
    assert "Elk gezin is gebeld." in shown and "Besluit van 3 mei" in shown
    file = ProgressReview.objects.get().attachments.get()
    assert b"".join(visitor.get(address("attachment", published, file.pk)).streaming_content) == b"maand;gebeld\n1;40"


def test_overdue_shows_to_everybody_until_it_is_done(
    as_host: Client, published: VisitationPage, visitor: Client
) -> None:
    Response.objects.update(due_on=TODAY - DAY)
    assert "Over de datum" in visitor.get(published.get_url()).content.decode()
    done = {"progress": "done", "note": "Klaar.", "evidence": "Verslag"}
    as_host.post(address("review", published, published.recommendations.get().pk), done)
    assert "Over de datum" not in visitor.get(published.get_url()).content.decode()


def test_actions_and_lessons_come_out_of_a_recommendation(
    as_host: Client,
    published: VisitationPage,
    people: made.People,
    client_of: Callable[[User], Client],
    visitor: Client,
) -> None:
    asked = published.recommendations.get()
    taken = {"what": "Bellijst maken", "owner": people.host.pk, "due_on": str(TODAY + 30 * DAY), "noticed_by": "Lijst"}
    as_host.post(address("take_action", published, asked.pk), taken)
    action = Action.objects.get()
    assert (action.circle, list(asked.actions.all())) == (published.visited_party, [action])
    lesson = {
        "title": "Bel ieder gezin elke maand", "why": "Wie niets hoort, wacht langer.", "direction": "change",
        "loop": "single", "certainty": "one_case", "lead_region": published.lead_region_id, "version": "", "tags": "",
    }  # fmt: skip
    said = as_host.post(address("draw_lesson", published, asked.pk), lesson)
    assert said.status_code == 302, said.context["form"].errors
    drawn = LessonPage.objects.get()
    assert [one.page_id for one in drawn.provenance.all()] == [published.report.pk]
    mine = as_host.get(address("follow_up", published)).content.decode()
    assert "Bellijst maken" in mine and "Bel ieder gezin elke maand" in mine
    for person in (people.member, people.recused, people.editor):
        assert client_of(person).get(address("follow_up", published)).status_code == 404
        assert client_of(person).post(address("take_action", published, asked.pk), taken).status_code == 404
    outside = (
        visitor.get(published.get_url()).content.decode()
        + visitor.get(f"{published.get_url()}rapport/").content.decode()
    )
    assert "Bellijst maken" not in outside
    assert Action.objects.count() == 1


def test_the_next_visitation_begins_with_what_is_open(
    as_host: Client, published: VisitationPage, people: made.People, twente: Region, client_of: Callable[[User], Client]
) -> None:
    following = made.start(twente, made.People(people.editor, people.chair, people.host), title="Visitatie opnieuw")
    VisitationPage.objects.filter(pk=following.pk).update(date=published.date + 365 * DAY)
    following.refresh_from_db()
    asked = published.recommendations.get()
    begun = client_of(people.editor).get(following.get_url()).content.decode()
    assert asked.text in begun and 'id="nog-open"' in begun
    done = {"progress": "done", "note": "Klaar.", "evidence": "Verslag"}
    as_host.post(address("review", published, asked.pk), done)
    assert 'id="nog-open"' not in client_of(people.editor).get(following.get_url()).content.decode()


def reminded(capture: Callable[..., Any]) -> list[str]:
    mail.outbox.clear()
    with capture(execute=True):
        run_due()
    return sorted(one.to[0] for one in mail.outbox)


def test_reminders_go_once_before_and_once_after_to_who_is_waited_for(
    visitation_at: Callable[..., VisitationPage],
    people: made.People,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    visitation = visitation_at(Stage.SELF_EVALUATION)
    term = StageTerm.objects.filter(visitation=visitation, stage=Stage.SELF_EVALUATION)
    term.update(due_on=TODAY + 10 * DAY)
    assert reminded(django_capture_on_commit_callbacks) == []
    term.update(due_on=TODAY + 2 * DAY)
    assert reminded(django_capture_on_commit_callbacks) == [people.host.email]
    assert visitation.title not in str(mail.outbox[0].message())
    assert reminded(django_capture_on_commit_callbacks) == []
    term.update(due_on=TODAY - DAY, reminded_on=TODAY - 3 * DAY)
    assert reminded(django_capture_on_commit_callbacks) == [people.host.email]
    assert reminded(django_capture_on_commit_callbacks) == []
    DocumentRequest.objects.create(
        visitation=visitation, number=1, title="Cijfers", due_on=TODAY, asked_by=people.chair
    )
    DocumentRequest.objects.create(visitation=visitation, number=2, title="Plan", due_on=TODAY, asked_by=people.chair)
    assert reminded(django_capture_on_commit_callbacks) == [people.host.email]  # two documents, one mail


def test_what_was_promised_is_reminded_of_until_it_is_settled(
    published: VisitationPage,
    people: made.People,
    as_host: Client,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    published.terms.update(due_on=TODAY + 90 * DAY)
    Response.objects.update(due_on=TODAY - DAY)
    assert reminded(django_capture_on_commit_callbacks) == [people.host.email]
    published.recommendations.update(reminded_on=None)
    dropped = {"progress": "dropped", "note": "De wet is veranderd."}
    as_host.post(address("review", published, published.recommendations.get().pk), dropped)
    assert reminded(django_capture_on_commit_callbacks) == []


def test_the_programme_counts_only_who_sits_there(
    visitation_at: Callable[..., VisitationPage],
    people: made.People,
    client_of: Callable[[User], Client],
    visitor: Client,
) -> None:
    visitation = visitation_at(Stage.DRAFT)
    names = {person: str(getattr(people, person)) for person in ("member", "recused", "undeclared")}
    board = client_of(people.editor).get(reverse("visitations:roster")).content.decode()
    assert visitation.title in board and names["member"] in board
    assert names["recused"] not in board and names["undeclared"] not in board
    assert reverse("visitations:roster") in visitor.get(reverse("visitations:list")).content.decode()
    public = visitor.get(reverse("visitations:roster")).content.decode()
    assert (
        visitation.title in public and names["member"] not in public
    )  # how much somebody has to do is the editors' to see
    found = Calendar.from_ical(visitor.get(reverse("visitations:roster_calendar")).content).walk("VEVENT")
    assert len(found) == len(Stage) and all(visitation.title in event["SUMMARY"] for event in found)


def test_a_visitation_for_members_is_in_no_visitors_programme(
    visitation_at: Callable[..., VisitationPage],
    people: made.People,
    client_of: Callable[[User], Client],
    visitor: Client,
) -> None:
    visitation = visitation_at(Stage.SCOPE, audience_key="members")
    for name in ("roster", "roster_calendar"):
        assert visitation.title not in visitor.get(reverse(f"visitations:{name}")).content.decode()
        assert visitation.title in client_of(people.member).get(reverse(f"visitations:{name}")).content.decode()


def test_the_progress_is_taken_along_by_whoever_reads_it_on_the_screen(
    as_host: Client, published: VisitationPage, visitor: Client, people: made.People, queries_of: Any
) -> None:
    where = f"{address('follow_up', published)}?formaat=json"
    asked = published.recommendations.get()
    said = {"progress": "done", "note": "Elk gezin is gebeld.", "evidence": "Besluit van 3 mei"}
    as_host.post(address("review", published, asked.pk), said)
    taken = {"what": "Bellijst maken", "owner": people.host.pk, "due_on": str(TODAY + DAY), "noticed_by": "Lijst"}
    as_host.post(address("take_action", published, asked.pk), taken)
    (row,) = json.loads(b"".join(as_host.get(where).streaming_content))
    assert (row["recommendation"], row["position"]) == (asked.text, asked.response.position)
    assert (row["progress"], row["note"], row["actions"]) == ("done", "Elk gezin is gebeld.", ["Bellijst maken"])
    assert visitor.get(where).status_code in (302, 403, 404)
    one = queries_of(as_host, where)
    for number in (7, 8):
        published.recommendations.create(number=number, text="Nog een", addressee="Regio")
    assert queries_of(as_host, where) == one
