"""The demo with a word in each hidden place, laid once for the tests of this folder and gone after them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from pytest_django import DjangoDbBlocker

from home.demo.world import World

from .planted import Planted, plant


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", "--no-index", verbosity=0)
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def planted(demo: World, django_db_blocker: DjangoDbBlocker, index_dir: Path) -> Iterator[Planted]:
    """With the mails that planting sent, and an index that knows all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            words = plant(demo)
        words.letters = [letter.message().as_string() for letter in mail.outbox]
        call_command("update_index", verbosity=0)
        yield words
        transaction.set_rollback(True)
        shutil.rmtree(index_dir, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_index_of_the_test_before() -> None:
    """The tests here only read, so that they share one index."""
