from typing import Any

from wagtail.search.management.commands.wagtail_update_index import Command as UpdateIndex

from search.apps import needs_rebuild


class Command(UpdateIndex):
    """Wagtail's own command, that can leave alone what is right already."""

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--if-needed", action="store_true", help="Only when the index is damaged, incomplete or of another release"
        )

    def handle(self, **options: Any) -> None:
        if not options["if_needed"] or needs_rebuild():
            super().handle(**options)
