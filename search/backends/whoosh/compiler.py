"""What modelsearch asks of a query, and what of it the index can answer."""

from __future__ import annotations

from modelsearch.backends.base import BaseSearchQueryCompiler

from search.backends.whoosh.filters import Filter, NotInIndex, compile_filter
from search.backends.whoosh.schema import TEXT, WORDS


class WhooshQueryCompiler(BaseSearchQueryCompiler):
    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    index_field = TEXT
    prefix = False

    def index_filter(self) -> Filter | None:
        """None when only the database can tell."""
        try:
            return compile_filter(self)
        except NotInIndex:
            return None


class WhooshAutocompleteQueryCompiler(WhooshQueryCompiler):
    index_field = WORDS
    prefix = True


class AnyColumn:
    """A mixin: the database narrows and sorts by what has no FilterField, which modelsearch refuses beforehand."""

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        return None

    def _get_order_by(self) -> tuple[()]:
        return ()


class AnyColumnQueryCompiler(AnyColumn, WhooshQueryCompiler):
    pass


class AnyColumnAutocompleteQueryCompiler(AnyColumn, WhooshAutocompleteQueryCompiler):
    pass
