"""What each kind of page costs: queries, time on the server, size of the answer."""

import statistics
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudyPage
from home.demo.world import address_of
from learningtables.models import SessionPage
from lessons.models import LessonPage
from regions.models import User
from visitations.models import VisitationPage

TIMES = 30
READER = "participant"


class Cost(NamedTuple):
    name: str
    queries: int
    milliseconds: float
    size: int


def addresses(user: User) -> Iterator[tuple[str, str]]:
    """One page of each kind, that ``user`` may see and that every size of the site holds: the oldest."""
    yield from {
        "home": "/",
        "lessons": "/lessen/",
        "cases": "/casussen/",
        "learning tables": "/leertafels/",
        "sessions": "/leertafels/sessies/",
        "visitations": "/visitaties/",
        "regions": "/regios/",
        "region": "/regios/food-valley/",
        "national overview": "/landelijk/",
        "theme": "/themas/passende-hulp/",
        "search": "/zoeken/",
        "search, words": "/zoeken/?q=aanbieders+wachtlijst",
        "search, narrowed": "/zoeken/?q=school&soort=lesson&regio=twente&regio=zeeland",
        "api": "/api/content/",
    }.items()
    models = {"case": CaseStudyPage, "session": SessionPage, "lesson": LessonPage, "visitation": VisitationPage}
    for name, model in models.items():
        yield name, model.objects.visible_to(user).earliest("pk").url


def measure() -> list[Cost]:
    user = User.objects.get(email=address_of(READER))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return [_cost(client, name, address) for name, address in addresses(user)]


def _cost(client: Client, name: str, address: str) -> Cost:
    _fetch(client, address)
    with CaptureQueriesContext(connection) as captured:
        size = len(_fetch(client, address).content)
    return Cost(name, len(captured), statistics.median(_time(client, address) for _ in range(TIMES)), size)


def _time(client: Client, address: str) -> float:
    start = time.perf_counter()
    _fetch(client, address)
    return (time.perf_counter() - start) * 1000


def _fetch(client: Client, address: str) -> Any:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return response
