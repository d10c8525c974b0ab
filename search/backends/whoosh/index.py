"""Writing objects into the index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Model
from modelsearch.backends.base import BaseIndex
from modelsearch.index import class_is_indexed

from search.backends.whoosh.changes import Change
from search.backends.whoosh.documents import build_document, uid

if TYPE_CHECKING:
    from search.backends.whoosh.backend import WhooshSearchBackend


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

    def write(self, change: Change) -> None:
        self.backend.store.write(change, self.backend.lock_timeout)
