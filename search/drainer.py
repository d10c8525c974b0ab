"""One thread of each process that changes something: it brings the index up to date while nobody waits for it."""

import atexit
import os
import threading

from django.db import connections

from .pending import try_to_drain

# A process that ends waits so many seconds for what it saved to be found; after that, the notes wait for another process.
LAST_CHANCE = 20.0


class Drainer:
    def __init__(self) -> None:
        self.pid = os.getpid()
        self._changed = threading.Condition()
        self._asked = self._answered = 0
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        with self._changed:
            self._asked += 1
            self._changed.notify_all()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="search-index", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._is_behind)
                asked = self._asked
            try:
                try_to_drain()
            finally:
                connections.close_all()
            with self._changed:
                self._answered = asked
                self._changed.notify_all()

    def _is_behind(self) -> bool:
        return self._answered < self._asked

    def finish(self) -> None:
        """Waits until all is in that was saved so far."""
        if self.pid == os.getpid():
            with self._changed:
                self._changed.wait_for(lambda: not self._is_behind(), LAST_CHANCE)


class Drainers:
    """One in each process: one that was forked off has none of its parent's threads."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._own: Drainer | None = None

    def wake(self) -> None:
        with self._making:
            if self._own is None or self._own.pid != os.getpid():
                self._own = Drainer()
                atexit.register(self._own.finish)
        self._own.wake()

    def finish(self) -> None:
        if self._own is not None:
            self._own.finish()


_drainers = Drainers()
wake = _drainers.wake
finish = _drainers.finish
