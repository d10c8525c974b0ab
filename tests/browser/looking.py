"""One screen that is looked at, and how somebody is found who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from home.demo.world import address_of
from regions.models import Circle, User
from regions.states import LEADING_ROLES, Role


@dataclass(frozen=True)
class Screen:
    """``person`` is None for a visitor; ``status`` is what the site answers."""

    path: str
    person: User | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} as {self.person or 'a visitor'}"


def named(key: str) -> User:
    return User.objects.get(email=address_of(key))


def seated(circle: Circle, *roles: Role) -> User:
    """Somebody with such a role in the circle."""
    seat = circle.memberships.reading().filter(role__in=roles or Role).select_related("user").earliest("pk")
    return seat.user


def leader(circle: Circle) -> User:
    return seated(circle, *LEADING_ROLES)


def doors(app: str, person: User | None, *names: str, args: tuple[Any, ...] = ()) -> Iterator[Screen]:
    for name in names:
        yield Screen(reverse(f"{app}:{name}", args=args), person)
