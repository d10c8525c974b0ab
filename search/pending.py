"""The index follows the database: what changed is noted in the transaction that changed it, and brought in afterwards, outside
the request. Whatever dies in between, the note is there."""

import enum
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Model
from modelsearch.backends.base import get_model_root
from modelsearch.index import class_is_indexed
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from .models import PendingChange

logger = logging.getLogger(__name__)

# One commit of the index takes so many objects at most.
BATCH = 200
# Finds by the database itself, without an index of its own.
WITHOUT_INDEX = "wagtail.search.backends.database.fallback"


class Updates(enum.StrEnum):
    """The setting SEARCH_UPDATES."""

    THREAD = "thread"  # by a thread of the process, once the transaction is committed
    AT_ONCE = "at_once"  # before the save returns
    OFF = "off"  # not at all: who says so builds the index afterwards


class State(enum.StrEnum):
    WHOLE = "whole"
    INCOMPLETE = "incomplete"  # found in, but it misses something; it is being rebuilt
    UNREADABLE = "unreadable"  # the database is searched instead; it is being rebuilt


class Row(NamedTuple):
    pk: int
    model: str
    object_id: str


def keeper() -> Any:
    """The search backend, when the site itself keeps its index up to date; None when modelsearch or a server does."""
    backend = get_search_backend()
    return backend if hasattr(backend, "bring_up_to_date") else None


def state() -> State:
    """What a page of hits has to say of the index it was found in."""
    backend = keeper()
    if backend is None or not backend.needs_rebuild():
        return State.WHOLE
    return State.INCOMPLETE if backend.is_readable() else State.UNREADABLE


def engine() -> Any:
    """What to search with now: the database, with what it can, while the index cannot be read."""
    backend = get_search_backend()
    return backend if getattr(backend, "is_readable", lambda: True)() else get_search_backend(WITHOUT_INDEX)


# --- noting ---------------------------------------------------------------------------------------


def note(model: type[Model], pks: Iterable[Any], *, hides: bool = False) -> None:
    """These objects, or what search reads of them, have changed in this transaction or are about to. ``hides`` when somebody may
    have lost sight of them: then they are found by nobody until the index knows."""
    pks = list(pks)
    if not pks or settings.SEARCH_UPDATES == Updates.OFF:
        return
    if keeper() is None:
        _tell_others(model, pks)
        return
    if settings.SEARCH_UPDATES == Updates.AT_ONCE:
        _bring_in_at_once(model, pks, hides=hides)
        if transaction.get_connection().in_atomic_block:
            # More may be written in it yet.
            transaction.on_commit(partial(_bring_in_at_once, model, pks, hides=hides), robust=True)
        return
    from . import drainer

    write_down(model, pks, hides=hides)
    transaction.on_commit(drainer.wake, robust=True)


def write_down(model: type[Model], pks: Iterable[Any], *, hides: bool = False) -> None:
    """A row for each change rather than for each object: nobody who saves waits for another."""
    label = get_model_root(model)._meta.label
    rows = [PendingChange(model=label, object_id=str(pk), hides=hides) for pk in pks]
    PendingChange.objects.bulk_create(rows, batch_size=BATCH)


def _bring_in_at_once(model: type[Model], pks: Collection[Any], *, hides: bool) -> None:
    """Whether or not the transaction has ended. Who waited inside one would hold the database, which the one that is waited for
    may need."""
    write_down(model, pks, hides=hides)
    try_to_drain(wait=not transaction.get_connection().in_atomic_block)


def _tell_others(model: type[Model], pks: Collection[Any]) -> None:
    """Other backends are written by modelsearch."""
    if class_is_indexed(model):
        for pk in pks:
            names = (model._meta.app_label, model._meta.model_name, str(pk))
            transaction.on_commit(partial(insert_or_update_object_task.enqueue, *names))


def hidden_uids() -> list[str]:
    """For the engine, which leaves them out of hits and counts."""
    rows = PendingChange.objects.hiding().values_list("model", "object_id").distinct()
    return [f"{model}:{object_id}" for model, object_id in rows]


# --- bringing in ----------------------------------------------------------------------------------


def try_to_drain(*, wait: bool = True) -> None:
    """What cannot be brought in now stays noted: who saved need not know."""
    try:
        drain(wait=wait)
    except Exception:
        logger.exception("The search index could not be brought up to date; it is tried again")


def drain(*, wait: bool = True) -> int:
    """Brings in all that is noted, and says how many changes that were. One process at a time: without ``wait`` nothing when
    another is at it. Raises what keeps the index from being written."""
    backend, done, last = keeper(), 0, 0
    if backend is None:
        return 0
    with backend.updating(wait=wait) as mine:
        while mine:
            waiting = PendingChange.objects.filter(pk__gt=last).order_by("pk")
            rows = [Row(*row) for row in waiting.values_list("pk", "model", "object_id")[:BATCH]]
            if not rows:
                break
            last = rows[-1].pk
            done += _bring_in(backend, rows)
    return done


def _bring_in(backend: Any, rows: Collection[Row]) -> int:
    """Removes the notes once the index has what they are about; changes that come meanwhile have notes of their own."""
    from . import following

    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row.model].add(row.object_id)
    present: list[Model] = []
    gone: list[tuple[type[Model], Any]] = []
    for label, pks in wanted.items():
        found, missing = _objects_of(label, pks)
        present, gone = present + found, gone + missing
    failed = {_key(one) for one in backend.bring_up_to_date(present, gone)}
    done = [row for row in rows if (row.model, row.object_id) not in failed]
    with transaction.atomic():
        for label, pks in wanted.items():
            if pages := following.pages_with(label, pks):
                # They come up next.
                write_down(Page, pages)
        PendingChange.objects.filter(pk__in=[row.pk for row in done]).delete()
    return len(done)


def _key(one: Model) -> tuple[str, str]:
    return get_model_root(type(one))._meta.label, str(one.pk)


def _objects_of(label: str, object_ids: Collection[str]) -> tuple[list[Model], list[tuple[type[Model], Any]]]:
    """As they are to be indexed, each of its own kind; and those that are not there any more, or are not for the index."""
    try:
        root = apps.get_model(label)
    except LookupError:
        return [], []
    if not class_is_indexed(root):
        return [], []
    to_python = root._meta.pk.to_python
    pks = {to_python(object_id) for object_id in object_ids}
    kinds: dict[type[Any], list[Any]] = defaultdict(list)
    for one in root._base_manager.filter(pk__in=pks):
        kinds[getattr(one, "specific_class", None) or type(one)].append(one.pk)
    found = [
        one
        for kind, ids in kinds.items()
        if class_is_indexed(kind)
        for one in kind.get_indexed_objects().filter(pk__in=ids)
    ]
    return found, [(root, pk) for pk in pks - {one.pk for one in found}]


# --- without a person ------------------------------------------------------------------------------


def run_due() -> None:
    """What a killed process left is caught up, and an index that cannot be read, is of another release or misses something is
    built anew beside the one in use: what fails, after a wait that doubles."""
    from .rebuild import rebuild

    backend = keeper()
    if backend is None or settings.SEARCH_UPDATES == Updates.OFF:
        return
    backend.look_for_damage()
    if backend.needs_rebuild():
        failure = backend.rebuild_failures.latest()
        if failure is None or not failure.is_to_wait:
            logger.warning("The search index is %s and is rebuilt", state())
            try:
                rebuild(backend)
            except CommandError:  # another process is at it
                return
            except Exception as error:
                backend.rebuild_failures.note(error)
                raise
        elif not backend.is_readable():
            return
    drain(wait=False)
