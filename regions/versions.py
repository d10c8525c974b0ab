"""Two people who write the same text at once: who saves says which version was in hand, so that nothing is overwritten unseen."""

import hashlib
from collections.abc import Collection

from django.db.models import Model
from django.utils.translation import gettext as _

from .states import IllegalMove


class EditConflict(IllegalMove):
    """Somebody else, or another tab, saved since the writer opened the text."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "This was changed while you were writing, by somebody else or in another tab. Your text is still here, and what"
                " stands now is shown beside it. Save again to put yours in its place."
            )
        )


def version_of(obj: Model | None, *, fields: Collection[str] = ()) -> str:
    """A mark of what a row says (of ``fields`` when given), another one as soon as any of it changes; "" for a row that is
    not there yet. When it was saved is not part of it."""
    if obj is None or obj.pk is None:
        return ""
    columns = [column for column in obj._meta.concrete_fields if not fields or column.name in fields]
    said = [
        (column.attname, column.value_from_object(obj)) for column in columns if not getattr(column, "auto_now", False)
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def demand_version(standing: str | int | None, version: str | int | None) -> None:
    """EditConflict when ``version``, that the writer started from, is not what stands. None asks for no check."""
    if version is not None and str(standing or "") != str(version or ""):
        raise EditConflict
