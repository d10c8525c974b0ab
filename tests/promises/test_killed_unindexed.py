"""What was saved by a process that was killed before the search index had it is found all the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from home.clock import run_due
from lessons.models import LessonPage
from search import drainer
from search.models import PendingChange
from tests.factories.lessons import LessonFactory
from tests.promises.test_at_once import _in_a_file  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.once]
ROOT = Path(__file__).resolve().parents[2]

# A process that saves a page and is killed before anything else.
SAVE_AND_DIE = """
import os, signal, sys
import django
from django.conf import settings
django.setup()
settings.SEARCH_UPDATES = "thread"
settings.WAGTAILSEARCH_BACKENDS["default"]["PATH"] = sys.argv[1]
from lessons.models import LessonPage
page = LessonPage.objects.get(pk=sys.argv[2])
page.title = "Bel de wijkagent"
page.save()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def lesson(settings: Any, foodvalley: Any, index_dir: Path) -> LessonPage:
    own = {**settings.WAGTAILSEARCH_BACKENDS["default"], "PATH": str(index_dir)}
    settings.WAGTAILSEARCH_BACKENDS = {"default": own}
    lesson = LessonFactory(region=foodvalley, title="Bel de ouders")
    call_command("update_index", verbosity=0)
    settings.SEARCH_UPDATES = "thread"
    return lesson


def found(client: Client) -> list[int]:
    return [page.pk for page in client.get("/zoeken/?q=wijkagent").context["page_obj"]]


def test_a_thread_brings_in_what_was_saved(lesson: LessonPage, visitor: Client) -> None:
    lesson.title = "Bel de wijkagent"
    lesson.save()
    drainer.finish()
    assert found(visitor) == [lesson.pk]
    assert not PendingChange.objects.exists()


def test_what_a_killed_process_saved_is_caught_up(
    lesson: LessonPage, index_dir: Path, visitor: Client, tmp_path: Path
) -> None:
    """By whatever does what is due, in another process than the one that died."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    connections.close_all()
    told = [sys.executable, "-c", SAVE_AND_DIE, str(index_dir), str(lesson.pk)]
    died = subprocess.run(told, cwd=ROOT, env=environment, timeout=120, check=False)
    assert died.returncode == -signal.SIGKILL
    run_due()
    assert found(visitor) == [lesson.pk]
    assert not PendingChange.objects.exists()
