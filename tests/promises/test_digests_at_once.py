"""Two clocks that run what is due at the same moment tell nobody of new pages twice."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from search.due import run_due
from search.models import Digest, SavedSearch, SearchDigest
from tests.factories.lessons import LessonFactory
from tests.promises.test_at_once import _in_a_file, at_once  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_clocks_send_one_mail_about_all_searches_of_one_person(
    foodvalley: Any, outsider: Any, participant: Any
) -> None:
    days = datetime.timedelta(days=1)
    LessonFactory(region=foodvalley, title="De wachtlijst", last_published_at=timezone.now() - 2 * days)
    call_command("update_index", verbosity=0)
    for person in (outsider, participant):
        for number in range(3):
            search = SavedSearch.objects.create(owner=person, name=f"{number}", address="q=wachtlijst")
            told = timezone.now() - 3 * days
            SearchDigest.objects.create(search=search, user=person, rhythm=Digest.DAILY, told_until=told)
    at_once(*[run_due] * 4)
    run_due()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([outsider.email, participant.email])
    assert all(one.body.count("?nieuw") == 3 for one in mail.outbox)
