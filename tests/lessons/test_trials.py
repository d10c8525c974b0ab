"""Try small, then wider: a trial of a lesson from its beginning to the decision that becomes the region's word."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from lessons import actions, due
from lessons.models import LessonPage, Trial, Uptake
from tests.factories.lessons import LessonFactory
from tests.lessons.living import in_days

TODAY = timezone.localdate()
TRIED = {
    "hypothesis": "Als we eerst bellen, is het eerste gesprek korter.",
    "where": "Team Middelburg",
    "noticed_by": "We tellen de gesprekken en vragen ouders wat ze merkten.",
    "starts_on": str(TODAY - datetime.timedelta(days=60)),
    "ends_on": str(TODAY + datetime.timedelta(days=10)),
}
DECIDED = {"noticed": "De gesprekken waren een kwartier korter.", "because": "Dit werkt, ook volgens de ouders."}


@pytest.fixture
def lesson(foodvalley: Any, facilitator: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, owner=facilitator)


@pytest.fixture
def begin(client_of: Any, coordinator: Any, zeeland: Any, lesson: LessonPage) -> Any:
    def begun(**words: Any) -> Any:
        typed = {**TRIED, "region": zeeland.pk, "is_named": "yes", **words}
        return client_of(coordinator).post(f"/lessen/{lesson.pk}/proef/", typed)

    return begun


@pytest.fixture
def trial(begin: Any) -> Trial:
    begin()
    return Trial.objects.get()


def decide(client: Any, trial: Trial, **words: str) -> Any:
    return client.post(f"/lessen/proeven/{trial.pk}/besluiten/", {**DECIDED, "reason": "", **words})


def test_a_trial_begins_as_trying_and_everybody_who_reads_the_lesson_reads_it(
    client: Any, trial: Trial, lesson: LessonPage, zeeland: Any
) -> None:
    assert Uptake.objects.current().get(region=zeeland).status == "trying"
    assert TRIED["hypothesis"] in client.get(lesson.url).content.decode()
    page = client.get(f"/lessen/proeven/{trial.pk}/").content.decode()
    assert TRIED["noticed_by"] in page and "Team Middelburg" in page
    assert "<dt>Van</dt>" in page
    assert TRIED["hypothesis"] in client.get("/regios/zeeland/").content.decode()


def test_only_who_coordinates_the_region_begins_changes_and_decides(
    client: Any,
    client_of: Any,
    begin: Any,
    trial: Trial,
    lesson: LessonPage,
    foodvalley_coordinator: Any,
    participant: Any,
) -> None:
    assert client_of(participant).get(f"/lessen/{lesson.pk}/proef/").status_code == 403
    assert begin(region=lesson.lead_region_id).context["form"].errors.keys() == {"region"}
    for door in ("wijzigen", "besluiten"):
        assert client.get(f"/lessen/proeven/{trial.pk}/{door}/").status_code == 302
        assert client_of(foodvalley_coordinator).get(f"/lessen/proeven/{trial.pk}/{door}/").status_code == 403


def test_one_trial_at_a_time(begin: Any, trial: Trial) -> None:
    page = begin(where="Team Goes")
    assert page.status_code == 200 and "Team Goes" in page.content.decode()
    assert Trial.objects.get() == trial


def test_it_ends_after_it_begins(begin: Any) -> None:
    page = begin(ends_on=str(TODAY - datetime.timedelta(days=61)))
    assert "ends_on" in page.context["form"].errors and not Trial.objects.exists()


def test_two_who_change_it_at_once_lose_nothing(client_of: Any, coordinator: Any, trial: Trial) -> None:
    client, address = client_of(coordinator), f"/lessen/proeven/{trial.pk}/wijzigen/"
    version = client.get(address).context["form"]["version"].value()
    assert client.post(address, {**TRIED, "where": "Team Goes", "version": version}).status_code == 302
    late = client.post(address, {**TRIED, "where": "Team Veere", "version": version})
    assert late.status_code == 409
    assert "Team Goes" in late.content.decode() and "Team Veere" in late.content.decode()


@pytest.mark.parametrize(
    ("decision", "reason", "status"),
    [("scale_up", "", "adopted"), ("adapt", "", "adapted"), ("stop", "did_not_work", "stopped")],
)
def test_the_decision_is_the_regions_next_word(
    client: Any,
    client_of: Any,
    coordinator: Any,
    trial: Trial,
    lesson: LessonPage,
    decision: str,
    reason: str,
    status: str,
) -> None:
    answer = decide(client_of(coordinator), trial, decision=decision, reason=reason)
    assert answer.status_code == 302
    uptake = Uptake.objects.current().get()
    assert (uptake.status, uptake.result, uptake.reason) == (status, DECIDED["noticed"], reason)
    assert DECIDED["because"] in client.get(lesson.url).content.decode()
    assert lesson.contradictions.exists() == (decision == "stop")


def test_a_region_that_asked_not_to_be_named_meanwhile_is_not_named_by_its_decision_or_by_the_pages_log(
    client: Any, client_of: Any, coordinator: Any, admin: Any, trial: Trial, lesson: LessonPage, zeeland: Any
) -> None:
    word = {"region": zeeland.pk, "status": "trying", "date": str(TODAY), "is_named": "no"}
    client_of(coordinator).post(f"/lessen/{lesson.pk}/opvolgen/", word)
    assert Uptake.objects.current().get().is_named is False
    decide(client_of(coordinator), trial, decision="stop", reason="did_not_work")
    assert Uptake.objects.current().get().is_named is False
    told = client.get(f"/api/lessons/{lesson.pk}/").json()["uptakes"]
    assert [(one["note"], one["region"]) for one in told] == [(DECIDED["because"], None)]
    history = client_of(admin).get(f"/admin/pages/{lesson.pk}/history/")
    assert history.status_code == 200 and str(coordinator) not in history.content.decode()
    assert {entry.action for entry in ModelLogEntry.objects.filter(user=coordinator)} >= {
        "lessons.begin_trial",
        "lessons.report_uptake",
        "lessons.decide_trial",
        "lessons.contradict",
    }


def test_a_trial_of_a_lesson_that_was_retired_meanwhile_is_decided_and_nothing_more_is_asked(
    client_of: Any, coordinator: Any, facilitator: Any, trial: Trial, lesson: LessonPage
) -> None:
    actions.retire_lesson(lesson, because="De regels zijn anders.", user=facilitator)
    Trial.objects.update(ends_on=TODAY - datetime.timedelta(days=1))
    Uptake.objects.update(date=TODAY - datetime.timedelta(days=400))
    client = client_of(coordinator)
    assert [one.title for one in client.get("/account/").context["waiting"]] == [lesson.title]
    assert decide(client, trial, decision="stop", reason="rules").status_code == 302
    assert Trial.objects.get().decision == "stop"
    assert [one.title for one in client.get("/account/").context["waiting"]] == []


def test_stopping_asks_for_a_reason_and_deciding_twice_is_refused(
    client_of: Any, coordinator: Any, trial: Trial
) -> None:
    client = client_of(coordinator)
    page = decide(client, trial, decision="stop")
    assert "reason" in page.context["form"].errors and DECIDED["noticed"] in page.content.decode()
    decide(client, trial, decision="scale_up")
    assert decide(client, trial, decision="stop", reason="capacity").status_code == 200
    assert Uptake.objects.current().get().status == "adopted"


def test_when_its_end_has_passed_it_waits_and_is_reminded_of_once_a_week(
    client_of: Any, coordinator: Any, trial: Trial, lesson: LessonPage, django_capture_on_commit_callbacks: Any
) -> None:
    Trial.objects.update(ends_on=TODAY - datetime.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            due.run_due()
    assert [message.to for message in mail.outbox] == [[coordinator.email]]
    assert "Middelburg" not in mail.outbox[0].body and TRIED["hypothesis"] not in mail.outbox[0].body
    assert lesson.title in client_of(coordinator).get("/").content.decode()
    Trial.objects.update(reminded_at=timezone.now() - datetime.timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        due.run_due()
    assert len(mail.outbox) == 2


def test_a_trial_of_a_lesson_that_is_closed_to_the_reader_is_not_there(
    client: Any, client_of: Any, outsider: Any, trial: Trial, lesson: LessonPage, table_circle: Any
) -> None:
    LessonPage.objects.filter(pk=lesson.pk).update(audience_key=table_circle.audience_key)
    for reader in (client, client_of(outsider)):
        assert reader.get(f"/lessen/proeven/{trial.pk}/").status_code == 404


def test_a_trial_of_a_lesson_that_was_closed_is_still_decided_on_and_the_lesson_is_not_named(
    client_of: Any, coordinator: Any, outsider: Any, trial: Trial, lesson: LessonPage, table_circle: Any
) -> None:
    LessonPage.objects.filter(pk=lesson.pk).update(audience_key=table_circle.audience_key)
    Trial.objects.update(ends_on=TODAY - datetime.timedelta(days=1))
    client, address = client_of(coordinator), f"/lessen/proeven/{trial.pk}/"
    waiting = client.get("/account/").context["waiting"]
    assert [one.url for one in waiting] == [f"{address}besluiten/"]
    for path in (address, f"{address}besluiten/", f"{address}wijzigen/"):
        page = client.get(path)
        assert page.status_code == 200 and lesson.title not in page.content.decode()
        assert client_of(outsider).get(path).status_code == 404
    assert lesson.title not in client.get("/account/").content.decode()
    assert decide(client, trial, decision="scale_up").status_code == 302
    assert Uptake.objects.current().get().status == "adopted"


def test_who_began_it_and_left_the_desk_hears_once_and_is_led_to_what_they_may_see(
    client_of: Any,
    coordinator: Any,
    outsider: Any,
    trial: Trial,
    lesson: LessonPage,
    django_capture_on_commit_callbacks: Any,
) -> None:
    Trial.objects.update(ends_on=TODAY - datetime.timedelta(days=1), started_by=outsider)
    for _week in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            due.run_due()
        Trial.objects.update(reminded_at=timezone.now() - datetime.timedelta(days=8))
    assert sorted(message.to[0] for message in mail.outbox) == sorted([outsider.email, *[coordinator.email] * 2])
    [told] = [message.body for message in mail.outbox if message.to == [outsider.email]]
    assert f"/lessen/proeven/{trial.pk}/\n" in told
    assert client_of(outsider).get(f"/lessen/proeven/{trial.pk}/").status_code == 200


@pytest.mark.parametrize(("named", "label"), [(True, "badge--caution"), (False, "badge--info")])
def test_a_trial_whose_end_has_passed_does_not_run_but_for_who_may_not_know_the_day(
    client: Any, lesson: LessonPage, zeeland: Any, coordinator: Any, named: bool, label: str
) -> None:
    said = {"hypothesis": "Het scheelt.", "where": "Team Goes", "noticed_by": "Tellen."}
    days = {"starts_on": in_days(-60), "ends_on": in_days(-2)}
    actions.begin_trial(lesson, region=zeeland, user=coordinator, is_named=named, **said, **days)
    page = client.get(lesson.url).content.decode()
    assert [one for one in ("badge--caution", "badge--info") if one in page] == [label]
