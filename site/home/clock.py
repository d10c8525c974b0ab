"""What has to happen when its time has come, whether or not somebody looks: `manage.py run_due`, or a thread of the server."""

import logging
import threading

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
    "regions.outbox.forget",
    "home.importing.kept.run_due",
]


def run_due() -> int:
    """Everything that is due; how many parts of it failed. One that fails keeps no other from running."""
    failed = 0
    for name in DUE:
        try:
            import_string(name)()
        except Exception:
            failed += 1
            logger.exception("%s failed; it is tried again next time", name)
    return failed


def tick(stop: threading.Event, *, every: float) -> None:
    while not stop.wait(every):
        try:
            run_due()
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
