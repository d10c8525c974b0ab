"""Starting engines, each with a database and a folder of its own, and talking to them."""

import json
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class EngineFailed(Exception):
    """The engine's process ended; what it said stands on the error output."""


class Remote:
    """An engine in another process."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        self.name = name
        self.process = process

    def do(self, verb: str, **given: Any) -> Any:
        self._write(json.dumps({"do": verb, **given}))
        return json.loads(self.read())

    def _write(self, line: str) -> None:
        try:
            self.process.stdin.write(line + "\n")  # type: ignore[union-attr]
            self.process.stdin.flush()  # type: ignore[union-attr]
        except BrokenPipeError as error:
            raise EngineFailed(f"{self.name} has stopped") from error

    def read(self) -> str:
        line = self.process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise EngineFailed(f"{self.name} has stopped")
        return line


@contextmanager
def engine(name: str, folder: Path, database: str) -> Iterator[Remote]:
    """Ready to be asked. It ends with the block, also when that fails."""
    environ = {**os.environ, "BENCH_FOLDER": str(folder), "BENCH_DATABASE": database}
    environ["DJANGO_SETTINGS_MODULE"] = "search.bench.settings"
    words = [sys.executable, "-m", "search.bench.worker", name]
    with subprocess.Popen(words, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            remote = Remote(name, process)
            remote.read()
            yield remote
        except BaseException:
            process.kill()
            raise


def address(name: str, folder: Path, server: str, database: str) -> str:
    """Of a database of its own: a file in the folder, or one made on the server."""
    if name != "postgresql":
        return f"sqlite:///{folder}/rows.sqlite3"
    import psycopg

    parts = urllib.parse.urlsplit(server)
    with psycopg.connect(urllib.parse.urlunsplit(parts._replace(scheme="postgresql")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')  # type: ignore[arg-type]
    return urllib.parse.urlunsplit(parts._replace(path=f"/{database}"))
