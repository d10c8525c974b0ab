"""What can be followed, and how what is followed is called on the screen of who follows it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from regions.tiles import region_url

from .models import Follow


class Named(NamedTuple):
    """``kind`` in words and for a picture; ``name`` and ``url`` are empty when it is not, or no longer, open to the reader."""

    follow: Follow
    pk: int
    icon: str
    kind: str
    name: str
    url: str


def followable(what: str, user: Any) -> Any:
    """The themes, regions, pages or saved searches (``what``, one of FOLLOWED) that ``user`` may follow. Saved searches live in a
    layer above this one and are reached through the key that names them."""
    model: Any = Follow._meta.get_field(what).related_model
    manager = model._default_manager
    return manager.visible_to(user) if hasattr(manager, "visible_to") else manager.all()


def open_to(user: Any, follows: Iterable[Follow]) -> dict[tuple[str, int], Any]:
    """By what it is and its number, what of the followed things the reader may see now; one query for each of the four."""
    found: dict[tuple[str, int], Any] = {}
    wanted: dict[str, list[int]] = {}
    for follow in follows:
        wanted.setdefault(follow.what, []).append(number_of(follow))
    for what, pks in wanted.items():
        found |= {(what, one.pk): one for one in followable(what, user).filter(pk__in=pks)}
    return found


def named(user: Any, follows: Iterable[Follow], *, request: Any = None) -> list[Named]:
    follows = list(follows)
    seen = open_to(user, follows)
    return [_named(one, seen.get((one.what, number_of(one))), request) for one in follows]


def number_of(follow: Follow) -> int:
    return getattr(follow, f"{follow.what}_id")


def _named(follow: Follow, thing: Any, request: Any) -> Named:
    kinds = {"theme": _("Theme"), "region": _("Region"), "search": _("Saved search"), "page": _("Page")}
    icons = {"theme": "tag", "region": "region", "search": "search", "page": "lock"}
    kind, icon, pk = kinds[follow.what], icons[follow.what], number_of(follow)
    if thing is None:
        return Named(follow, pk, icon, kind, "", "")
    if follow.what == "page":
        return Named(follow, pk, thing.kind, thing.get_kind_display(), thing.title, thing.get_url(request) or "")
    url = region_url(thing) if follow.what == "region" else thing.get_absolute_url()
    return Named(follow, pk, icon, kind, str(thing), url)
