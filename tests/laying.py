"""What many tests lay first is laid once by the site's own code, and for the next test by the statements this wrote.

A page that is saved is some thirty queries, and laying the persons and pages a test begins with was a third of all tests'
time. The statements are given again only where they meet the very rows they were made for: at the beginning of a test, or
after others that were given again, and nothing else was written in between. Everywhere else the code runs.
"""

import datetime
import functools
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.models import Model
from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.translation import get_language

P = ParamSpec("P")
R = TypeVar("R")

KEPT = 1500
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class NotTheSameTwice(Exception):
    """What was given cannot be compared with what is given in another test."""


@dataclass
class Laid:
    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    began: datetime.datetime = field(default_factory=timezone.now)
    ended: datetime.datetime = field(default_factory=timezone.now)
    gave: bytes = b""

    def keep(self, result: Any) -> None:
        """Raises what pickle raises for what cannot be kept."""
        self.ended = timezone.now()
        kept = io.BytesIO()
        pickler = pickle.Pickler(kept)
        pickler.persistent_id = self.moment_of  # type: ignore[method-assign]
        pickler.dump(result)
        self.gave = kept.getvalue()

    def moment_of(self, value: Any) -> str | None:
        """What was written as the moment it was written at is not kept, but will be the moment it is given again."""
        is_moment = isinstance(value, datetime.datetime) and timezone.is_aware(value)
        return "now" if is_moment and self.began <= value <= self.ended else None

    def give_again(self) -> Any:
        now = timezone.now()
        then, since, written_now = written_as(self.began), written_as(self.ended), written_as(now)

        def today(params: Any) -> Any:
            if not isinstance(params, list | tuple):
                return params
            return [written_now if isinstance(one, str) and then <= one <= since else one for one in params]

        with connection.cursor() as cursor:
            for sql, params, many in self.statements:
                if many:
                    cursor.executemany(sql, [today(one) for one in params])
                else:
                    cursor.execute(sql, today(params))
                    cursor.fetchall()
        unpickler = pickle.Unpickler(io.BytesIO(self.gave))  # noqa: S301 - what this process wrote itself
        unpickler.persistent_load = lambda _moment: now  # type: ignore[method-assign]
        return unpickler.load()


class Laying:
    """Of the test that runs: what it has laid so far, as long as it wrote nothing else."""

    def __init__(self) -> None:
        self.kept: dict[Any, Laid] = {}
        self.before: Any = ()
        self.changes: int | None = None
        self.busy = False

    def begin(self, **how: bool) -> None:
        """``how`` says what else is written with each row in this test."""
        self.busy, self.changes = False, None
        if connection.vendor == "sqlite" and connection.in_atomic_block:
            self.before, self.changes = (last_numbers(), told(how)), written()

    def end(self) -> None:
        """From here to the end of the test the code runs."""
        self.changes = None

    def lay(self, make: Callable[P, R], of: str, *args: P.args, **kwargs: P.kwargs) -> R:
        if self.busy:
            return make(*args, **kwargs)
        try:
            key = self.key(of, args, kwargs)
        except NotTheSameTwice:
            self.end()
            return make(*args, **kwargs)
        laid = self.kept.get(key)
        with found_afterwards():
            result = laid.give_again() if laid else self.make_and_keep(key, make, *args, **kwargs)
        if self.changes is not None:
            self.before, self.changes = id(self.kept[key]), written()
        return result

    def key(self, of: str, args: Any, kwargs: Any) -> tuple[Any, ...]:
        if self.changes is None or self.changes != written() or not followed():
            raise NotTheSameTwice
        now = (timezone.localdate(), get_language(), settings.SEARCH_UPDATES)
        return (self.before, now, of, told(args), told(kwargs))

    def make_and_keep(self, key: Any, make: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What is not kept ends the row: whatever is laid after it stands on rows that nobody lays again."""
        laid, mails = Laid(), len(mail.outbox)
        before, self.changes, self.busy = self.changes, None, True
        try:
            with noting(laid):
                result = make(*args, **kwargs)
        finally:
            self.busy = False
        with suppress(pickle.PicklingError, TypeError, AttributeError):
            laid.keep(result)
            if len(mail.outbox) == mails and len(self.kept) < KEPT:
                self.kept[key], self.changes = laid, before
        return result


LAYING = Laying()


def laid(make: Callable[P, R]) -> Callable[P, R]:
    """For a function whose rows depend on what it is given and on what lies there, and that does no more than write them."""

    @functools.wraps(make)
    def lay(*args: P.args, **kwargs: P.kwargs) -> R:
        return LAYING.lay(make, f"{make.__module__}.{make.__qualname__}", *args, **kwargs)

    return lay


def run_what_is_done_at_commit() -> None:
    """What the code means to do once all is committed is not written, and a test that looks at it has it from the code."""
    capture = TestCase.captureOnCommitCallbacks

    def capturing(*args: Any, **kwargs: Any) -> Any:
        LAYING.end()
        return capture(*args, **kwargs)

    TestCase.captureOnCommitCallbacks = capturing  # type: ignore[method-assign,assignment]


def written() -> int:
    """Rows written since the connection was opened, also those that were rolled back."""
    connection.ensure_connection()
    return int(connection.connection.total_changes)


def last_numbers() -> tuple[Any, ...]:
    """The highest number given in each table: what lies there before a test lays anything."""
    with connection.cursor() as cursor:
        return tuple(cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall())


def written_as(moment: datetime.datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))


@contextmanager
def noting(laid: Laid) -> Iterator[None]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(WRITES):
            laid.statements.append((sql, params, many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def followed() -> bool:
    """Whether the index, if it follows what is laid, is the site's own."""
    from search.pending import keeper

    return settings.SEARCH_UPDATES == "off" or (settings.SEARCH_UPDATES == "at_once" and keeper() is not None)


@contextmanager
def found_afterwards() -> Iterator[None]:
    """What is laid is noted for search as on the site, and brought into the index once it is there."""
    from search.drainer import wake
    from search.pending import try_to_drain

    if settings.SEARCH_UPDATES == "off":
        yield
        return
    with override_settings(SEARCH_UPDATES="thread"):
        yield
    connection.run_on_commit[:] = [promise for promise in connection.run_on_commit if promise[1] is not wake]
    try_to_drain(wait=False)


def told(value: Any) -> Any:
    """What was given, so that it can be compared: rows by their number."""
    if isinstance(value, Model):
        return value._meta.label, value.pk
    if is_dataclass(value):
        return tuple(told(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, dict):
        return tuple((name, told(one)) for name, one in sorted(value.items()))
    if isinstance(value, list | tuple):
        return tuple(told(one) for one in value)
    if value is None or isinstance(value, str | int | float | bytes | datetime.timedelta):
        return type(value).__name__, value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise NotTheSameTwice
