"""What every test can count on: the persons of the site, a database and an index of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests


# --- persons ------------------------------------------------------------------------------------
# (the persons and client_as come here)


# --- which tests run ----------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--uses-database",
        action="store_true",
        help="only the tests whose outcome may depend on the database; not the browser's, not those marked `once`",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    browser = ROOT / "tests" / "browser"
    for item in items:
        if browser in item.path.parents:
            item.add_marker("browser")
    if config.getoption("--uses-database"):
        kept = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("once"):
        return False
    fixtures = getattr(item, "fixturenames", ())
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(fixtures)
    return bool(asks) or hasattr(getattr(item, "cls", None), "databases")


# --- surroundings -------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    _compile_stale_catalogues()


def _compile_stale_catalogues() -> None:
    """A test that reads Dutch reads what stands in the catalogue now, also when pytest is called by itself."""
    from home.texts import compile_catalogue

    for path in ROOT.glob("site/locale/*/LC_MESSAGES/*.po"):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            compile_catalogue(path)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.TEST_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file: a live server's threads then have connections of their own, as in production."""
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = str(settings.TEST_DIR / "test.sqlite3")


@pytest.fixture(scope="session")
def index_dir() -> Path:
    """Where this worker keeps its search index; each worker has a folder of its own."""
    return Path(settings.TEST_DIR) / "index"


@pytest.fixture(autouse=True)
def _no_index_of_the_test_before(request: pytest.FixtureRequest, index_dir: Path) -> Iterator[None]:
    """A rolled-back test frees its ids for the next one; what it indexed must not be found under them."""
    yield
    if index_dir.exists():
        shutil.rmtree(index_dir, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A request in English must not leave the next test in English."""
    from django.utils import translation

    yield
    translation.deactivate()
