"""Writing objects into the index."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from modelsearch.backends.base import BaseIndex
from modelsearch.index import class_is_indexed

from search.backends.whoosh.changes import Change
from search.backends.whoosh.documents import build_document, uid
from search.backends.whoosh.storage import IndexBusy, IndexUnreadable

if TYPE_CHECKING:
    from search.backends.whoosh.backend import WhooshSearchBackend

logger = logging.getLogger(__name__)


class WhooshIndex(BaseIndex):
    """One index for all models, so one query counts over all kinds of pages."""

    backend: WhooshSearchBackend

    def __str__(self) -> str:
        return str(self.backend.store.path)

    def reset(self) -> None:
        self.backend.store.swap(self.backend.store.new_directory())

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        if not class_is_indexed(model):
            return
        documents = [build_document(item, self.backend.analyzer) for item in items]
        if documents:
            self.write(Change(put=documents))

    def delete_item(self, item: Model) -> None:
        if class_is_indexed(type(item)):
            self.write(Change(delete=[uid(type(item), item.pk)]))

    def change(self, objects: Iterable[Model], gone: Iterable[tuple[type[Model], Any]]) -> tuple[Change, list[Model]]:
        """What to write, and the objects of which that cannot be told: one that is broken keeps no other out."""
        put, failed = [], []
        for obj in objects:
            try:
                put.append(build_document(obj, self.backend.analyzer))
            except Exception:
                logger.exception("%s %s cannot be indexed", type(obj)._meta.label, obj.pk)
                failed.append(obj)
        return Change(put=put, delete=[uid(model, pk) for model, pk in gone]), failed

    def write(self, change: Change) -> None:
        """What cannot be written is missing until the next rebuild, so that is asked for."""
        store = self.backend.store
        try:
            store.write(change, self.backend.lock_timeout)
        except (IndexBusy, IndexUnreadable, OSError) as error:
            store.flag(f"a change could not be written: {error!r}")
            raise
