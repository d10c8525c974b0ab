"""Which tests need what: a second database, an index that is kept, a worker of their own."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
LAYING = HERE / "laying.py"  # follows whoever lays, with or without an index
IN_A_TEXT = re.compile(r"\bre\.search\(")  # by a regular expression, not on the site


def uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("once"):
        return False
    fixtures = getattr(item, "fixturenames", ())
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(fixtures)
    return bool(asks) or hasattr(getattr(item, "cls", None), "databases")


@cache
def searches(module: Path) -> bool:
    """By the words for it, its own or those of the helpers it imports; the API looks things up in the index, too."""
    if module == LAYING:
        return False
    text = IN_A_TEXT.sub("", module.read_text())
    named = module.is_relative_to(HERE / "browser") or any(word in text for word in ("search", "zoeken", "/api/"))
    return named or any(searches(helper) for helper in imported_by(module))


def imported_by(module: Path) -> Iterator[Path]:
    """The modules of the tests that one takes something from."""
    for node in ast.parse(module.read_text()).body:
        if isinstance(node, ast.ImportFrom):
            above = module.parents[node.level - 1] if node.level else HERE.parent
            place = above.joinpath(*(node.module or "").split("."))
            for path in (place.with_suffix(".py"), *(place / f"{name.name}.py" for name in node.names)):
                if path.is_relative_to(HERE) and path.is_file():
                    yield path


def scheduler(config: pytest.Config, log: Any) -> Any:
    """Laying the demo takes a minute, so one worker gets all tests of it; the others go to whoever is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "demo" if "tests/home/demo/" in nodeid else nodeid

    return Scheduling(config, log)
