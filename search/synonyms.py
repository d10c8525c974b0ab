"""Words that mean the same, as the editors keep them."""

from .models import SynonymSet

Sets = list[list[str]]


def expressions() -> Sets:
    """Every set, each with its words and expressions. Asked of the database each time somebody searches: what an editor changes
    is at once so for all, in whatever process."""
    rows = SynonymSet.objects.order_by("pk").values_list("words", flat=True)
    return [words.splitlines() for words in rows]
