"""Other processes that do a step. They get plain values, open no database and hold no lock; what fails is done here."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

Answer = TypeVar("Answer")
# A new interpreter: a fork would take database connections and write locks with it, and keep those if we are killed.
START = f"from {__name__} import serve; serve()"
# Large arrays go back to the system when they are let go: glibc would keep ever larger ones for itself.
MEMORY = {"MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_ARENA_MAX": "1"}
logger = logging.getLogger(__name__)


_HERE = threading.Lock()


class Workers:
    """As many processes as asked for, at most one for each processor; with fewer than two everything is done here."""

    def __init__(self, wanted: int) -> None:
        self.count = min(wanted, len(os.sched_getaffinity(0)))
        if self.count < 2:
            self.count = 0
        self._threads: ThreadPoolExecutor | None = None
        self._mine = threading.local()
        self._processes: list[subprocess.Popen[bytes]] = []
        # A task in hand and one ready for each.
        self._room = threading.Semaphore(2 * self.count)

    def submit(self, step: Callable[..., Answer], *arguments: Any, start: bool = True) -> Future[Answer]:
        """Waits as long as there is enough to do already. `step` is a function of a module. Without `start` it is done here
        unless the processes are there already."""
        if not self.count or (self._threads is None and not start):
            return _done(step, arguments)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.count, initializer=self._start)
        self._room.acquire()
        return self._threads.submit(self._do, step, arguments)

    def close(self) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            with contextlib.suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr]
            process.wait()
            process.stdout.close()  # type: ignore[union-attr]

    def _start(self) -> None:
        """In each thread, which has a process of its own."""
        self._mine.process = None
        with contextlib.suppress(OSError):
            # The modules we have, wherever we are called from.
            paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
            environment = os.environ | MEMORY | {"PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}
            command = [sys.executable or "python3", "-c", START]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603
            self._processes.append(process)
            self._mine.process = process

    def _do(self, step: Callable[..., Answer], arguments: tuple[Any, ...]) -> Answer:
        try:
            process = self._mine.process
            if process is not None:
                try:
                    return _ask(process, step, arguments)
                except (OSError, EOFError, pickle.UnpicklingError):
                    logger.warning("A process that writes the search index ended; its work is done in this one")
                    self._mine.process = None
                    process.kill()
            # What the steps learn of words is this process's, and no two threads may write it at once.
            with _HERE:
                return step(*arguments)
        finally:
            self._room.release()


def _done(step: Callable[..., Answer], arguments: tuple[Any, ...]) -> Future[Answer]:
    future: Future[Answer] = Future()
    future.set_result(step(*arguments))
    return future


def _ask(process: subprocess.Popen[bytes], step: Callable[..., Answer], arguments: tuple[Any, ...]) -> Answer:
    pickle.dump((step, arguments), process.stdin, 5)  # type: ignore[arg-type]
    process.stdin.flush()  # type: ignore[union-attr]
    answer, error = pickle.load(process.stdout)  # type: ignore[arg-type] # noqa: S301 -- of our own process
    if error is not None:
        raise error
    return answer  # type: ignore[no-any-return]


def serve() -> None:
    """In the process: one task after the other, until there are no more or who asks is gone."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever prints must not stand between the answers.
    os.dup2(2, 1)
    for step, arguments in _tasks(tasks):
        try:
            answer, error = step(*arguments), None
        except Exception as raised:
            answer, error = None, raised
        try:
            pickle.dump((answer, error), answers, 5)
            answers.flush()
        except BrokenPipeError:
            return


def _tasks(file: Any) -> Iterator[tuple[Callable[..., Any], tuple[Any, ...]]]:
    while True:
        try:
            yield pickle.load(file)  # noqa: S301 -- from the process that started this one
        except EOFError:
            return
