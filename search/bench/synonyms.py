"""Words that mean the same, as a new site has them."""

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data" / "synonyms.toml"


@cache
def expressions() -> list[list[str]]:
    return [row["words"] for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["set"]]
