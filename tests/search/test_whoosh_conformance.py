"""modelsearch's own tests and ours on its models, in a process of their own: their settings are not the site's."""

import os
import re
import subprocess
import sys
from pathlib import Path

CONFORMANCE = Path(__file__).parent / "conformance"
SUITE = 139


def run(*arguments: str, language: str) -> dict[str, int]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", str(CONFORMANCE / "pytest.ini"), "-p", "no:xdist", *arguments],
        cwd=CONFORMANCE,
        env=environment | {"CONFORMANCE_LANGUAGE": language},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: int(count) for count, name in re.findall(r"(\d+) (\w+)", done.stdout.splitlines()[-1])}


def test_the_backend_passes_the_suite_of_modelsearch() -> None:
    counts = run("check_suite.py", language="nl")
    assert counts["passed"] == SUITE
    assert not {"skipped", "failed", "errors", "xfailed"} & set(counts)


def test_facets_filters_and_narrowing() -> None:
    assert "failed" not in run("check_narrowing.py", language="en")
