"""What is there before the round begins, and who takes part in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Page

from home.actions import lay_site
from home.bulk import without_indexing
from learningtables.actions import found_table
from lessons.models import Theme
from regions.actions import add_member
from regions.models import Circle, Region, User
from regions.states import CircleKind, Perspective, Role
from tests.factories.lessons import LessonFactory
from tests.factories.regions import person

from .somebody import PASSWORD, Somebody

TABLE = "Leertafel Rond het gezin"
PARTICIPANTS = ["anna-hoek", "bram-kuiper", "carlijn-smit", "daan-mulder"]
SIDES = [Perspective.PROFESSIONAL, Perspective.PARENT, Perspective.POLICY, Perspective.EXPERIENCE_EXPERT]
OTHER_LESSON = "Houd per wijk bij wie er op de wachtlijst staat"


class Round:
    """Everybody of the round, each with a browser of their own that stays open."""

    def __init__(self, open_as: Callable[..., Page]) -> None:
        self.open_as = open_as
        self.people: dict[str, User] = {}
        self.browsers: dict[str, Somebody] = {}
        # Where things turned out to stand, for who has no link to them.
        self.found: dict[str, str] = {}

    def __getitem__(self, name: str) -> Somebody:
        if name not in self.browsers:
            user = self.people[name]
            self.browsers[name] = Somebody(self.open_as(), name=str(user))
            self.browsers[name].sign_in(user.email)
        return self.browsers[name]

    @property
    def participants(self) -> list[Somebody]:
        return [self[name] for name in PARTICIPANTS]

    def lay(self) -> None:
        with without_indexing():
            lay_site()
            for vocabulary in ("seed_methods", "seed_frameworks"):
                call_command(vocabulary, verbosity=0)
        foodvalley, twente, zeeland = (Region.objects.get(slug=slug) for slug in ("food-valley", "twente", "zeeland"))
        self._come("editor", circle=Circle.objects.get(kind=CircleKind.NATIONAL), role=Role.EDITOR)
        self._lay_table(foodvalley)
        self._come("host-twente", region=twente, circle=twente.circle, role=Role.MEMBER)
        self._come("chair-zwolle", region=Region.objects.get(slug="ijsselland"))
        self._come("member-venlo", region=foodvalley)
        self._come("coordinator-zeeland", region=zeeland, circle=zeeland.circle, role=Role.COORDINATOR)
        self._come("outsider")
        self._come("admin", is_superuser=True, is_staff=True)
        LessonFactory(
            region=Region.objects.get(slug="drenthe"),
            title=OTHER_LESSON,
            summary="Dan zien aanbieders waar het knelt.",
            date=date(2023, 3, 1),
            themes=[Theme.objects.get(slug="lokaal-team-en-toegang")],
        )

    def _lay_table(self, region: Region) -> None:
        facilitator = self._come("facilitator-visser", region=region)
        table = found_table(
            region=region,
            title=TABLE,
            purpose="Terugkijken op wat we samen besloten.",
            facilitator=facilitator,
            user=self.people["editor"],
        )
        for name, side in zip(PARTICIPANTS, SIDES, strict=True):
            self._come(name, region=region, perspective=side, circle=table.circle, role=Role.PARTICIPANT)
        self._come("owner-bakker", region=region, circle=table.circle, role=Role.PARTICIPANT)

    def _come(
        self,
        name: str,
        *,
        region: Region | None = None,
        circle: Circle | None = None,
        role: Role | None = None,
        **fields: Any,
    ) -> User:
        user = person(name, home_region=region, password=PASSWORD, **fields)
        if circle is not None and role is not None:
            add_member(circle, member=user, role=role, user=user)
        self.people[name] = user
        return user
