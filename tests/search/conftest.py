from typing import Any

import pytest


@pytest.fixture(params=["search.backends.whoosh", "search.backends.database"], ids=["whoosh", "database"])
def engine(request: Any, settings: Any, index_dir: Any) -> None:
    """The site's own backend, and one that knows no facets."""
    own = {"PATH": str(index_dir), "LANGUAGE": "nl", "ANY_COLUMN": True} if "whoosh" in request.param else {}
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": request.param, **own}}
