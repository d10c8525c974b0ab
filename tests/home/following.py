"""Who follows what since when, and what the mail about it says."""

import datetime
import email
import re
from email import policy
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from lessons import actions
from lessons.models import Follow, LessonPage
from regions.models import User
from regions.states import Rhythm
from search.models import SavedSearch
from tests.factories.lessons import LessonFactory

WORD = "zeepaardje"


def days_ago(days: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture(autouse=True)
def _index(request: Any, db: None) -> None:
    """Whole, unless a test is about one that is not."""
    if "unfinished" not in request.node.name:
        call_command("update_index", verbosity=0)


@pytest.fixture(name="publish")
def _publish(foodvalley: Any) -> Any:
    def make(days: float = 2, **fields: Any) -> LessonPage:
        fields = {"title": f"De {WORD} op de wachtlijst", "region": foodvalley, **fields}
        return LessonFactory(last_published_at=days_ago(days), first_published_at=days_ago(days), **fields)

    return make


def follow(user: User, thing: Any = None, *, rhythm: str = Rhythm.DAILY, days: float = 3, **fields: Any) -> Follow:
    """A saved search unless it is something else, told of until so many days ago."""
    fields = {"owner": user, "name": f"{WORD}s", "address": f"q={WORD}", **fields}
    what = {"Theme": "theme", "Region": "region", "NoneType": "search", "SavedSearch": "search"}
    begun = actions.follow(
        thing or SavedSearch.objects.create(**fields), what=what.get(type(thing).__name__, "page"), user=user
    )
    Follow.objects.filter(pk=begun.pk).update(since=days_ago(days))
    User.objects.filter(pk=user.pk).update(digest=rhythm, told_until=days_ago(days))
    return begun


def told(row: Any, moment: datetime.datetime, field: str) -> None:
    type(row).objects.filter(pk=row.pk).update(**{field: moment})


def sent() -> list[Message]:
    return [email.message_from_bytes(one.message().as_bytes(), policy=policy.default) for one in mail.outbox]


def groups(text: str) -> dict[str, list[str]]:
    """What the mail says by the heading under which it stands."""
    found: dict[str, list[str]] = {}
    for heading, lines in re.findall(r"^(\S.*)\n((?:- .*\n)+)http", text, re.MULTILINE):
        found.setdefault(heading, []).extend(line[2:] for line in lines.splitlines())
    return found


def counted(text: str) -> list[int]:
    return [int(line.split()[0]) for lines in groups(text).values() for line in lines]


def text_of(message: Message) -> str:
    return message.get_payload(decode=True).decode()  # type: ignore[union-attr]


def shown(client: Client, days: int = 7) -> dict[str, list[str]]:
    rows = client.get(f"/volgen/nieuw/?dagen={days}").context["rows"]
    return {row.name: [item.title for item in news.items] for news, row in rows}
