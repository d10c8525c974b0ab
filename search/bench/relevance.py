"""The judged questions, asked of a backend of modelsearch as the search page asks them."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.management import call_command
from modelsearch.query import MATCH_ALL

from search.text import Read, read

from .engines.modelsearch import ModelSearchEngine, build_index
from .judged import TOP, Half, documents, overall, queries, score
from .models import JudgedPage

LABELS = {Half.TUNING: "tuned on", Half.KEPT: "kept apart"}


def measure(engine: ModelSearchEngine) -> dict[str, dict[str, dict[str, float]]]:
    """Per half of the questions and kind of question, and over all kinds: how many, and nDCG@10."""
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    engine.open()
    build_index(engine.backend, JudgedPage, [_lay()])
    judge = _Judge(engine.backend)
    return {label: _half(half, judge) for half, label in LABELS.items()}


def _half(half: Half, judge: "_Judge") -> dict[str, dict[str, float]]:
    scores = score(queries(half), judge.rank)
    found = {str(kind): {"count": one.queries, "ndcg": one.ndcg} for kind, one in scores.items()}
    count = sum(one.queries for one in scores.values())
    return found | {"all, each kind as much": {"count": count, "ndcg": overall(scores)}}


def _lay() -> list[JudgedPage]:
    rows = [
        JudgedPage(
            slug=one.id,
            title=one.title,
            summary=one.summary,
            labels=". ".join([*(theme.replace("-", " ") for theme in one.themes), *one.tags]),
            region=one.region,
            body=one.body,
            language=one.language,
        )
        for one in documents()
    ]
    return JudgedPage.objects.bulk_create(rows)


class _Judge:
    def __init__(self, backend: Any) -> None:
        self.backend = backend

    def rank(self, text: str) -> Sequence[str]:
        """Where nothing is found, the spelling that is offered is followed."""
        return self._first(read(text)) or self._first(read(self._spelled_otherwise(text)))

    def _first(self, asked: Read) -> list[str]:
        results = self.backend.search(asked.query, JudgedPage.objects.all())
        return [page.slug for page in results[:TOP]]

    def _spelled_otherwise(self, text: str) -> str:
        known = self.backend.search(MATCH_ALL, JudgedPage.objects.all())
        if not hasattr(known, "word_like"):
            return text

        def other(match: re.Match[str]) -> str:
            return match[0] if known.has_word(match[0].lower()) else known.word_like(match[0].lower()) or match[0]

        return re.sub(r"\w+", other, text)
