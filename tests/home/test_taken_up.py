"""A region's lessons: what it takes up with what asks for another look, one click to say what comes next, and what others do with
its own. For its own people, and for others as far as it is named."""

import csv
import datetime
import io
import json
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lessons import actions
from lessons.models import LessonPage, Uptake
from lessons.states import ContradictionAnswer, RetireReason, UptakeReason, UptakeStatus
from tests.factories.lessons import ThemeFactory
from tests.factories.regions import MembershipFactory, person
from tests.lessons.living import fresh, in_days, make_lesson

pytestmark = pytest.mark.django_db

HERE = "/regios/zeeland/lessen/"


@pytest.fixture
def make(facilitator: Any, foodvalley: Any, table_circle: Any) -> Any:
    """make(title): a lesson of Food Valley, published for everyone two months ago."""

    def published(title: str, **fields: Any) -> LessonPage:
        lesson = make_lesson(facilitator, foodvalley, table_circle, title=title, **fields)
        lesson.versions.update(published_at=timezone.now() - datetime.timedelta(days=60))
        return lesson

    return published


@pytest.fixture
def say(zeeland: Any, coordinator: Any) -> Any:
    """say(lesson, status, …): Zeeland does, as of last month."""

    def report(lesson: LessonPage, status: str, **said: Any) -> Uptake:
        long_ago = timezone.now() - datetime.timedelta(days=30)
        told = {"region": zeeland, "user": coordinator, "date": long_ago.date(), **said}
        uptake = actions.report_uptake(lesson, status=UptakeStatus(status), **told)
        Uptake.objects.filter(pk=uptake.pk).update(reported_at=long_ago)
        return Uptake.objects.get(pk=uptake.pk)

    return report


@pytest.fixture
def member(zeeland: Any) -> Any:
    user = person("zeeuw")
    MembershipFactory(circle=zeeland.circle, user=user, role="member")
    return user


def rows(client: Any, address: str = HERE) -> dict[str, Any]:
    return {uptake.lesson.title: uptake for uptake in client.get(address).context["uptakes"]}


def asked(client: Any, lesson: LessonPage) -> list[str]:
    return [one.text for one in rows(client)[lesson.title].asked]


def revise(lesson: LessonPage, owner: Any, **answer: Any) -> None:
    changed = fresh(lesson)
    changed.why = "Met een voorwaarde erbij."
    actions.change_lesson(changed, version=None, what_changed="Een voorwaarde.", user=owner)


def test_what_became_of_a_lesson_stands_beside_what_the_region_does(
    client_of: Any, make: Any, say: Any, coordinator: Any, facilitator: Any, zeeland: Any
) -> None:
    changed, retired, gone, past, calm = map(make, ("Anders nu", "Vervangen", "Weg", "Te oud", "Rustig"))
    for lesson in (calm, retired, changed, gone, past):
        say(lesson, "adopted")
    revise(changed, facilitator)
    actions.retire_lesson(
        fresh(retired),
        because="Beter.",
        retired_for=RetireReason.SUPERSEDED,
        replaced_by=make("Beter"),
        user=facilitator,
    )
    actions.retire_lesson(fresh(gone), because="Weg.", retired_for=RetireReason.RULES, user=facilitator)
    LessonPage.objects.filter(pk=past.pk).update(review_on=in_days(-1))
    reader = client_of(coordinator)
    [new_words] = asked(reader, changed)
    assert (
        new_words.endswith("2")
        and rows(reader)[changed.title].asked[0].url == f"/lessen/{changed.pk}/versies/?versie=2"
    )
    assert "Beter" in asked(reader, retired)[0] and len(asked(reader, gone)) == 1
    assert len(asked(reader, past)) == 1 and asked(reader, calm) == []
    asking = {changed.title, retired.title, past.title}
    assert set(list(rows(reader))[:3]) == asking, "what asks for a look comes first"
    assert set(rows(reader, f"{HERE}?vraagt=on")) == asking, "of what is retired alone nothing can be said"
    waits = {one.url: one.task for one in reader.get("/account/").context["waiting"]}
    assert "2" in waits[f"{HERE}?vraagt=on"], (
        "the changed and the replaced one; an owner looks at what is past its date"
    )
    say(LessonPage.objects.get(title="Beter"), "recognised")
    assert set(rows(reader, f"{HERE}?vraagt=on")) == asking - {retired.title}


