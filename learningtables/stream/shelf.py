"""A drawing does for all processes of a machine: who claims it first makes it, and the others hand out what was made.

What lies here is what screens show, so it lies in memory, is its owner's alone, and is gone after a few seconds.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

# Seconds that a drawing is handed out, and that a claim holds: what it says of the clock must still be right, and a process
# that was killed draws nothing more.
FRESH = 0.5
CLAIMED, DRAWN = ".claimed", ".drawn"


class Key(NamedTuple):
    room: int
    version: int
    step: int
    language: str

    def __str__(self) -> str:
        return "-".join(map(str, self))


class Shelf:
    """Without a ``folder`` there is nothing to share: whoever claims is the first, and nothing is ever there."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of_this_site(cls) -> "Shelf":
        """In ``settings.ROOM_DRAWINGS``; none where that is no folder, or where the one in it is not ours alone."""
        if not settings.ROOM_DRAWINGS or not Path(settings.ROOM_DRAWINGS).is_dir():
            return cls(None)
        site = f"{settings.SECRET_KEY} {connection.settings_dict['NAME']} {connection.settings_dict.get('HOST')}"
        name = f"leertafel-{os.getuid()}-{hashlib.sha256(site.encode()).hexdigest()[:16]}"
        folder = Path(settings.ROOM_DRAWINGS) / name
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            found = folder.lstat()
            if found.st_uid == os.getuid() and found.st_mode & 0o777 == 0o700 and not folder.is_symlink():
                return cls(folder)
        return cls(None)

    def take(self, key: Key) -> bytes | None:
        if self.folder is None:
            return None
        path = self.folder / f"{key}{DRAWN}"
        with suppress(OSError):  # somebody may sweep
            return path.read_bytes() if _is_fresh(path) else None
        return None

    def claim(self, key: Key) -> bool:
        """Whether it is for who asks to draw it; also when it cannot be told."""
        if self.folder is None:
            return True
        path = self.folder / f"{key}{CLAIMED}"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            if _is_fresh(path):
                return False
            with suppress(OSError):
                os.utime(path)
        except OSError:
            return True
        return True

    def put(self, key: Key, drawn: bytes) -> None:
        if self.folder is None:
            return
        part = self.folder / f"{key}.{secrets.token_hex(4)}"
        with suppress(OSError):
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(drawn)
            part.rename(self.folder / f"{key}{DRAWN}")

    def sweep(self, *, all_of_it: bool = False) -> None:
        """Takes away what is handed out no more."""
        for path in self._lying_here():
            if all_of_it or not _is_fresh(path):
                path.unlink(missing_ok=True)

    def _lying_here(self) -> Iterable[Path]:
        with suppress(OSError):
            return list(self.folder.iterdir()) if self.folder else []
        return []


def _is_fresh(path: Path) -> bool:
    with suppress(OSError):
        return abs(time.time() - path.stat().st_mtime) < FRESH
    return False
