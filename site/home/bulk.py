"""Writing much at once: no index is kept up to date row by row, because one rebuild at the end costs less."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def without_indexing() -> Iterator[None]:
    """Saves inside do not reach the search index or Wagtail's index of references; who calls this rebuilds them."""
    before = settings.SEARCH_UPDATES
    settings.SEARCH_UPDATES = "off"
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        settings.SEARCH_UPDATES = before


@contextmanager
def without_mail() -> Iterator[None]:
    """Actions inside send nothing: what they would write about lies in the past."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before
