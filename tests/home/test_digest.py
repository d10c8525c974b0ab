"""The one mail about what a person follows: for whom it counts, when it comes, and how it stops."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from home.digest import mornings, run_due
from lessons import actions
from lessons.models import Follow, LessonVersion
from regions.audience import MEMBERS
from regions.models import Membership, SentMail, User
from regions.states import MembershipStatus, Rhythm
from search.models import SavedSearch
from tests.factories.lessons import ThemeFactory
from tests.home.following import (  # noqa: F401
    WORD,
    _index,
    _publish,
    counted,
    days_ago,
    follow,
    groups,
    sent,
    shown,
    text_of,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_mail_counts_by_what_is_followed_and_names_only_themes_and_regions(
    client_of: Any, outsider: Any, foodvalley: Any, publish: Any
) -> None:
    User.objects.filter(pk=outsider.pk).update(language="en")
    main = ThemeFactory(name_en="Waiting")
    publish(themes=[ThemeFactory(parent=main)]), publish(), publish(days=5)
    lesson = publish(days=30, title=f"Geheim {WORD}")
    news = LessonVersion(lesson=lesson, number=2, title="Nieuw", audience_key=lesson.audience_key)
    news.published_at = days_ago(2)
    news.save()
    followed = [follow(outsider, thing) for thing in (main, foodvalley, lesson, None)]
    run_due()
    (message,) = sent()
    text = text_of(message)
    assert message["To"] == outsider.email and mail.outbox[0].subject == "New in what you follow"
    assert groups(text) == {
        "Theme: Waiting": ["1 page is new or changed"],
        "Region: Food Valley": ["2 pages are new or changed"],
        "Lesson": ["1 new version"],
        "Saved search": ["2 pages are new or changed"],
    }
    assert not any(word in message.as_string() for word in (WORD, "wachtlijst", "Geheim"))
    link = f"/zoeken/bewaard/{followed[3].search_id}/?nieuw"
    assert settings.BASE_URL + link in text
    assert client_of(outsider).get(link)["Location"] == f"/zoeken/?q={WORD}&volgorde=nieuwste"


def test_rights_are_asked_again_when_it_is_told(
    client_of: Any, participant: Any, outsider: Any, table_circle: Any, foodvalley: Any, publish: Any
) -> None:
    lesson = publish(audience_key=table_circle.audience_key, title="Van de kring")
    publish(audience_key=MEMBERS), publish(draft=True)
    for person in (participant, outsider):
        follow(person, foodvalley)
    follow(participant, lesson)
    run_due()
    assert {m["To"]: counted(text_of(m)) for m in sent()} == {participant.email: [2], outsider.email: [1]}
    Membership.objects.filter(user=participant).update(status=MembershipStatus.ENDED)
    LessonVersion.objects.create(lesson=lesson, number=2, title="Nieuw", published_at=days_ago(2))
    User.objects.update(told_until=days_ago(3))
    mail.outbox.clear()
    run_due()
    assert {m["To"]: counted(text_of(m)) for m in sent()} == {participant.email: [1], outsider.email: [1]}
    assert lesson.title not in client_of(participant).get("/volgen/nieuw/").content.decode()
    assert lesson.title not in client_of(participant).get("/volgen/").content.decode()


def test_nobody_hears_the_same_twice_nor_that_there_is_nothing_nor_of_before_they_followed(
    outsider: Any, foodvalley: Any, twente: Any, publish: Any
) -> None:
    publish(), publish(region=twente)
    follow(outsider, foodvalley)
    late = actions.follow(twente, what="region", user=outsider)
    for _time in range(2):
        run_due()
    assert [counted(text_of(message)) for message in sent()] == [[1]]
    Follow.objects.filter(pk=late.pk).update(since=days_ago(1.6))
    User.objects.update(told_until=days_ago(1.5))
    run_due()
    assert len(mail.outbox) == 1


def test_a_rhythm_and_following_are_of_from_now_on(
    client_of: Any, outsider: Any, foodvalley: Any, publish: Any
) -> None:
    publish()
    client = client_of(outsider)
    client.post(f"/volgen/region/{foodvalley.pk}/", {"aan": "1"})
    for rhythm in ("off", "daily"):
        assert client.post("/volgen/", {"digest": rhythm})["Location"] == "/volgen/"
    assert client.post("/volgen/", {"digest": "hourly"}).context["form"].errors["digest"]
    outsider.refresh_from_db()
    assert outsider.digest == Rhythm.DAILY and outsider.told_until > days_ago(0.1)
    Follow.objects.update(since=days_ago(9))
    run_due()
    assert mail.outbox == []


@pytest.mark.parametrize("why", ["left", "owner left", "inactive", "not shared", "off"])
def test_who_may_not_open_the_search_gets_no_mail(
    facilitator: Any, participant: Any, table_circle: Any, publish: Any, why: str
) -> None:
    publish()
    shared = SavedSearch.objects.create(owner=participant, name="Ons", address=f"q={WORD}", circle=table_circle)
    follow(facilitator, shared)
    if why in ("left", "owner left"):
        who = facilitator if why == "left" else participant
        Membership.objects.filter(user=who).update(status=MembershipStatus.ENDED)
    elif why == "inactive":
        User.objects.filter(pk=facilitator.pk).update(is_active=False)
    elif why == "off":
        User.objects.update(digest=Rhythm.OFF)
    else:
        SavedSearch.objects.update(circle=None)
    run_due()
    assert mail.outbox == []


class NoServer:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


def test_a_mail_that_could_not_be_sent_is_sent_later_and_once(outsider: Any, publish: Any, settings: Any) -> None:
    publish()
    follow(outsider)
    before = User.objects.get(pk=outsider.pk).told_until
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoServer"
    for _time in range(2):
        run_due()
    assert User.objects.get(pk=outsider.pk).told_until == before
    assert SentMail.objects.get().failed_because
    settings.EMAIL_BACKEND = working
    for _time in range(2):
        run_due()
    assert len(mail.outbox) == 1
    assert SentMail.objects.get().sent_at and SentMail.objects.get().template == "home/emails/digest.txt"


class Dying(locmem.EmailBackend):
    """Of a process that is killed as soon as the mail is on its way."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise SystemExit


