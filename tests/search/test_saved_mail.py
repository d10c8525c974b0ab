"""The mail about saved searches: how much is new for its reader, when it comes, and how it stops."""

import datetime
import email
import re
from email import policy
from email.message import Message
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from lessons.models import LessonPage
from regions.audience import MEMBERS
from regions.models import Membership, User
from regions.states import MembershipStatus
from search.due import mornings, run_due
from search.models import Digest, SavedSearch, SearchDigest
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORD = "zeepaardje"


def days_ago(days: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture(autouse=True)
def index(request: Any, db: None) -> None:
    """Whole, unless a test is about one that is not."""
    if "unfinished" not in request.node.name:
        call_command("update_index", verbosity=0)


@pytest.fixture
def publish(foodvalley: Any) -> Any:
    def make(days: float = 2, **fields: Any) -> LessonPage:
        fields = {"title": f"De {WORD} op de wachtlijst", **fields}
        return LessonFactory(region=foodvalley, last_published_at=days_ago(days), **fields)

    return make


def follow(user: User, *, rhythm: str = Digest.DAILY, days: float = 3, **fields: Any) -> SearchDigest:
    fields = {"owner": user, "name": f"{WORD}s", "address": f"q={WORD}", **fields}
    search = fields.pop("search", None) or SavedSearch.objects.create(**fields)
    return SearchDigest.objects.create(search=search, user=user, rhythm=rhythm, told_until=days_ago(days))


def sent() -> list[Message]:
    return [email.message_from_bytes(one.message().as_bytes(), policy=policy.default) for one in mail.outbox]


def counted(text: str) -> list[int]:
    """What the lines say that stand before a link."""
    return [int(number) for number in re.findall(r"^(\d+) .*:\nhttp", text, re.MULTILINE)]


def text_of(message: Message) -> str:
    return message.get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_the_mail_counts_what_is_new_and_names_nothing(client_of: Any, outsider: Any, publish: Any) -> None:
    publish(), publish(), publish(days=5)
    digest = follow(outsider)
    run_due()
    (message,) = sent()
    text = text_of(message)
    assert message["To"] == outsider.email and counted(text) == [2]
    assert WORD not in text and "wachtlijst" not in message.as_string()
    link = f"/zoeken/bewaard/{digest.search_id}/?nieuw"
    assert settings.BASE_URL + link in text
    assert client_of(outsider).get(link)["Location"] == f"/zoeken/?q={WORD}&volgorde=nieuwste"


def test_nobody_hears_the_same_twice_nor_that_there_is_nothing(outsider: Any, publish: Any) -> None:
    publish()
    follow(outsider)
    for _time in range(2):
        run_due()
    assert len(mail.outbox) == 1
    SearchDigest.objects.update(told_until=days_ago(1.5))
    run_due()
    assert len(mail.outbox) == 1


def test_one_mail_for_all_that_is_due(outsider: Any, publish: Any) -> None:
    publish(), publish(days=10)
    first = follow(outsider)
    follow(outsider, name="Alles", address="", rhythm=Digest.WEEKLY, days=20)
    follow(outsider, name="Niets", address="q=olifant")
    follow(outsider, name="Uit", rhythm=Digest.OFF)
    run_due()
    (message,) = sent()
    assert len(re.findall(r"/zoeken/bewaard/\d+/\?nieuw", text_of(message))) == 2
    assert f"/zoeken/bewaard/{first.search_id}/?nieuw" in text_of(message)


def test_a_mail_counts_only_what_its_reader_may_read(
    participant: Any, outsider: Any, table_circle: Any, publish: Any
) -> None:
    publish(audience_key=table_circle.audience_key), publish(audience_key=MEMBERS), publish(draft=True)
    for person in (participant, outsider):
        follow(person)
    run_due()
    told = {message["To"]: counted(text_of(message)) for message in sent()}
    assert told == {participant.email: [2], outsider.email: [1]}


def test_a_new_page_with_half_of_the_words_is_none_of_it(outsider: Any, publish: Any) -> None:
    """Unless no older page has them all either: then the search page, too, shows those with most of them."""
    publish(title="Zeepaardje en koraal", days=30)
    publish(title="Een ander zeepaardje")
    follow(outsider, address="q=zeepaardje+koraal")
    run_due()
    assert mail.outbox == []
    follow(outsider, name="Half", address="q=zeepaardje+inktvis")
    run_due()
    assert counted(text_of(sent()[0])) == [1]


@pytest.mark.parametrize("why", ["left", "owner left", "inactive", "not shared"])
def test_who_may_not_open_the_search_gets_no_mail(
    facilitator: Any, participant: Any, table_circle: Any, publish: Any, why: str
) -> None:
    publish()
    shared = SavedSearch.objects.create(owner=participant, name="Ons", address=f"q={WORD}", circle=table_circle)
    follow(facilitator, search=shared)
    if why in ("left", "owner left"):
        who = facilitator if why == "left" else participant
        Membership.objects.filter(user=who).update(status=MembershipStatus.ENDED)
    elif why == "inactive":
        User.objects.filter(pk=facilitator.pk).update(is_active=False)
    else:
        SavedSearch.objects.update(circle=None)
    run_due()
    assert mail.outbox == []


def test_who_has_it_shared_gets_mail_of_their_own(
    client_of: Any, facilitator: Any, participant: Any, table_circle: Any, publish: Any
) -> None:
    publish()
    shared = SavedSearch.objects.create(owner=participant, name="Ons", address=f"q={WORD}", circle=table_circle)
    client_of(facilitator).post(f"/zoeken/bewaard/{shared.pk}/mail/", {"rhythm": "daily"})
    run_due()
    assert mail.outbox == []  # it was there before they asked
    SearchDigest.objects.update(told_until=days_ago(3))
    run_due()
    assert [message["To"] for message in sent()] == [facilitator.email]


def test_each_reads_in_their_own_language(outsider: Any, publish: Any) -> None:
    User.objects.filter(pk=outsider.pk).update(language="en")
    publish()
    follow(outsider)
    run_due()
    assert mail.outbox[0].subject == "New in your saved searches" and "1 page is new or changed" in mail.outbox[0].body


class NoServer:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


def test_a_mail_that_could_not_be_sent_is_sent_later_and_once(outsider: Any, publish: Any, settings: Any) -> None:
    publish()
    before = follow(outsider).told_until
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoServer"
    run_due()
    assert SearchDigest.objects.get().told_until == before
    settings.EMAIL_BACKEND = working
    for _time in range(2):
        run_due()
    assert len(mail.outbox) == 1


def test_an_unfinished_index_tells_nobody_until_it_is_whole(outsider: Any, publish: Any) -> None:
    publish()
    follow(outsider)
    run_due()
    assert mail.outbox == []
    call_command("update_index", verbosity=0)
    run_due()
    assert counted(text_of(sent()[0])) == [1]


# --- stopping ---------------------------------------------------------------------------------------------


@pytest.fixture
def stop_path(outsider: Any, participant: Any, publish: Any) -> str:
    """From the mail to somebody who is not alone in getting one."""
    publish()
    follow(outsider), follow(outsider, name="Ook", address="")
    follow(participant)
    run_due()
    (message,) = [one for one in sent() if one["To"] == outsider.email]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = message["List-Unsubscribe"].strip(" <>")
    assert url in text_of(message)
    return url.removeprefix(settings.BASE_URL)


def still_told() -> set[str]:
    return set(SearchDigest.objects.exclude(rhythm=Digest.OFF).values_list("user__email", flat=True))


def test_the_link_asks_and_posting_to_it_stops_the_mail_without_signing_in(
    stop_path: str, outsider: Any, participant: Any
) -> None:
    strict = Client(enforce_csrf_checks=True)
    asked = strict.get(stop_path)
    assert asked.status_code == 200 and outsider.email not in asked.content.decode()
    assert still_told() == {outsider.email, participant.email}
    assert strict.post(stop_path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert strict.post(stop_path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert still_told() == {participant.email}


def test_a_link_that_the_site_did_not_make_stops_nothing(visitor: Client, stop_path: str) -> None:
    before = still_told()
    token = stop_path.rstrip("/").rpartition("/")[2]
    for other in (f"{token}x", f"1{token}", "x", "1", "%00"):
        for send in (visitor.get, visitor.post):
            assert send(f"/zoeken/mails-stoppen/{other}/").status_code == 410
    assert still_told() == before


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
