"""What a search server's compiler is taught beside modelsearch's: how words begin, and a minus that holds for all of a page."""

from typing import Any

from modelsearch.query import Not, PlainText, SearchQuery


class ServerCompiler:
    """A mixin before a query compiler of modelsearch for Elasticsearch or OpenSearch. That looks in several fields, and takes
    what matches in one of them: a page whose title lacks the word after a minus would pass, though its text has it."""

    remapped_fields: list[Any]

    def _compile_query(self, query: SearchQuery, field: Any, boost: float = 1.0) -> dict[str, Any]:
        if isinstance(query, Not):
            every = [self._compile_query(query.subquery, one, boost) for one in self.remapped_fields]
            return {"bool": {"must_not": every}}
        return super()._compile_query(query, field, boost)  # type: ignore[misc]

    def _compile_plaintext_query(self, query: PlainText, fields: list[Any], boost: float = 1.0) -> dict[str, Any]:
        if not getattr(query, "is_prefix", False):
            return super()._compile_plaintext_query(query, fields, boost)  # type: ignore[misc]
        names = [field.field_name_with_boost for field in fields]
        return {"multi_match": {"query": query.query_string, "type": "bool_prefix", "fields": names, "boost": boost}}
