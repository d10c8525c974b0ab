"""What the demo's texts refer to by key, and what of it stands already."""

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from wagtail.models import Page

from learningtables.models import Method
from lessons.models import ContentPage, Theme
from regions.audience import MEMBERS, PUBLIC
from regions.models import Circle, Organisation, Region, User
from regions.states import CircleKind, Role
from visitations.models import Framework

MAIL_DOMAIN = "leertafel.example"
NAMESPACE = uuid.UUID("5c7c2f5e-6f0b-4a55-9d0f-4a1f1f5d9c11")


def address_of(key: str) -> str:
    return f"{key}@{MAIL_DOMAIN}"


def identity(kind: str, key: str) -> uuid.UUID:
    """A page of the demo is known by this, whatever people make of its title since."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{key}")


class World:
    """Looks up regions, people, themes, methods and pages by the keys in the texts; counts what is added."""

    def __init__(self) -> None:
        self.added = 0

    # pages

    def page(self, kind: str, key: str) -> Any:
        """The page of the demo that stands for ``key``, or None."""
        page = ContentPage.objects.filter(translation_key=identity(kind, key)).first()
        return page.specific if page else None

    def remember(self, kind: str, key: str, page: Page) -> None:
        Page.objects.filter(pk=page.pk).update(translation_key=identity(kind, key))
        self.added += 1

    # people

    def person(self, key: str) -> User:
        return User.objects.get(email=address_of(key))

    def people(self, keys: Iterable[str]) -> list[User]:
        return [self.person(key) for key in keys]

    @cached_property
    def editor(self) -> User:
        return self.person("editor")

    @cached_property
    def national_circle(self) -> Circle:
        return Circle.objects.filter(kind=CircleKind.NATIONAL).earliest("pk")

    def speaker_for(self, region: Region) -> User:
        """The region's coordinator, else the national editor."""
        seat = region.circle.memberships.reading().filter(role=Role.COORDINATOR).order_by("pk").first()
        return seat.user if seat else self.editor

    # vocabularies

    def region(self, slug: str) -> Region:
        """Read anew each time: its page counts its children."""
        return Region.objects.select_related("circle").get(slug=slug)

    def regions(self, slugs: Iterable[str]) -> list[Region]:
        return [self.region(slug) for slug in slugs]

    def themes(self, slugs: Iterable[str]) -> list[Theme]:
        return list(Theme.objects.filter(slug__in=slugs))

    def organisation(self, key: str) -> Organisation | None:
        return Organisation.objects.filter(name=self.organisation_names[key]).first() if key else None

    @cached_property
    def organisation_names(self) -> dict[str, str]:
        from .texts import read

        return {row["key"]: row["name"] for row in read("organisations", "organisation")}

    def method(self, slug: str) -> Method:
        return Method.objects.filter(slug=slug).first() or Method.objects.get(slug="leertafel")

    def framework(self, slug: str) -> Framework:
        return Framework.objects.filter(slug__startswith=slug).first() or Framework.objects.earliest("pk")


def audience_key(audience: str, circle: Circle) -> str:
    return audience if audience in {PUBLIC, MEMBERS} else circle.audience_key
