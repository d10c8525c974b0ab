"""Two people who write the same text at once: the second learns of it and loses nothing."""

import hashlib
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from regions.states import IllegalMove

# Says when, not what.
NOT_TEXT = frozenset({"written_at"})


class EditConflict(IllegalMove):
    """Somebody else saved since the writer opened the text."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else saved this while you were writing. Your text still stands in the form, theirs is below it."
            )
        )


def version_of(obj: Model | None) -> str:
    """A word that is another one as soon as anything in the row changed."""
    if obj is None or obj.pk is None:
        return "new"
    values = [getattr(obj, field.attname) for field in obj._meta.concrete_fields if field.name not in NOT_TEXT]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def demand_version(obj: Any, based_on: str) -> None:
    """EditConflict when ``obj`` is no longer what the writer started from; an empty ``based_on`` asks for no check."""
    if based_on and version_of(obj) != based_on:
        raise EditConflict
