"""What a hit shows of its text: passages with the words marked, from the texts of the page itself."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import TextField
from django.utils.html import strip_tags
from modelsearch.index import SearchField


def add_passages(pages: Sequence[Any], mark: Callable[[str], str]) -> None:
    """Sets ``excerpt`` on each of ``pages``; one query for each kind among them."""
    specific = type(pages[0]).objects.filter(pk__in=[page.pk for page in pages]).specific() if pages else []
    texts = {page.pk: text_of(page) for page in specific}
    for page in pages:
        page.excerpt = mark(texts.get(page.pk, page.summary))


def text_of(page: Any) -> str:
    """The texts that search looks in, as far as they are columns of the page."""
    columns = {field.name for field in page._meta.concrete_fields if isinstance(field, TextField)}
    names = dict.fromkeys(field.field_name for field in page.get_search_fields() if isinstance(field, SearchField))
    texts = [strip_tags(getattr(page, name)) for name in names if name in columns]
    return "\n".join(text for text in texts if text)
