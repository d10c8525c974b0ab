import shutil
from collections.abc import Iterator

import fixture
import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def scratch() -> Iterator[None]:
    fixture.write(settings.FIXTURE_DIRS[0] / "search.json")
    yield
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)
