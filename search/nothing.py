"""For who found nothing: what there would be without one of the filters, and what is new."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from lessons.models import ContentPage

from .forms import asked_in
from .queries import find

# Each asks the index once more.
MOST = 6
NEWEST = 3


def without_one(chips: Iterable[dict[str, Any]], *, user: Any) -> list[dict[str, Any]]:
    """The filters in use, each with how much its removal gives; those that give nothing are left out."""
    counted = [{**chip, "count": how_many(chip["url"], user=user)} for chip in list(chips)[:MOST]]
    return [chip for chip in counted if chip["count"]]


def how_many(address: str, *, user: Any) -> int:
    hits = find(asked_in(QueryDict(address.removeprefix("?"))), user=user).hits
    return Paginator(hits, per_page=1).count


def newest(user: Any) -> Any:
    return ContentPage.objects.visible_to(user).for_cards().order_by("-first_published_at", "-pk")[:NEWEST]
