"""modelsearch's own tests on our backend, in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "conformance" / "run.py"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_backend_passes_the_suite_of_modelsearch(language: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, str(RUN)],
        env=environment | {"CONFORMANCE_LANGUAGE": language},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])
    assert (counts["run"], counts["failed"], counts["skipped"], counts["expected_failures"]) == (139, [], [], 0)
