import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from regions import models
from regions.states import CircleKind, MembershipStatus, OrganisationKind, Role
from tests.laying import LAYING


class LaidFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def create(cls, **kwargs: Any) -> Any:
        return LAYING.lay(super().create, cls.__name__, **kwargs)


class UserFactory(LaidFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = factory.Sequence(lambda n: f"Voornaam{n}")
    last_name = "Achternaam"
    password = factory.django.Password("correct-horse-battery")


class CircleFactory(LaidFactory):
    class Meta:
        model = models.Circle

    kind = CircleKind.LEARNING_TABLE
    name = factory.Sequence(lambda n: f"Kring {n}")


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = models.Region

    name = factory.Sequence(lambda n: f"Regio {n}")
    slug = factory.Sequence(lambda n: f"regio-{n}")
    cbs_code = factory.Sequence(lambda n: f"T{n:03}")
    code = factory.Sequence(lambda n: f"{n:04}")
    province = "Gelderland"
    tile_row = factory.Sequence(lambda n: n % 10 + 20)
    tile_column = factory.Sequence(lambda n: n // 10 + 20)
    circle = factory.SubFactory(
        CircleFactory, kind=CircleKind.REGION, name=factory.LazyAttribute(lambda o: f"Regio {o.factory_parent.name}")
    )


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.PROVIDER


class MembershipFactory(LaidFactory):
    class Meta:
        model = models.Membership

    circle = factory.SubFactory(CircleFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.PARTICIPANT
    status = MembershipStatus.ACTIVE


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Invitation

    email = "nieuw@example.org"
    circle = factory.SubFactory(CircleFactory)
    role = Role.PARTICIPANT
    token_digest = factory.Sequence(lambda n: f"{n:064}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14))


def person(name: str, **fields: Any) -> models.User:
    """A named person of the tests: ``person("host")`` is host@leertafel.example."""
    first, _, last = name.partition("-")
    return UserFactory(
        email=f"{name}@leertafel.example", first_name=first.title(), last_name=(last or "Jansen").title(), **fields
    )
