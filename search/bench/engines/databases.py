"""modelsearch's own backend of the database in use, with one GROUP BY for each facet."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.db.models import Count, QuerySet

from search.bench.corpus import Question
from search.bench.meters import MEGABYTE
from search.bench.models import Page

from . import TOP, Answer, TookTooLong, without_own
from .modelsearch import COLUMNS, ModelSearchEngine, query_of

PATIENCE = 8.0
STEPS = 100_000  # of SQLite's machine, some milliseconds


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """For the question as a whole on SQLite, for each of its statements on PostgreSQL."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
        yield
        return
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


class Database(ModelSearchEngine):
    def ask(self, question: Question) -> Answer:
        try:
            with _at_most(PATIENCE):
                return self._ask(question)
        except OperationalError as error:
            if not re.search("interrupted|statement timeout", str(error)):
                raise
            raise TookTooLong from error

    def _ask(self, question: Question) -> Answer:
        hits = self._results(question, question.choices, by_relevance=True)
        top = list(hits[:TOP].get_queryset().values_list("pk", flat=True))
        counts = {name: self._counts(question, name) for name in COLUMNS}
        return Answer(self._results(question, question.choices, by_relevance=False).count(), top, counts)

    def _results(self, question: Question, choices: dict[str, Any], *, by_relevance: bool) -> Any:
        pages = Page.objects.filter(**{COLUMNS[name]: value for name, value in choices.items()})
        if question.kind == "prefix":
            return self.backend.autocomplete(query_of(question), pages, order_by_relevance=by_relevance)
        return self.backend.search(query_of(question), pages, order_by_relevance=by_relevance)

    def _counts(self, question: Question, facet: str) -> dict[str, int]:
        """Without the order by relevance, which no count needs."""
        column = COLUMNS[facet]
        hits: QuerySet = self._results(
            question, without_own(question.choices, facet), by_relevance=False
        ).get_queryset()
        rows = hits.order_by().values_list(column).annotate(count=Count("pk"))
        return {str(value): count for value, count in rows if value is not None}

    def size(self) -> float:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_database_size(current_database())")
                return cursor.fetchone()[0] / MEGABYTE
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            return cursor.fetchone()[0] / MEGABYTE
