"""Which tests need what: a second database, an index that is kept, a worker of their own."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("once"):
        return False
    fixtures = getattr(item, "fixturenames", ())
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(fixtures)
    return bool(asks) or hasattr(getattr(item, "cls", None), "databases")


@cache
def searches(module: Path) -> bool:
    """By the words for it; the API looks things up in the index, too."""
    text = module.read_text()
    return module.is_relative_to(HERE / "browser") or any(word in text for word in ("search", "zoeken", "/api/"))


def scheduler(config: pytest.Config, log: Any) -> Any:
    """Laying the demo takes a minute, so one worker gets all tests of it; the others go to whoever is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "demo" if "tests/home/demo/" in nodeid else nodeid

    return Scheduling(config, log)
