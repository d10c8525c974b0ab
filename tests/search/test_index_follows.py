"""The index follows the database: nobody waits for it, nothing is lost, and who lost sight of a page does not find it."""

import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command
from django.test import Client

from home import clock
from home.clock import run_due
from lessons.models import LessonPage
from search import pending
from search.models import PendingChange
from search.rebuild import rebuild
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Another process that writes the index for a while.
HOLD = """
import fcntl, sys
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lesson(settings: Any, index_dir: Path, foodvalley: Any) -> LessonPage:
    """In the index; what is saved from here on is not brought in by itself."""
    own = {**settings.WAGTAILSEARCH_BACKENDS["default"], "PATH": str(index_dir), "LOCK_TIMEOUT": 0.1}
    settings.WAGTAILSEARCH_BACKENDS = {"default": own}
    lesson = LessonFactory(region=foodvalley, title="Bel de ouders")
    call_command("update_index", verbosity=0)
    settings.SEARCH_UPDATES = "thread"
    return lesson


def found(client: Client, words: str) -> tuple[list[int], int]:
    """The hits, and how many the filter of the region promises."""
    context = client.get("/zoeken/", {"q": words}).context
    regions = [option for facet in context["facets"] if facet["name"] == "regio" for option in facet["options"]]
    return [page.pk for page in context["page_obj"]], sum(option["count"] for option in regions)


def change(lesson: LessonPage, title: str) -> None:
    lesson.title = title
    lesson.save()


# --- nobody waits, nothing is lost -----------------------------------------------------------------


def test_who_saves_does_not_wait_for_who_writes_the_index(lesson: LessonPage, index_dir: Path, visitor: Client) -> None:
    lock = index_dir / "current" / "MAIN_WRITELOCK"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holding:
        assert holding.stdout and holding.stdout.readline() == "held\n"
        change(lesson, "Bel de wijkagent")
        pending.try_to_drain()
        assert found(visitor, "wijkagent") == ([], 0)
        assert PendingChange.objects.exists()
        holding.communicate()
    pending.drain()
    assert found(visitor, "wijkagent") == ([lesson.pk], 1)
    assert not PendingChange.objects.exists()


def test_what_is_saved_during_a_rebuild_is_in_the_new_index(lesson: LessonPage, visitor: Client) -> None:
    """Whether it is brought in meanwhile or only afterwards."""

    def save(told: str) -> None:
        if told.startswith("lessons.LessonPage"):
            change(lesson, "Bel de wijkagent")
            pending.drain()
            LessonFactory(region=lesson.lead_region, title="Bel de huisarts")

    rebuild(pending.keeper(), tell=save)
    pending.drain()
    assert found(visitor, "wijkagent") == ([lesson.pk], 1)
    assert found(visitor, "ouders") == ([], 0)
    assert len(found(visitor, "huisarts")[0]) == 1


def test_one_page_that_cannot_be_read_keeps_no_other_out(lesson: LessonPage, visitor: Client, monkeypatch: Any) -> None:
    broken = LessonFactory(region=lesson.lead_region, title="Bel de huisarts")
    change(lesson, "Bel de wijkagent")

    def theme_slugs(page: LessonPage) -> list[str]:
        if page.pk == broken.pk:
            raise ValueError("nothing to read")
        return []

    monkeypatch.setattr(LessonPage, "theme_slugs", theme_slugs)
    pending.drain()
    assert found(visitor, "wijkagent") == ([lesson.pk], 1)
    assert {row.object_id for row in PendingChange.objects.all()} == {str(broken.pk)}


# --- who lost sight of it --------------------------------------------------------------------------


def unpublish(lesson: LessonPage) -> None:
    lesson.unpublish()


def close(lesson: LessonPage) -> None:
    lesson.audience_key = "circle:0"
    lesson.save()


def delete(lesson: LessonPage) -> None:
    lesson.delete()


@pytest.mark.parametrize("away", [unpublish, close, delete])
def test_what_one_may_not_read_any_more_is_neither_found_nor_counted(
    away: Any, lesson: LessonPage, visitor: Client
) -> None:
    """Although the index has it still."""
    assert found(visitor, "ouders") == ([lesson.pk], 1)
    away(lesson)
    assert found(visitor, "ouders") == ([], 0)
    assert pending.keeper().inventory(["live"])["lessons.LessonPage"] == {lesson.pk: (True,)}
    pending.drain()
    assert found(visitor, "ouders") == ([], 0)


# --- an index that cannot be used ------------------------------------------------------------------


def of_older_format(index: Path) -> None:
    (index / "FINGERPRINT").write_text("0\nof another release")


def cut_off(index: Path) -> None:
    for path in index.glob("*.toc"):
        path.write_bytes(path.read_bytes()[:20])


@pytest.mark.parametrize("mishap", [of_older_format, cut_off])
def test_without_an_index_the_database_is_searched_until_it_is_rebuilt(
    mishap: Any, lesson: LessonPage, index_dir: Path, visitor: Client
) -> None:
    mishap(index_dir / "current")
    assert pending.state() == pending.State.UNREADABLE
    change(lesson, "Bel de wijkagent")
    pending.try_to_drain()
    assert found(visitor, "wijkagent") == ([lesson.pk], 1)
    run_due()
    assert pending.state() == pending.State.WHOLE
    assert found(visitor, "wijkagent") == ([lesson.pk], 1)
    assert pending.keeper().inventory([])["lessons.LessonPage"].keys() == {lesson.pk}


def test_damage_that_shows_when_it_is_read_is_told_and_mended(
    lesson: LessonPage, index_dir: Path, visitor: Client
) -> None:
    for path in (index_dir / "current").glob("*.trm"):
        path.write_bytes(os.urandom(path.stat().st_size))
    visitor.get("/zoeken/", {"q": "ouders"})
    assert pending.state() != pending.State.WHOLE
    run_due()
    assert (pending.state(), found(visitor, "ouders")) == (pending.State.WHOLE, ([lesson.pk], 1))


def lose(path: Path) -> None:
    path.unlink()


def overwrite(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("mishap", [lose, overwrite])
def test_damage_that_reading_does_not_show_is_mended_too(
    mishap: Any, lesson: LessonPage, index_dir: Path, visitor: Client
) -> None:
    """A process that has the files open goes on with what it read, and finds nothing of the rest."""
    assert found(visitor, "ouders") == ([lesson.pk], 1)
    [words] = (index_dir / "current").glob("*.trm")
    long_after = words.stat().st_mtime_ns + 10**9
    mishap(words)
    if words.exists():
        os.utime(words, ns=(long_after, long_after))
    run_due()
    assert (pending.state(), found(visitor, "bel")) == (pending.State.WHOLE, ([lesson.pk], 1))
    rebuilt = (index_dir / "current").readlink()
    run_due()
    assert (index_dir / "current").readlink() == rebuilt


def test_an_index_that_was_thrown_away_is_back_before_the_minute_s_turn(
    lesson: LessonPage, index_dir: Path, visitor: Client
) -> None:
    """While the site serves: it answers all the time, says what it misses, and nobody has to do anything."""
    assert found(visitor, "ouders") == ([lesson.pk], 1)
    shutil.rmtree(index_dir)
    page = visitor.get("/zoeken/", {"q": "ouders"})
    assert (page.context["page_obj"].paginator.count, page.context["index"]) == (0, pending.State.INCOMPLETE)
    assert "opnieuw" in page.content.decode()
    change(lesson, "Bel de wijkagent")
    pending.try_to_drain()
    assert clock.run_due(clock.SOON) == 0
    assert (pending.state(), found(visitor, "wijkagent")) == (pending.State.WHOLE, ([lesson.pk], 1))
    assert not (index_dir / "rebuild-needed").exists()


def test_a_rebuild_that_keeps_failing_is_tried_ever_less_often_and_the_doctor_says_why(
    lesson: LessonPage, index_dir: Path, visitor: Client, settings: Any
) -> None:
    """Until what kept it from being built is gone. Meanwhile what changes is brought in."""
    pending.keeper().store.flag("a change could not be written")
    plain = index_dir / "rebuild.lock"
    plain.unlink(missing_ok=True)
    plain.mkdir()
    assert clock.run_due(clock.SOON) == 1
    failures = pending.keeper().rebuild_failures
    first = failures.latest()
    change(lesson, "Bel de wijkagent")
    assert clock.run_due(clock.SOON) == 0
    assert found(visitor, "wijkagent") == ([lesson.pk], 1)
    assert failures.latest() == first
    assert "1 in a row failed" in examined()["failed"] and "IsADirectoryError" in examined()["failed"]
    waits = []
    for _ in range(9):
        failures.note(OSError("no room"))
        latest = failures.latest()
        waits.append(latest.again_at - latest.last)
    assert waits[0] == 2 * (first.again_at - first.last)
    assert waits == sorted(waits) and waits[-1] == 3600
    plain.rmdir()
    assert clock.run_due(clock.SOON) == 0
    assert pending.state() == pending.State.INCOMPLETE
    report = examined("--mend")
    assert (report["whole"], report["failed"], failures.latest()) == (True, "", None)


# --- the doctor ------------------------------------------------------------------------------------


def examined(*options: str) -> dict[str, Any]:
    out = StringIO()
    try:
        call_command("search_doctor", *options, format="json", stdout=out)
    except CommandError:
        assert not json.loads(out.getvalue())["whole"]
    return json.loads(out.getvalue())


def test_the_doctor_finds_and_mends_what_went_past_the_index(lesson: LessonPage, visitor: Client) -> None:
    gone, closed = (LessonFactory(region=lesson.lead_region, title=f"Bel de {who}") for who in ("huisarts", "school"))
    pending.drain()
    site_settings.SEARCH_UPDATES = "off"
    new = LessonFactory(region=lesson.lead_region, title="Bel de wijkagent")
    gone.delete()
    LessonPage.objects.filter(pk=closed.pk).update(audience_key="circle:0")
    [finding] = [one for one in examined()["findings"] if one["model"] == "lessons.LessonPage"]
    assert finding == {
        "model": "lessons.LessonPage",
        "in_database": 3,
        "in_index": 3,
        "missing": [new.pk],
        "superfluous": [gone.pk],
        "stale": [closed.pk],
    }
    assert examined("--mend")["whole"]
    assert (found(visitor, "wijkagent"), found(visitor, "huisarts")) == (([new.pk], 1), ([], 0))
