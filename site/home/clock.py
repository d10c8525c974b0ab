"""What has to happen when its time has come, whether or not somebody looks: `manage.py run_due`, or a thread of the server."""

import logging
import threading
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# Each app's own, by name: a server asks for the clock before its apps are there. Each may run in several processes at once.
DUE = [
    "casestudies.actions.due.run_due",
    "lessons.due.run_due",
    "learningtables.actions.due.run_due",
    "visitations.actions.due.run_due",
    "search.pending.run_due",
    "search.vain.forget",
    "home.digest.run_due",
    "regions.outbox.run_due",
    "home.importing.kept.run_due",
    "home.packing.run_due",
    "home.packing.forget",
]
# What nobody should wait a minute for: an index that was lost, a file that somebody asked for. Costs next to nothing when there
# is nothing to do.
SOON = ["search.pending.run_due", "home.packing.run_due"]
SOON_EVERY = 15.0


def run_due(names: Iterable[str] | None = None) -> int:
    """Everything that is due, or these parts; how many of them failed. One that fails keeps no other from running."""
    failed = 0
    for name in DUE if names is None else names:
        try:
            import_string(name)()
        except Exception:
            failed += 1
            logger.exception("%s failed; it is tried again next time", name)
    return failed


def tick(stop: threading.Event, *, every: float) -> None:
    """Also before its first turn: a server may start because the one before was killed."""
    due = time.monotonic() + every
    while not stop.wait(min(SOON_EVERY, max(due - time.monotonic(), 0.0))):
        try:
            if time.monotonic() < due:
                run_due(SOON)
            else:
                run_due()
                due = time.monotonic() + every
        finally:
            connections.close_all()


def start_clock() -> threading.Event | None:
    """For whoever starts a server: a thread that ends with it. None when another clock runs ``manage.py run_due``."""
    if settings.RUN_DUE_EVERY <= 0:
        return None
    stop = threading.Event()
    threading.Thread(
        target=tick, args=(stop,), kwargs={"every": settings.RUN_DUE_EVERY}, name="clock", daemon=True
    ).start()
    return stop
