"""The one rule for who may read what: a content page carries one key, a reader holds a set of keys, visible = key in set.

The same comparison serves the database, the search index, feeds, the API, exports and mails.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

PUBLIC = "public"
MEMBERS = "members"
CIRCLE_PREFIX = "circle:"
# Audiences beyond any circle.
WIDE = frozenset({PUBLIC, MEMBERS})


def circle_key(circle_id: int) -> str:
    return f"{CIRCLE_PREFIX}{circle_id}"


def circle_id_of(key: str) -> int | None:
    """The circle's id when ``key`` is ``circle:<id>``, else None."""
    return int(key.removeprefix(CIRCLE_PREFIX)) if key.startswith(CIRCLE_PREFIX) else None


def audience_keys(user: Any) -> frozenset[str]:
    """All keys ``user`` (a User or AnonymousUser) holds; one query, none for a visitor.

    A superuser holds no more than others: who may run the site may not therefore read a circle's cases.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset({PUBLIC})
    circle_ids = user.memberships.reading().values_list("circle_id", flat=True)
    return frozenset({PUBLIC, MEMBERS, *map(circle_key, circle_ids)})


def audience_choices(user: Any, *, current: str = "", wide: bool = True) -> list[tuple[str, Any]]:
    """The audiences ``user`` may choose for a page, as form choices; ``wide`` adds everyone and all members.

    ``current`` is kept in the list when it is a circle of others, so that saving a page does not change who reads it.
    """
    memberships = user.memberships.reading().select_related("circle").order_by("circle__name")
    circles = [(membership.circle.audience_key, membership.circle.name) for membership in memberships]
    choices: list[tuple[str, Any]] = (
        [(PUBLIC, _("Everyone")), (MEMBERS, _("Everyone who is signed in"))] if wide else []
    )
    choices += circles
    if current and current not in dict(choices):
        choices.append((current, _("As it is now")))
    return choices
