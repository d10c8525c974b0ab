"""modelsearch's own test project, on our backend and SQLite in memory."""

import os
import sys
import tempfile
from pathlib import Path
from types import ModuleType

DATABASE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}

# modelsearch's settings read the database through a package that we do not use.
sys.modules["dj_database_url"] = url_reader = ModuleType("dj_database_url")
url_reader.config = lambda **_: DATABASE
os.environ["SEARCH_BACKEND"] = "db"

from modelsearch.test.settings import *  # noqa: E402, F403

# In memory where there is room, as the site's own tests.
_memory = "/dev/shm"  # noqa: S108
SCRATCH = Path(tempfile.mkdtemp(prefix="conformance-", dir=_memory if Path(_memory).is_dir() else None))
FIXTURE_DIRS = [SCRATCH / "fixtures"]
MODELSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "search.backends.whoosh",
        "PATH": SCRATCH / "index",
        "LANGUAGE": os.environ.get("CONFORMANCE_LANGUAGE", "nl"),
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
