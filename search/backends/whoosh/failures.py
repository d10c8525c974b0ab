"""Rebuilds that failed one after the other: what keeps one from being built seldom goes away by itself, and each takes minutes
of a processor."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

FIRST_WAIT = 30.0
LONGEST_WAIT = 3600.0


@dataclass
class Failure:
    """How often it failed since it last went well; the moments are seconds since 1970."""

    times: int
    last: float
    reason: str

    @property
    def again_at(self) -> float:
        """Twice as long after each one."""
        return self.last + min(FIRST_WAIT * 2.0 ** min(self.times - 1, 20), LONGEST_WAIT)

    @property
    def is_to_wait(self) -> bool:
        """A clock that was set back makes nobody wait longer."""
        return self.last <= time.time() < self.again_at


class Failures:
    """In a file, for other processes; and here, as a full disk may be what failed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own: Failure | None = None

    def note(self, error: BaseException) -> None:
        before = self.latest()
        self._own = Failure(before.times + 1 if before else 1, time.time(), f"{type(error).__name__}: {error}"[:500])
        with suppress(OSError):
            self.path.write_text(json.dumps(asdict(self._own)))

    def latest(self) -> Failure | None:
        """None when the last rebuild went well."""
        try:
            return Failure(**json.loads(self.path.read_text()))
        except (OSError, ValueError, TypeError):
            return self._own

    def forget(self) -> None:
        self._own = None
        self.path.unlink(missing_ok=True)
