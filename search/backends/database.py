"""modelsearch's own backends of the database in use, which take any text and know how words begin.

As they come, SQLite's fails on a lone quote, on nothing but spaces and on a query of minuses alone; PostgreSQL's fails on NUL and
finds what a phrase with a minus should leave out. Both refuse querysets that are narrowed or sorted by more than FilterFields, as
Wagtail's lists are, and could answer them as well as any.
"""

import re
from copy import copy
from typing import Any

from django.db import connection
from modelsearch.backends import database
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

WORD = re.compile(r"[^\s\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def tidy(query: SearchQuery) -> SearchQuery | None:
    """The same without what a database cannot take; None when nothing is left to look for."""
    match query:
        case PlainText() | Phrase() | Fuzzy():
            words = [word for word in WORD.findall(query.query_string) if any(map(str.isalnum, word))]
            tidied = copy(query)
            tidied.query_string = " ".join(words)
            return tidied if words else None
        case And() | Or():
            parts = [part for part in map(tidy, query.subqueries) if part is not None]
            if isinstance(query, And):
                parts = [part for part in parts if not isinstance(part, MatchAll)] or parts[:1]
            return _together(type(query), parts)
        case Not():
            part = tidy(query.subquery)
            return None if part is None else Not(part)
        case Boost():
            part = tidy(query.subquery)
            return None if part is None else Boost(part, query.boost)
    return query


def _together(kind: type[And | Or], parts: list[SearchQuery]) -> SearchQuery | None:
    if kind is And and len(parts) > 1 and all(isinstance(part, Not) for part in parts):
        return Not(Or([part.subquery for part in parts if isinstance(part, Not)]))
    return kind(parts) if len(parts) > 1 else parts[0] if parts else None


class TakesAnything:
    """A mixin for query compilers: any text, and any column to narrow or sort by."""

    query: SearchQuery
    queryset: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidied = tidy(self.query)
        if tidied is None:
            self.queryset = self.queryset.none()
        self.query = MATCH_ALL if tidied is None else tidied

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        return None

    def _get_order_by(self) -> tuple[()]:
        return ()


def is_prefix(query: SearchQuery) -> bool:
    return getattr(query, "is_prefix", False)


def _for_sqlite(params: dict[str, Any]) -> Any:
    from modelsearch.backends.database.sqlite import sqlite
    from modelsearch.backends.database.sqlite.query import Lexeme, SearchQueryExpression

    class Compiler(TakesAnything, sqlite.SQLiteSearchQueryCompiler):
        def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
            if isinstance(query, PlainText) and is_prefix(query):
                return SearchQueryExpression(Lexeme(query.query_string, prefix=True), config=config)
            return super().build_search_query_content(query, config=config)

    class AutocompleteCompiler(TakesAnything, sqlite.SQLiteAutocompleteQueryCompiler):
        pass

    class Backend(sqlite.SQLiteSearchBackend):
        query_compiler_class = Compiler
        autocomplete_query_compiler_class = AutocompleteCompiler
        supports_prefix = True

    return Backend(params)


def _for_postgres(params: dict[str, Any]) -> Any:
    from django.contrib.postgres.search import SearchQuery as Asked
    from modelsearch.backends.database.postgres import postgres
    from modelsearch.backends.database.postgres.query import Lexeme

    class Compiler(TakesAnything, postgres.PostgresSearchQueryCompiler):
        def build_tsquery_content(self, query: SearchQuery, config: Any = None, invert: bool = False) -> Any:
            if not isinstance(query, (PlainText, Phrase)):
                return super().build_tsquery_content(query, config=config, invert=invert)
            if is_prefix(query):
                built = Asked(Lexeme(query.query_string, prefix=True), search_type="raw", config=config)
            else:
                built = super().build_tsquery_content(query, config=config)
            return ~built if invert else built

    class AutocompleteCompiler(TakesAnything, postgres.PostgresAutocompleteQueryCompiler):
        pass

    class Backend(postgres.PostgresSearchBackend):
        query_compiler_class = Compiler
        autocomplete_query_compiler_class = AutocompleteCompiler
        supports_prefix = True

    return Backend(params)


def SearchBackend(params: dict[str, Any]) -> Any:
    """By the database in use; on another than these it is modelsearch's own, as it comes."""
    if connection.vendor == "postgresql":
        return _for_postgres(params)
    found = database.SearchBackend(params)
    return _for_sqlite(params) if type(found).__name__ == "SQLiteSearchBackend" else found
