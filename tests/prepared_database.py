"""An SQLite database with every migration applied, kept between test runs: making one takes longer than most tests."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def made_from() -> Iterator[Path]:
    """What the database depends on: our migrations, and the packages that bring migrations of their own."""
    yield ROOT / "requirements.txt"
    for pattern in ("*/migrations/*.py", "site/*/migrations/*.py"):
        yield from sorted(ROOT.glob(pattern))


def prepared_path(folder: Path) -> Path:
    digest = hashlib.sha256()
    for path in made_from():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return folder / f"{digest.hexdigest()[:16]}.sqlite3"


def take(folder: Path, target: Path) -> bool:
    """Puts the prepared database at the target; False when there is none for the migrations as they are now."""
    prepared = prepared_path(folder)
    if not prepared.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(prepared, target)
    return True


def keep(folder: Path, source: Path) -> None:
    """Keeps a copy of a database that was just made; written aside first, because two workers may keep one at once."""
    prepared = prepared_path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for outdated in folder.glob("*.sqlite3"):
        if outdated != prepared:
            outdated.unlink(missing_ok=True)
    unfinished = prepared.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(source) as made:
        made.execute("VACUUM INTO ?", [str(unfinished)])
    unfinished.replace(prepared)
