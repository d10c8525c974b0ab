import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.core.paginator import Paginator

from lessons.models import ContentPage
from search.names import Names
from search.queries import BEST, FACETS, NEWEST, OLDEST, Found, Search, find

ORDERS = {"best": BEST, "newest": NEWEST, "oldest": OLDEST}
MOST = 1000


class Command(BaseCommand):
    help = "Searches as the search page does, for a visitor or for one person: hits with their score, and counts per facet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "words", nargs="?", default="", help="as typed on the search page; nothing finds everything"
        )
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="what this person sees; without it, a visitor")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="FACET=VALUE",
            help=f"a value by its name or address; several of one facet mean or. Facets: {', '.join(FACETS)}",
        )
        parser.add_argument("--order", choices=ORDERS, default="best")
        parser.add_argument("--limit", type=int, default=10, help=f"so many hits, {MOST} at most (10)")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, words: str, email: str | None, filter: list[str], **options: Any) -> None:  # noqa: A002
        if not 0 <= options["limit"] <= MOST:
            raise CommandError(f"--limit is a number from 0 to {MOST}.")
        user = _person(email) if email else AnonymousUser()
        search = Search(words, _chosen(filter, user), ORDERS[options["order"]])
        answer = _answer(find(search, user=user, scored=True), options["limit"])
        say = (
            json.dumps(answer, ensure_ascii=False, indent=2)
            if options["format"] == "json"
            else "\n".join(_lines(answer))
        )
        self.stdout.write(say)


def _person(email: str) -> Any:
    """Whoever cannot sign in any more sees nothing through this either."""
    person = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody with the address {email} can sign in here.")
    return person


def _chosen(filters: Iterable[str], user: Any) -> dict[str, tuple[str, ...]]:
    named = Names(ContentPage.objects.visible_to(user))
    chosen: dict[str, tuple[str, ...]] = {}
    for given in filters:
        facet, _, value = given.partition("=")
        if facet not in FACETS or not value:
            raise CommandError(f"--filter {given}: it is FACET=VALUE, with one of the facets {', '.join(FACETS)}.")
        meaning = named(facet, value)
        if not meaning.values:
            several = f"; it may be any of {', '.join(meaning.several)}" if meaning.several else ""
            raise CommandError(f"--filter {given}: there is no such {facet}{several}.")
        chosen[facet] = (*chosen.get(facet, ()), *meaning.values)
    return chosen


def _answer(found: Found, limit: int) -> dict[str, Any]:
    hits = found.hits[:limit] if limit else []
    return {
        "count": Paginator(found.hits, 1).count,
        "notes": found.read.notes,
        "chosen": found.chosen,
        "hits": [_hit(page) for page in hits],
        "facets": {
            name: {str(value): count for value, count in counts.items() if value not in (None, "")}
            for name, counts in found.counts.items()
        },
    }


def _hit(page: Any) -> dict[str, Any]:
    score = getattr(page, "score", None)
    return {
        "id": page.pk,
        "score": None if score is None else round(float(score), 4),
        "kind": page.kind,
        "title": page.title,
        "region": page.lead_region.slug,
        "date": page.date.isoformat(),
        "url": page.url,
    }


def _lines(answer: dict[str, Any]) -> Iterable[str]:
    yield f"{answer['count']} found"
    yield from answer["notes"]
    for hit in answer["hits"]:
        score = "" if hit["score"] is None else f"{hit['score']:.2f}"
        yield f"{score:>8}  {hit['kind']:<10} {hit['region']:<20} {hit['date']}  {hit['title']}  {hit['url'] or ''}"
    for name, counts in answer["facets"].items():
        if counts:
            yield f"{name}: {', '.join(f'{value} {count}' for value, count in counts.items())}"