def test_a_trial_and_the_question_asked_again(
    client_of: Any, make: Any, coordinator: Any, member: Any, facilitator: Any, zeeland: Any, say: Any
) -> None:
    tried, again = make("Klein geprobeerd"), make("Opnieuw gevraagd")
    trial = actions.begin_trial(
        tried,
        region=zeeland,
        hypothesis="Het scheelt.",
        where="Team Goes",
        noticed_by="Tellen.",
        starts_on=in_days(-60),
        ends_on=in_days(-2),
        user=coordinator,
    )
    say(again, "adapted", note="Wij doen het per brief.")
    review = actions.ask_again(fresh(again), user=facilitator)
    links = {one.url for row in rows(client_of(coordinator)).values() for one in row.asked}
    assert links == {f"/lessen/proeven/{trial.pk}/besluiten/", f"/lessen/opnieuw-gevraagd/{review.pk}/"}
    assert client_of(coordinator).get(f"/lessen/opnieuw-gevraagd/{review.pk}/").status_code == 200
    of_member = [one for row in rows(client_of(member)).values() for one in row.asked]
    assert len(of_member) == 2 and not any(one.url for one in of_member), (
        "who does not speak for it has nothing to do there"
    )
    assert rows(client_of(coordinator))[tried.title].next_clicks == [], "the trial is decided on first"
    assert "Team Goes" in client_of(member).get(HERE).content.decode()


def test_one_click_says_what_comes_next(
    client_of: Any, make: Any, say: Any, coordinator: Any, zeeland: Any, twente: Any
) -> None:
    lesson = make("Bellen")
    first = say(lesson, "trying", note="Eén team.", result="Minder bezwaren.", is_named=False)
    reader = client_of(coordinator)
    back = f"{HERE}?stand=trying"
    address = f"/lessen/opvolging/{first.pk}/verder/"
    answer = reader.post(address, {"stand": "adopted", "terug": back})
    assert (answer.status_code, answer.url) == (302, back)
    now = lesson.uptakes.current().get()
    said = (now.status, now.is_named, now.note, now.result, now.date)
    assert said == ("adopted", False, "", "Minder bezwaren.", timezone.localdate())
    reader.post(address, {"stand": "adopted"})
    assert lesson.uptakes.count() == 2, "a button that was shown before is not pressed for what stands now"
    reader.post(f"/lessen/opvolging/{now.pk}/verder/", {"stand": "stopped"})
    reader.post(f"/lessen/opvolging/{now.pk}/verder/", {"stand": "nonsense"})
    assert lesson.uptakes.current().get() == now, "a no asks for a reason"
    assert (
        reader.post(f"/lessen/opvolging/{now.pk}/verder/", {"stand": "x", "terug": "https://elders.example/"}).url[0]
        == "/"
    )
    reader.post(f"/lessen/opvolging/{now.pk}/terugnemen/", {"terug": HERE})
    assert lesson.uptakes.current().get() == first
    form = reader.get(f"/lessen/{lesson.pk}/opvolgen/?regio=zeeland&stand=stopped").context["form"]
    assert (form["status"].value(), form["region"].value()) == ("stopped", zeeland.pk)


def test_still_so_answers_a_new_version_and_says_nothing_twice(
    client_of: Any, make: Any, say: Any, coordinator: Any, facilitator: Any
) -> None:
    lesson = make("Bellen")
    no = say(lesson, "stopped", reason=UptakeReason.CAPACITY, note="Niemand vrij.")
    against = lesson.contradictions.get()
    actions.answer_contradiction(against, kind=ContradictionAnswer.NOT_FOLLOWED, answer="Gelezen.", user=facilitator)
    revise(lesson, facilitator)
    reader = client_of(coordinator)
    assert len(asked(reader, lesson)) == 1
    reader.post(f"/lessen/opvolging/{no.pk}/verder/", {"stand": "stopped"})
    now = lesson.uptakes.current().get()
    assert (now.status, now.reason, now.note) == ("stopped", "capacity", "Niemand vrij.") and now != no
    assert asked(reader, lesson) == [] and lesson.contradictions.count() == 1


def test_who_may_not_speak_for_it_presses_nothing(
    client_of: Any, client: Any, make: Any, say: Any, member: Any, facilitator: Any, outsider: Any, editor: Any
) -> None:
    uptake = say(make("Bellen"), "trying")
    for user in (member, facilitator, outsider, editor):
        assert "/verder/" not in client_of(user).get(HERE).content.decode()
        assert client_of(user).post(f"/lessen/opvolging/{uptake.pk}/verder/", {"stand": "adopted"}).status_code == 403
    assert "/account/login/" in client.post(f"/lessen/opvolging/{uptake.pk}/verder/", {"stand": "adopted"}).url
    assert Uptake.objects.current().get() == uptake


