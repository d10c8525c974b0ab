"""What editors put first for a word. Nobody's searches are counted for it."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.html import escape
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from lessons.models import ContentPage

from .marks import fold
from .queries import Found

MOST = 5


class Promoted(NamedTuple):
    """``page`` is what a card shows, with the description; what is no content page has a title and an address."""

    title: str
    url: str
    description: str
    page: ContentPage | None = None
    is_elsewhere: bool = False


def words_of(text: str) -> frozenset[str]:
    return frozenset(filter(None, map(fold, re.findall(r"\w+", text))))


def for_search(found: Found, *, user: Any) -> list[Promoted]:
    """Those for a word or an expression of which all words are asked for, the most exact first; of pages, what ``user`` may
    read. A search that is narrowed, or that leaves something out, is a choice of the reader's own."""
    asked = words_of(" ".join(found.read.words))
    if not asked or any(found.chosen.values()) or found.read.leaves_out:
        return []
    rows = SearchPromotion.objects.values_list("pk", "query__query_string")
    matching = {pk: len(words) for pk, text in rows if (words := words_of(text)) and words <= asked}
    picks = SearchPromotion.objects.filter(pk__in=matching).order_by("sort_order", "pk")
    shown = _shown(sorted(picks, key=lambda pick: -matching[pick.pk]) if matching else [], user)
    return list({one.url: one for one in reversed(shown)}.values())[::-1][:MOST]


def _shown(picks: Sequence[SearchPromotion], user: Any) -> list[Promoted]:
    numbers = {pick.page_id for pick in picks} - {None}
    if not numbers:
        return [_elsewhere(pick) for pick in picks]
    content = ContentPage.objects.visible_to(user).for_cards().in_bulk(numbers)
    others = Page.objects.live().public().exclude(pk__in=ContentPage.objects.values("pk")).in_bulk(numbers)
    shown = []
    for pick in picks:
        page = content.get(pick.page_id) or others.get(pick.page_id)
        if pick.page_id is None:
            shown.append(_elsewhere(pick))
        elif page is not None:
            card = content.get(pick.page_id)
            if card is not None and pick.description:
                card.excerpt = escape(pick.description)
            shown.append(Promoted(page.title, page.url or "", pick.description, card))
    return shown


def _elsewhere(pick: SearchPromotion) -> Promoted:
    return Promoted(pick.external_link_text or "", pick.external_link_url, pick.description, is_elsewhere=True)
