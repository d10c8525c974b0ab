"""An account that left nothing can go; one that left something is kept, whatever it is."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from home.accounts import GOES_ALONG, left_by
from learningtables.actions import give_feed
from lessons.models import Uptake
from regions.models import Circle, User
from tests.factories.lessons import LessonFactory
from tests.factories.regions import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_what_is_named_is_there() -> None:
    """A model that is renamed counts as left, until the list is mended."""
    assert GOES_ALONG - {model._meta.label for model in apps.get_models(include_auto_created=True)} == set()


def test_an_account_that_left_nothing_is_deleted(admin: User, table_circle: Circle, client_of: Any) -> None:
    """With what was its own alone: its seats, its calendar address."""
    person = MembershipFactory(circle=table_circle).user
    give_feed(user=person)
    assert left_by(person) == []
    client_of(admin).post(f"/admin/users/delete/{person.pk}/")
    assert not User.objects.filter(pk=person.pk).exists()


def test_what_would_stand_without_a_name_is_left(admin: User, foodvalley: Any, client_of: Any) -> None:
    """Also where the database would let it go."""
    writer, reporter = UserFactory(), UserFactory()
    lesson = LessonFactory(region=foodvalley)
    lesson.owner = writer
    lesson.save()
    today = timezone.localdate()
    Uptake.objects.create(lesson=lesson, region=foodvalley, status="recognised", date=today, reported_by=reporter)
    for person in (writer, reporter):
        assert len(left_by(person)) == 1
        client_of(admin).post(f"/admin/users/delete/{person.pk}/")
        assert User.objects.filter(pk=person.pk).exists()
