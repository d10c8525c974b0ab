"""The whole index anew from the database, beside the one in use."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from modelsearch.index import get_indexed_models

CHUNK = 500


def rebuild(backend: Any, *, tell: Callable[[str], Any] = lambda text: None) -> int:
    """How many objects are in it. What is saved meanwhile is in it as well; when something goes wrong, the index in use stays.
    Raises RebuildRunning when somebody else is at it."""
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(None))
    index = rebuilder.start()
    total = 0
    try:
        for model in get_indexed_models():
            index.add_model(model)
            for chunk in chunks(model.get_indexed_objects()):
                index.add_items(model, chunk)
                total += len(chunk)
            tell(f"{model._meta.label}: {total}")
    except BaseException:
        rebuilder.abandon()
        raise
    rebuilder.finish()
    return total


def chunks(objects: QuerySet, size: int = CHUNK) -> Iterator[list[Any]]:
    """By rising primary key and without a transaction, which would keep everybody else from saving on SQLite."""
    objects = objects.order_by("pk")
    found = list(objects[:size])
    while found:
        yield found
        found = list(objects.filter(pk__gt=found[-1].pk)[:size])
