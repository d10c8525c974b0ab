"""What a hit shows of its text: passages with the words marked, from all that search reads of the page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import TextField
from django.utils.html import strip_tags
from modelsearch.index import SearchField


def add_passages(pages: Sequence[Any], mark: Callable[[str], str]) -> None:
    """Sets ``excerpt`` on each of ``pages``; a fixed number of queries for each kind among them."""
    specific = type(pages[0]).objects.filter(pk__in=[page.pk for page in pages]).specific() if pages else []
    texts = texts_of(specific)
    for page in pages:
        page.excerpt = mark(texts.get(page.pk, page.summary))


def texts_of(pages: Iterable[Any]) -> dict[int, str]:
    """By page, its own texts and those that its kind keeps in other tables."""
    kinds: dict[type[Any], list[Any]] = defaultdict(list)
    for page in pages:
        kinds[type(page)].append(page)
    texts: dict[int, str] = {}
    for kind, alike in kinds.items():
        elsewhere = kind.texts_elsewhere(alike)
        texts |= {page.pk: "\n".join(filter(None, [text_of(page), elsewhere.get(page.pk)])) for page in alike}
    return texts


def text_of(page: Any) -> str:
    """The texts that search looks in, as far as they are columns of the page."""
    columns = {field.name for field in page._meta.concrete_fields if isinstance(field, TextField)}
    names = dict.fromkeys(field.field_name for field in page.get_search_fields() if isinstance(field, SearchField))
    texts = [strip_tags(getattr(page, name)) for name in names if name in columns]
    return "\n".join(text for text in texts if text)