def test_for_a_region_that_is_there_no_more_nothing_is_said(
    client_of: Any, make: Any, say: Any, coordinator: Any, zeeland: Any
) -> None:
    say(make("Bellen"), "trying")
    type(zeeland).objects.filter(pk=zeeland.pk).update(valid_to=timezone.localdate())
    page = client_of(coordinator).get(HERE)
    assert len(page.context["uptakes"]) == 1 and "/verder/" not in page.content.decode()


def test_others_see_what_it_is_named_with_and_no_more(
    client: Any, client_of: Any, make: Any, say: Any, member: Any, outsider: Any, facilitator: Any
) -> None:
    named, unnamed = make("Met naam"), make("Zonder naam")
    say(named, "adopted")
    say(unnamed, "stopped", reason=UptakeReason.CAPACITY, note="Niemand vrij.", is_named=False)
    revise(named, facilitator)
    for reader in (client, client_of(outsider)):
        for form in ("", "?vraagt=on", "?formaat=json"):
            answer = reader.get(f"{HERE}{form}")
            text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
            assert named.title in text and unnamed.title not in text
            assert "versie=2" not in text
    seen = client_of(member).get(HERE).content.decode()
    assert unnamed.title in seen and "versie=2" in seen


def test_narrowed_by_state_and_theme_and_taken_along(
    client_of: Any, make: Any, say: Any, coordinator: Any, settings: Any
) -> None:
    main = ThemeFactory(slug="wonen")
    under = ThemeFactory(slug="thuis", parent=main)
    about = make("Over thuis", themes=[under], summary="S")
    say(about, "adopted", note="=1+1")
    say(make("Over iets anders"), "adopted")
    say(make("Ook thuis", themes=[under]), "recognised")
    reader = client_of(coordinator)
    address = f"{HERE}?stand=adopted&thema=wonen"
    assert list(rows(reader, address)) == [about.title]
    assert len(rows(reader, f"{HERE}?stand=onzin&thema=weg")) == 3
    files = {
        name: b"".join(reader.get(f"{address}&formaat={name}").streaming_content) for name in ("csv", "xlsx", "json")
    }
    [told] = json.loads(files["json"])
    assert (told["lesson"], told["from"], told["status"], told["named"]) == (
        about.title,
        "Food Valley",
        "adopted",
        True,
    )
    [_head, line] = csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")))
    assert line[1] == about.title and "'=1+1" in line
    sheet = load_workbook(io.BytesIO(files["xlsx"]), read_only=True).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [about.title]


def test_the_other_direction(
    client: Any, client_of: Any, make: Any, say: Any, foodvalley: Any, foodvalley_coordinator: Any, twente: Any
) -> None:
    lesson = make("Van ons")
    say(lesson, "adapted", note="Per brief.")
    hidden = actions.report_uptake(
        lesson,
        region=twente,
        status=UptakeStatus.RECOGNISED,
        note="Dat zien wij ook.",
        is_named=False,
        user=person("t"),
    )
    own = actions.report_uptake(
        lesson,
        region=foodvalley,
        status=UptakeStatus.ADOPTED,
        note="Van onszelf.",
        is_named=False,
        user=foodvalley_coordinator,
    )
    address = "/regios/food-valley/lessen/?bij=anderen"
    for reader, words in (
        (client, {"Per brief.", hidden.note, own.note}),
        (client_of(foodvalley_coordinator), {"Per brief.", hidden.note}),
    ):
        page = reader.get(address)
        assert {uptake.note for uptake in page.context["uptakes"]} == words
        assert "Zeeland" in page.content.decode() and "Twente" not in page.content.decode()
        told = json.loads(b"".join(reader.get(f"{address}&formaat=json").streaming_content))
        assert {row["note"] for row in told} == words and {row["region"] for row in told} == {"Zeeland", ""}


def test_with_nothing_taken_up_it_says_what_to_do(client: Any, client_of: Any, coordinator: Any, member: Any) -> None:
    for reader, next_step in (
        (client, "/lessen/?regio=zeeland"),
        (client_of(member), "/lessen/"),
        (client_of(coordinator), "/themas/"),
    ):
        assert f'href="{next_step}"' in reader.get(HERE).content.decode()
        assert "/lessen/?regio=zeeland" in reader.get(f"{HERE}?bij=anderen").content.decode()


def test_it_is_found_from_where_one_is(client_of: Any, make: Any, say: Any, coordinator: Any) -> None:
    say(make("Bellen"), "trying")
    for door in ("/regios/zeeland/", "/account/"):
        assert f'href="{HERE}"' in client_of(coordinator).get(door).content.decode()
