"""The Whoosh schema. It does not depend on the models, so there is nothing to migrate when they change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from modelsearch.index import RelatedFields, get_indexed_models
from whoosh.fields import ID, FieldType, Schema

from search.backends.whoosh.formats import Payload

FORMAT_VERSION = 3

UID = "uid"  # "app.RootModel:pk", to replace and delete by
TEXT = "all"  # every SearchField, weighted by its boost
WORDS = "ac"  # every AutocompleteField, unstemmed
VALUES = "values"  # one term per filter path, its postings are a column
PK = ":pk"
TYPES = ":types"

# (term, frequency, weight, payload), as Whoosh's writer takes them
Posting = tuple[bytes, int, float, bytes]


class Postings(FieldType):
    """A field that is handed postings ready made, so the analysis is done before the write lock is taken."""

    def __init__(self, scorable: bool) -> None:
        super().__init__(format=Payload(), analyzer=None, scorable=scorable)

    def index(self, value: Iterable[Posting], **kwargs: Any) -> Iterable[Posting]:
        return value


def build_schema() -> Schema:
    schema = Schema(**{UID: ID(unique=True), VALUES: Postings(scorable=False)})
    for name in (TEXT, WORDS):
        schema.add(name, Postings(scorable=True))
    return schema


def part_term(field: str, name: str) -> bytes:
    """The term in VALUES that tells where the text of one field lies within TEXT or WORDS."""
    return f"@{field}:{name}".encode()


def fingerprint(language: str) -> str:
    """Changes when documents would be written differently, so that a rebuild is asked for."""
    models = {model._meta.label: sorted(map(_describe, model.get_search_fields())) for model in get_indexed_models()}
    return hashlib.sha256(json.dumps([FORMAT_VERSION, language, models], sort_keys=True).encode()).hexdigest()


def _describe(field: Any) -> str:
    if isinstance(field, RelatedFields):
        return f"{field.field_name}({','.join(sorted(map(_describe, field.fields)))})"
    return f"{type(field).__name__}:{field.field_name}:{getattr(field, 'boost', None)}"
