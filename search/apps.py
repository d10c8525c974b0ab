import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search across regions")

    def ready(self) -> None:
        from . import following

        following.begin()


def needs_rebuild() -> bool:
    """Whether the index is damaged, misses something, or was built for other fields; a server's own index never says so."""
    from modelsearch.backends import get_search_backend

    return getattr(get_search_backend(), "needs_rebuild", lambda: False)()


def ask_for_rebuild() -> None:
    """For whoever starts a server: searching goes on meanwhile, and finds too little."""
    if needs_rebuild():
        logger.warning(
            "The search index does not fit or is incomplete; what is due rebuilds it, or manage.py update_index"
        )
