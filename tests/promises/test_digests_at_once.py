"""Two clocks that run what is due at the same moment tell nobody of what is new twice."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from home.digest import run_due
from lessons.models import Bookmark, Follow
from regions.models import User
from regions.states import Rhythm
from search.models import SavedSearch
from tests.factories.lessons import LessonFactory
from tests.promises.test_at_once import _in_a_file, at_once  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DAY = datetime.timedelta(days=1)


def test_two_clocks_send_one_mail_about_all_that_one_person_follows(
    foodvalley: Any, outsider: Any, participant: Any
) -> None:
    LessonFactory(region=foodvalley, title="De wachtlijst", last_published_at=timezone.now() - 2 * DAY)
    call_command("update_index", verbosity=0)
    for person in (outsider, participant):
        Follow.objects.create(user=person, region=foodvalley)
        for number in range(2):
            search = SavedSearch.objects.create(owner=person, name=f"{number}", address="q=wachtlijst")
            Follow.objects.create(user=person, search=search)
    told = timezone.now() - 3 * DAY
    Follow.objects.update(since=told)
    User.objects.update(digest=Rhythm.DAILY, told_until=told)
    at_once(*[run_due] * 4)
    run_due()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([outsider.email, participant.email])
    assert all(one.body.count("?nieuw") == 2 and "Food Valley" in one.body for one in mail.outbox)


def test_a_button_that_is_pressed_in_two_tabs_at_once_is_pressed_once(
    foodvalley: Any, outsider: Any, client_of: Any
) -> None:
    lesson = LessonFactory(region=foodvalley)
    for door in (f"/volgen/page/{lesson.pk}/", f"/bewaard/{lesson.pk}/"):
        tabs = [client_of(outsider) for _number in range(3)]
        came = at_once(*[lambda tab=tab, door=door: tab.post(door, {"aan": "1"}).status_code for tab in tabs])
        assert came == [302, 302, 302]
    assert Follow.objects.filter(user=outsider).count() == Bookmark.objects.filter(user=outsider).count() == 1