def test_a_process_that_is_killed_while_it_tells_tells_nobody_twice(
    outsider: Any, foodvalley: Any, publish: Any, settings: Any
) -> None:
    publish()
    follow(outsider, foodvalley)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Dying"
    with pytest.raises(SystemExit):
        run_due()
    settings.EMAIL_BACKEND = working
    run_due()
    assert [message["To"] for message in sent()] == [outsider.email]
    assert SentMail.objects.get().sent_at is None


def test_an_unfinished_index_holds_back_only_who_follows_a_search(
    outsider: Any, participant: Any, foodvalley: Any, publish: Any
) -> None:
    publish()
    follow(outsider), follow(participant, foodvalley)
    run_due()
    assert [message["To"] for message in sent()] == [participant.email]
    call_command("update_index", verbosity=0)
    run_due()
    assert [message["To"] for message in sent()] == [participant.email, outsider.email]


# --- stopping ---------------------------------------------------------------------------------------------


@pytest.fixture
def stop_paths(outsider: Any, participant: Any, foodvalley: Any, publish: Any) -> list[str]:
    """Of one thing, another, and all, from the mail to somebody who is not alone in getting one."""
    publish()
    follow(outsider, foodvalley), follow(outsider, address="")
    follow(participant)
    run_due()
    (message,) = [one for one in sent() if one["To"] == outsider.email]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    urls = re.findall(rf"{settings.BASE_URL}(/volgen/stoppen/\S+)", text_of(message))
    assert message["List-Unsubscribe"].strip() == f"<{settings.BASE_URL}{urls[-1]}>" and len(urls) == 3
    return urls


def still_told() -> dict[str, int]:
    people = User.objects.exclude(digest=Rhythm.OFF).filter(follows__isnull=False)
    return {person.email: person.follows.count() for person in people}


def test_posting_to_the_link_stops_one_thing_or_all_without_signing_in(
    stop_paths: list[str], outsider: Any, participant: Any
) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in stop_paths:
        asked = strict.get(path)
        assert asked.status_code == 200
        assert outsider.email not in asked.content.decode() and "Food Valley" not in asked.content.decode()
    assert still_told() == {outsider.email: 2, participant.email: 1}
    for _time in range(2):
        assert strict.post(stop_paths[0], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert still_told() == {outsider.email: 1, participant.email: 1}
    for _time in range(2):
        assert strict.post(stop_paths[-1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert still_told() == {participant.email: 1} and Follow.objects.filter(user=outsider).count() == 1


def test_a_link_that_the_site_did_not_make_stops_nothing(
    visitor: Client, stop_paths: list[str], participant: Any
) -> None:
    before = still_told()
    token = stop_paths[-1].rstrip("/").rpartition("/")[2]
    said, _dot, signed = token.partition(".")
    for other in (f"{token}x", f"1{token}", "x", "1", "%00", f"{said}-1.{signed}", f"{participant.pk}.{signed}"):
        for send in (visitor.get, visitor.post):
            assert send(f"/volgen/stoppen/{other}/").status_code == 410
    assert still_told() == before


def test_a_link_in_a_mail_of_when_only_searches_were_told_of_works(visitor: Client, outsider: Any) -> None:
    from home.digest_mail import EARLIER_SIGNER

    assert visitor.post(f"/zoeken/mails-stoppen/{EARLIER_SIGNER.sign(str(outsider.pk))}/").status_code == 200
    assert User.objects.get(pk=outsider.pk).digest == Rhythm.OFF


# --- when -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "daily", "weekly"),
    [
        ("2026-11-25 06:09", "2026-11-24 06:00", "2026-11-23 06:00"),
        ("2026-11-25 06:10", "2026-11-25 06:00", "2026-11-23 06:00"),
        ("2026-11-23 05:00", "2026-11-22 06:00", "2026-11-16 06:00"),
        ("2026-11-23 06:30", "2026-11-23 06:00", "2026-11-23 06:00"),
        ("2026-03-29 12:00", "2026-03-29 06:00", "2026-03-23 06:00"),
        ("2026-10-25 06:05", "2026-10-24 06:00", "2026-10-19 06:00"),
    ],
)
def test_it_comes_in_the_morning_weekly_on_monday(moment: str, daily: str, weekly: str) -> None:
    found = mornings(timezone.make_aware(datetime.datetime.fromisoformat(moment)))
    said = {rhythm: date_format(timezone.localtime(one), "Y-m-d H:i") for rhythm, one in found.items()}
    assert said == {"daily": daily, "weekly": weekly}
