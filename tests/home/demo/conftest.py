"""The demo, laid once for the tests of this folder and gone after them; each test's own changes are gone sooner."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from home.demo.world import World


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", "--no-index", verbosity=0)
        yield World()
        transaction.set_rollback(True)
