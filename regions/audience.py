"""The one rule for who may read what: a content page carries one key, a reader holds a set of keys, visible = key in set.

The same comparison serves the database, the search index, feeds, the API, exports and mails.
"""

from typing import Any

PUBLIC = "public"
MEMBERS = "members"
CIRCLE_PREFIX = "circle:"


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
