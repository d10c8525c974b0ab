"""What every test can count on: the persons of the site, a database and an index of its own."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from tests import catalogues, prepared_database
from tests.choosing import scheduler, searches, uses_database
from tests.laying import LAYING

if TYPE_CHECKING:
    from django.test import Client

    from home.models import RegionIndexPage
    from regions.models import Circle, Region, User
    from tests.sparing import Indexes

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests


# --- persons ------------------------------------------------------------------------------------
# The world of the tests: three regions with their pages, a learning table in Food Valley, a visitation's people, and nobody
# more. Each screen is tried by the persons here who may and who may not.


@pytest.fixture
def db(db: None, indexes: "Indexes") -> None:
    LAYING.begin(references=indexes.references)


@pytest.fixture
def tree(db: None) -> "RegionIndexPage":
    """The page tree down to the index of regions."""
    from wagtail.models import Site

    from tests.factories.world import lay_tree

    index = lay_tree()
    Site.clear_site_root_paths_cache()
    return index


@pytest.fixture
def make_region(tree: "RegionIndexPage") -> "Callable[..., Region]":
    """A region with its circle and its page in the tree."""
    from tests.factories.world import lay_region

    def make(name: str, slug: str, **fields: Any) -> "Region":
        region = lay_region(tree, name, slug, **fields)
        tree.refresh_from_db()
        return region

    return make


@pytest.fixture
def foodvalley(make_region: "Callable[..., Region]") -> "Region":
    return make_region("Food Valley", "food-valley", code="FV")


@pytest.fixture
def twente(make_region: "Callable[..., Region]") -> "Region":
    return make_region("Twente", "twente", code="TW")


@pytest.fixture
def zeeland(make_region: "Callable[..., Region]") -> "Region":
    return make_region("Zeeland", "zeeland", code="ZL")


@pytest.fixture
def table_circle(db: None) -> "Circle":
    """The circle of a learning table in Food Valley."""
    from tests.factories.regions import CircleFactory

    return CircleFactory(kind="learning_table", name="Leertafel Passende hulp")


def _person_in(name: str, circle: "Circle | None", role: str, **fields: Any) -> "User":
    from tests.factories.world import lay_person

    return lay_person(name, circle, role, **fields)


@pytest.fixture
def participant(table_circle: "Circle", foodvalley: "Region") -> "User":
    return _person_in("participant", table_circle, "participant", home_region=foodvalley)


@pytest.fixture
def case_owner(table_circle: "Circle", foodvalley: "Region") -> "User":
    return _person_in("case-owner", table_circle, "participant", home_region=foodvalley)


@pytest.fixture
def facilitator(table_circle: "Circle", foodvalley: "Region") -> "User":
    return _person_in("facilitator", table_circle, "facilitator", home_region=foodvalley)


@pytest.fixture
def coordinator(zeeland: "Region") -> "User":
    """Coordinates Zeeland: another region than the one where the work is done."""
    return _person_in("coordinator", zeeland.circle, "coordinator", home_region=zeeland)


@pytest.fixture
def foodvalley_coordinator(foodvalley: "Region") -> "User":
    return _person_in("foodvalley-coordinator", foodvalley.circle, "coordinator", home_region=foodvalley)


@pytest.fixture
def chair(zeeland: "Region") -> "User":
    """Chairs committees; which circle is the test's to say."""
    return _person_in("chair", None, "", home_region=zeeland)


@pytest.fixture
def committee_member(foodvalley: "Region") -> "User":
    return _person_in("committee", None, "", home_region=foodvalley)


@pytest.fixture
def host(twente: "Region") -> "User":
    return _person_in("host", twente.circle, "member", home_region=twente)


@pytest.fixture
def editor(db: None) -> "User":
    """A national editor."""
    from tests.factories.regions import CircleFactory

    return _person_in("editor", CircleFactory(kind="national", name="Landelijke redactie"), "editor")


@pytest.fixture
def outsider(db: None) -> "User":
    """Signed in, in no circle at all."""
    return _person_in("outsider", None, "")


@pytest.fixture
def admin(db: None) -> "User":
    """Runs the site, and may for all that read no circle's matters."""
    return _person_in("admin", None, "", is_superuser=True, is_staff=True)


@pytest.fixture
def client_of(db: None) -> "Callable[[User], Client]":
    """A signed-in test client of a person."""
    from django.test import Client

    from tests.factories.world import sign_in

    def make(user: "User") -> Client:
        client = Client()
        client.cookies = sign_in(user)
        return client

    return make


@pytest.fixture
def visitor(db: None) -> "Client":
    """Not signed in."""
    from django.test import Client

    return Client()


@pytest.fixture
def queries_of(db: None) -> "Callable[[Client, str], int]":
    """How many queries a page costs, once what is asked only once has been asked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(client: "Client", path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    return count


# --- which tests run ----------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--uses-database",
        action="store_true",
        help="only the tests whose outcome may depend on the database; not the browser's, not those marked `once`",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduler(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    browser = ROOT / "tests" / "browser"
    for item in items:
        if browser in item.path.parents:
            item.add_marker("browser")
    if config.getoption("--uses-database"):
        kept = [item for item in items if uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through all of it for what can be thrown away takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "NO CHROMIUM" in str(report.longrepr)]
    if skipped:
        terminalreporter.section(f"NO CHROMIUM: {len(skipped)} BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)


# --- surroundings -------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    catalogues.compile_stale()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.TEST_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def kept_database(django_db_modify_db_settings: None) -> "prepared_database.File | prepared_database.Server | None":
    return prepared_database.kept_for(settings.DATABASES["default"], Path(settings.TEST_DIR) / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(kept_database: Any, django_db_keepdb: bool) -> bool:
    return django_db_keepdb or bool(kept_database and kept_database.take())


@pytest.fixture(scope="session")
def django_db_setup(kept_database: Any, django_db_keepdb: bool, django_db_setup: None) -> None:
    if kept_database and not django_db_keepdb:
        kept_database.keep()


@pytest.fixture(scope="session")
def index_dir() -> Path:
    """Where this worker keeps its search index; each worker has a folder of its own."""
    return Path(settings.TEST_DIR) / "index"


@pytest.fixture(scope="session")
def indexes(django_test_environment: None) -> "Indexes":
    from tests.laying import run_what_is_done_at_commit
    from tests.sparing import Indexes, leave_what_stays_alone, record_pages_only

    run_what_is_done_at_commit()
    leave_what_stays_alone()
    record_pages_only()
    return Indexes()


@pytest.fixture(autouse=True)
def _no_index_for_who_does_not_search(request: pytest.FixtureRequest, settings: Any, indexes: "Indexes") -> None:
    """Keeping an index takes a fair part of what laying pages takes: who names no search, or fills it at once, goes without."""
    search = searches(request.path) and not request.node.get_closest_marker("indexed_at_once")
    indexes.keep_for(request.path)
    if not search:
        settings.SEARCH_UPDATES = "off"


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
