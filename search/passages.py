"""What a hit shows of its text: passages with the words marked, from all that search reads of the page."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet, TextField
from django.utils.html import strip_tags
from modelsearch.index import SearchField

from lessons.models import ContentPage


def add_passages(pages: Sequence[Any], mark: Callable[[str], str]) -> None:
    """Sets ``excerpt`` on each of ``pages``; in as many queries for one as for many, of whatever kinds they are."""
    texts = texts_of(pages)
    for page in pages:
        page.excerpt = mark(texts.get(page.pk, page.summary))


def texts_of(pages: Sequence[Any]) -> dict[int, str]:
    """By page, its own texts and those that its kind keeps in other tables."""
    names = {kind.KIND: name for kind, name in kinds().items()}
    found = list(_in_full(pages, names.values()))
    texts = {page.pk: [text_of(getattr(page, names[page.kind]))] for page in found}
    for kind in kinds():
        for pk, text in kind.texts_elsewhere(found).items():
            texts[pk].append(text)
    return {pk: "\n".join(filter(None, parts)) for pk, parts in texts.items()}


def kinds() -> dict[Any, str]:
    """Every kind of content page, and the name under which a content page knows itself as one."""
    ways = [one for one in ContentPage._meta.related_objects if one.one_to_one and one.parent_link]
    return {one.related_model: str(one.get_accessor_name()) for one in ways}


def _in_full(pages: Sequence[Any], names: Iterable[str]) -> QuerySet[ContentPage]:
    """As content pages, with the columns of their kind, all in one query."""
    return ContentPage.objects.filter(pk__in=[page.pk for page in pages]).select_related(*names)


def text_of(page: Any) -> str:
    """The texts that search looks in, as far as they are columns of the page."""
    columns = {field.name for field in page._meta.concrete_fields if isinstance(field, TextField)}
    names = dict.fromkeys(field.field_name for field in page.get_search_fields() if isinstance(field, SearchField))
    texts = [strip_tags(getattr(page, name)) for name in names if name in columns]
    return "\n".join(text for text in texts if text)
