"""Writers and rebuilds that are killed at random moments, a full disk, damaged files: `whoosh_faults` says what went wrong."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.once


@pytest.mark.parametrize("fault", ["writers", "rebuilds", "disk", "damage", "shorter"])
def test_the_index_is_readable_whole_and_writable_afterwards(fault: str, tmp_path: Path) -> None:
    seed = str(secrets.randbelow(10**6))
    done = subprocess.run(
        [sys.executable, "-m", "tests.search.whoosh_faults", fault, str(tmp_path), seed],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"seed {seed}: {done.stderr}"
    assert json.loads(done.stdout) == [], f"seed {seed}"
