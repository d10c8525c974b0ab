"""The privacy check, as far as texts beside a page go: what is written about a region or a lesson is read by many."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .states import IllegalMove

BLOCK = "block"


def find_identifiers(text: str) -> list[Any]:
    """The privacy check itself. It lives with the cases, layers above this one, which nothing here may import: so the
    settings name it, and it is read when it is first asked for."""
    return list(import_string(settings.FIND_IDENTIFIERS)(text))


def why(finding: Any) -> str:
    """In words for who wrote it, without the words that were found."""
    said = _(finding.why)
    return said % finding.facts if finding.facts else said


class SomebodyNamed(IllegalMove):
    """``where`` is what the reader calls the text that leads straight to a person."""

    def __init__(self, where: str, because: str) -> None:
        super().__init__(
            _("Others read this too. %(where)s: %(why)s Take that out first.") % {"where": where, "why": because}
        )
        self.where = where


def demand_nobody(texts: Mapping[Any, str]) -> None:
    """``texts`` by what the reader calls them, to be read by others than who wrote them. SomebodyNamed at the first that leads
    straight to a person."""
    for name, text in texts.items():
        named = [one for one in find_identifiers(text) if one.severity == BLOCK] if text else []
        if named:
            raise SomebodyNamed(capfirst(str(name)), why(named[0]))
