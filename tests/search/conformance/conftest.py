import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def scratch() -> Iterator[None]:
    # Only on this folder's own path, which the site's test run does not have.
    import fixture

    fixture.write(settings.FIXTURE_DIRS[0] / "search.json")
    yield
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)
