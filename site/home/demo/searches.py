"""What some keep an eye on: searches of their own, and one that a table shares; and what the editors put first for a word."""

from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search import actions
from search.saved import address_of, search_of

from .texts import read
from .world import World


def lay(world: World) -> None:
    _keep(world)
    for row in read("searches", "first"):
        word, page = Query.get(row["words"]), world.page("lesson", row["lesson"])
        if not word.editors_picks.exists():
            SearchPromotion.objects.create(query=word, page=page, description=row["description"], sort_order=0)
            world.added += 1


def _keep(world: World) -> None:
    for row in read("searches", "search"):
        owner = world.person(row["owner"])
        if owner.saved_searches.filter(name=row["name"]).exists():
            continue
        circle = world.page("table", row["table"]).circle if row.get("table") else None
        actions.keep_search(
            user=owner,
            name=row["name"],
            address=address_of(search_of(row["address"])),
            circle=circle,
            is_followed=row.get("follow", False),
        )
        world.added += 1
