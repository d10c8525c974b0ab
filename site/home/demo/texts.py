"""The demo's texts, as the files beside this module hold them."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str, kind: str) -> list[dict[str, Any]]:
    """All ``[[kind]]`` tables of ``name*.toml``, in the order of the file names."""
    found = []
    for path in sorted(FOLDER.glob(f"{name}*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
    return found
