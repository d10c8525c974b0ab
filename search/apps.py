from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search across regions")

    def ready(self) -> None:
        from wagtail.signals import page_published

        page_published.connect(index_as_published, dispatch_uid="search.index_as_published")


def index_as_published(instance: Any, **kwargs: Any) -> None:
    """A page's themes and tags are written after its row, and saving the row is the sign to index: here all is there."""
    from modelsearch.index import insert_or_update_object

    insert_or_update_object(instance)
