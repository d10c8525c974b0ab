from typing import Any

from wagtail.search.backends import get_search_backend
from wagtail.search.management.commands.wagtail_update_index import Command as UpdateIndex

from search.apps import needs_rebuild
from search.rebuild import rebuild


class Command(UpdateIndex):
    """Wagtail's own command, that can leave alone what is right already, and keeps nobody from saving meanwhile."""

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--if-needed", action="store_true", help="Only when the index is damaged, incomplete or of another release"
        )

    def handle(self, **options: Any) -> None:
        if not options["if_needed"] or needs_rebuild():
            super().handle(**options)

    def update_backend(self, backend_name: str, schema_only: bool = False, chunk_size: int = 0) -> None:
        backend = get_search_backend(backend_name)
        if schema_only or not hasattr(backend.rebuilder_class, "abandon"):
            super().update_backend(backend_name, schema_only=schema_only, chunk_size=chunk_size)
            return
        self.write(f"{backend_name}: {rebuild(backend, tell=self.write)} objects indexed")
