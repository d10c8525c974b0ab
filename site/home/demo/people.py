"""Organisations, and people by role. Who is there already is left as they are."""

from typing import Any

from allauth.account.models import EmailAddress

from regions.actions import add_member
from regions.models import Organisation, User
from regions.states import Role

from .texts import read
from .world import World, address_of

PASSWORD = "leertafel"  # noqa: S105 - the demo's, printed by `make run`
WHO_SIGN_IN = (
    "participant",
    "facilitator",
    "case-owner",
    "coordinator",
    "chair",
    "committee",
    "host",
    "editor",
    "adviser",
    "outsider",
    "admin",
)


def lay(world: World) -> None:
    for row in read("organisations", "organisation"):
        _lay_organisation(world, row)
    for row in read("people", "person"):
        if not User.objects.filter(email=address_of(row["key"])).exists():
            _lay_person(world, row)


def _lay_organisation(world: World, row: dict[str, Any]) -> None:
    organisation, created = Organisation.objects.get_or_create(name=row["name"], defaults={"kind": row["kind"]})
    if created:
        organisation.regions.set(world.regions(row.get("regions", ())))
        world.added += 1


def _lay_person(world: World, row: dict[str, Any]) -> None:
    create = User.objects.create_superuser if row["key"] == "admin" else User.objects.create_user
    user = create(
        address_of(row["key"]),
        # The validators would refuse this password; only the demo gives it.
        PASSWORD if row["key"] in WHO_SIGN_IN else None,
        first_name=row["first_name"],
        last_name=row["last_name"],
        function=row.get("function", ""),
        organisation=world.organisation(row.get("organisation", "")),
        home_region=world.region(row["region"]) if row.get("region") else None,
        perspective=row["perspective"],
        language=row.get("language", "nl"),
    )
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    _seat(world, user, row)
    world.added += 1


def _seat(world: World, user: User, row: dict[str, Any]) -> None:
    if row["key"] == "editor":
        add_member(world.national_circle, member=user, role=Role.EDITOR, user=None)
    if row.get("coordinates"):
        add_member(world.region(row["coordinates"]).circle, member=user, role=Role.COORDINATOR, user=None)
    for slug in row.get("member_of", ()):
        if slug != row.get("coordinates"):
            add_member(world.region(slug).circle, member=user, role=Role.MEMBER, user=None)
