"""What modelsearch asks of a query, and what of it the index can answer."""

from __future__ import annotations

from modelsearch.backends.base import BaseSearchQueryCompiler

from search.backends.whoosh.filters import Filter, NotInIndex, compile_filter
from search.backends.whoosh.schema import TEXT, TEXT_PREFIX, WORDS, WORDS_PREFIX


class WhooshQueryCompiler(BaseSearchQueryCompiler):
    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    prefix = False
    everything = TEXT
    one_field = TEXT_PREFIX

    def index_fields(self) -> list[str]:
        return [self.one_field + name for name in self.fields] if self.fields else [self.everything]

    def index_filter(self) -> Filter | None:
        """None when only the database can tell."""
        try:
            return compile_filter(self)
        except NotInIndex:
            return None


class WhooshAutocompleteQueryCompiler(WhooshQueryCompiler):
    prefix = True
    everything = WORDS
    one_field = WORDS_PREFIX
