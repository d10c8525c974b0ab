"""A database with every migration applied, kept between test runs: making one takes longer than most tests.

As a file for SQLite; as a dump for the PostgreSQL that `bin/with-postgres` starts, whose databases are gone with it.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "test-database"


def made_from() -> Iterator[Path]:
    """What the database depends on: our migrations, and the packages that bring migrations of their own."""
    yield ROOT / "requirements.txt"
    for pattern in ("*/migrations/*.py", "site/*/migrations/*.py"):
        yield from sorted(ROOT.glob(pattern))


def prepared_path(suffix: str) -> Path:
    digest = hashlib.sha256()
    for path in made_from():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return KEPT / f"{digest.hexdigest()[:16]}.{suffix}"


def unfinished(prepared: Path) -> Path:
    """Written aside first, because two workers may keep one at once; what older migrations made goes."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for outdated in KEPT.glob(f"*{prepared.suffix}"):
        if outdated != prepared:
            outdated.unlink(missing_ok=True)
    return prepared.with_suffix(f".{os.getpid()}")


class File:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.prepared = prepared_path("sqlite3")

    def take(self) -> bool:
        """Puts the prepared database in place; False when there is none for the migrations as they are now."""
        if not self.prepared.exists():
            return False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.prepared, self.path)
        return True

    def keep(self) -> None:
        """Keeps a copy of the database that was just made."""
        aside = unfinished(self.prepared)
        with sqlite3.connect(self.path) as made:
            made.execute("VACUUM INTO ?", [str(aside)])
        aside.replace(self.prepared)


class Server:
    """``programs`` is where pg_dump and psql lie, ``database`` as in the settings, ``name`` that of the tests' database."""

    def __init__(self, programs: Path, database: dict[str, Any], name: str) -> None:
        self.programs, self.database, self.name = programs, database, name
        self.prepared = prepared_path("sql")

    def run(self, program: str, *arguments: str, name: str) -> None:
        host = self.database.get("OPTIONS", {}).get("host") or self.database["HOST"]
        at = ["--host", host, "--username", self.database["USER"], "--dbname", name]
        subprocess.run([str(self.programs / program), *at, *arguments], check=True, stdout=subprocess.DEVNULL)

    def take(self) -> bool:
        """As for a file."""
        if not self.prepared.exists():
            return False
        self.run("psql", "--quiet", "--command", f'CREATE DATABASE "{self.name}"', name=self.database["NAME"])
        at_once = ("--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1")
        self.run("psql", *at_once, "--file", str(self.prepared), name=self.name)
        return True

    def keep(self) -> None:
        """As for a file."""
        aside = unfinished(self.prepared)
        self.run("pg_dump", "--no-owner", "--file", str(aside), name=self.name)
        aside.replace(self.prepared)


def prepare() -> None:
    """Makes the one for the database in the settings, when there is none yet for the migrations as they are now."""
    import django
    from django.conf import settings
    from django.db import connection

    django.setup()
    kept = kept_for(settings.DATABASES["default"], Path(settings.TEST_DIR) / "test.sqlite3")
    if kept and not kept.prepared.exists():
        connection.creation.create_test_db(verbosity=0, serialize=False)
        kept.keep()
    shutil.rmtree(settings.TEST_DIR, ignore_errors=True)


def kept_for(database: dict[str, Any], path: Path) -> File | Server | None:
    """SQLite in a file: a live server's threads then have connections of their own, as in production."""
    test = database.setdefault("TEST", {})
    if "sqlite3" in database["ENGINE"]:
        test["NAME"] = str(path)
        return File(path)
    programs = os.environ.get("POSTGRES_PROGRAMS")
    return Server(Path(programs), database, test.get("NAME") or f"test_{database['NAME']}") if programs else None


if __name__ == "__main__":
    prepare()
