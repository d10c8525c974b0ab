"""The screens by which data goes out and comes in."""

from collections.abc import Iterator

from lessons.models import Uptake
from regions.models import Region
from tests.browser.looking import Screen, doors, leader, named


def of_exchange() -> Iterator[Screen]:
    uptake = (
        Uptake.objects.current().filter(is_named=True, lesson__audience_key="public", lesson__live=True).earliest("pk")
    )
    yield from doors("home", None, "lesson_uptakes", args=(uptake.lesson_id,))
    yield from doors("home", None, "region_uptakes", args=(uptake.region.slug,))
    yield from doors("home", None, "organisations", "municipalities")
    yield Screen("/api/")
    yield from doors("home", named("participant"), "own_data", "tokens")
    leads = leader(Region.objects.get(slug="food-valley").circle)
    yield from doors("home", leads, "region_data", args=("food-valley",))
    yield from doors("home", leads, "imports")
    yield from doors("home", leads, "import", args=("lessen",))
    yield from doors("home", named("editor"), "import", args=("regios",))
