"""The judged questions, asked of a backend of modelsearch as the search page asks them."""

from typing import Any

from django.core.management import call_command

from search.text import read

from .engines.modelsearch import ModelSearchEngine, build_index
from .judged import TOP, Half, documents, overall, queries, score
from .models import JudgedPage, Locale

LABELS = {Half.TUNING: "tuned on", Half.KEPT: "kept apart"}


def measure(engine: ModelSearchEngine) -> dict[str, dict[str, dict[str, float]]]:
    """Per half of the questions and kind of question, and over all kinds: how many, and nDCG@10."""
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    engine.open()
    build_index(engine.backend, JudgedPage, [_lay()])
    return {label: _half(half, engine.backend) for half, label in LABELS.items()}


def _half(half: Half, backend: Any) -> dict[str, dict[str, float]]:
    def rank(text: str) -> list[str]:
        results = backend.search(read(text).query, JudgedPage.objects.all())
        return [page.slug for page in results[:TOP]]

    scores = score(queries(half), rank)
    found = {str(kind): {"count": one.queries, "ndcg": one.ndcg} for kind, one in scores.items()}
    count = sum(one.queries for one in scores.values())
    return found | {"all, each kind as much": {"count": count, "ndcg": overall(scores)}}


def _lay() -> list[JudgedPage]:
    locales = {
        code: Locale._default_manager.create(language_code=code)
        for code in sorted({one.language for one in documents()})
    }
    rows = [
        JudgedPage(
            slug=one.id,
            title=one.title,
            summary=one.summary,
            labels=". ".join([*(theme.replace("-", " ") for theme in one.themes), *one.tags]),
            region=one.region,
            body=one.body,
            locale=locales[one.language],
        )
        for one in documents()
    ]
    return JudgedPage.objects.bulk_create(rows)
