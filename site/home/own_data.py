"""All that the site holds of one person, for that person."""

from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from casestudies.models import CaseStudyPage, DecisionPoint
from learningtables.rules import may_write_minutes
from lessons.models import ContentPage
from regions.audience import audience_keys
from regions.models import User
from search.passages import texts_of

from .bundles import Bundle
from .own_parts import PARTS, Part

PROFILE = (
    "email",
    "first_name",
    "last_name",
    "function",
    "perspective",
    "language",
    "digest",
    "date_joined",
    "last_login",
    "is_active",
)
PAGE = (
    "pk",
    "kind",
    "title",
    "summary",
    "sources",
    "date",
    "live",
    "audience_key",
    "first_published_at",
    "last_published_at",
)


def said_beforehand() -> list[str]:
    return [
        _("This is what the site holds of you: who you are here, and what you wrote and did."),
        _(
            "Answers that you gave anonymously are not in it: they are kept without a name, so nobody can tell which are yours."
        ),
        _("What others wrote is not in it, and of pages that are closed to you now only that they were yours."),
    ]


def bundle_of(person: User) -> Bundle:
    bundle = Bundle(title=_("What the site holds of %(person)s") % {"person": person}, said=said_beforehand())
    profile: dict[str, Any] = {name: getattr(person, name) for name in PROFILE}
    profile |= {"organisation": str(person.organisation or ""), "home_region": str(person.home_region or "")}
    bundle.add("profile", _("Profile"), [profile])
    bundle.add("pages", _("Pages you wrote"), list(pages_of(person)))
    bundle.add("decisions", _("Decision points of your cases"), list(decisions_of(person)))
    for part in PARTS:
        bundle.add(part.name, part.model_class._meta.verbose_name_plural, list(rows_of(part, person)))
    return bundle


def rows_of(part: Part, person: User) -> Iterator[dict[str, Any]]:
    ties = [
        path.rpartition(".")[0].replace(".", "__") for path in (*part.fields, f"{part.at}.") if "." in path.strip(".")
    ]
    rows = part.model_class._base_manager.filter(**{part.person: person}).select_related(*ties).order_by("pk")
    sits_at = cache(lambda session: may_write_minutes(person, session))
    kept = (row for row in rows if not part.at or sits_at(attrgetter(part.at)(row)))
    return ({"number": row.pk, **{path: _value(row, path) for path in part.fields}} for row in kept)


def _value(row: Any, path: str) -> Any:
    try:
        return attrgetter(path)(row)
    except AttributeError:  # on the way there is nothing, as with an answer for no region
        return None


def _own_pages(person: User) -> Any:
    return ContentPage.objects.filter(owner=person)


def pages_of(person: User) -> Iterable[dict[str, Any]]:
    """Drafts among them; of those that were closed to the person since, no more than that they are there."""
    open_ones = list(_own_pages(person).filter(audience_key__in=audience_keys(person)).for_cards().order_by("pk"))
    texts = texts_of(open_ones)
    for page in open_ones:
        yield {**{name: getattr(page, name) for name in PAGE}, "open_to_you": True, "text": texts.get(page.pk, "")}
    closed = _own_pages(person).exclude(pk__in=[page.pk for page in open_ones])
    for pk, kind, date in closed.order_by("pk").values_list("pk", "kind", "date"):
        yield {**dict.fromkeys(PAGE, ""), "pk": pk, "kind": kind, "date": date, "open_to_you": False, "text": ""}


def decisions_of(person: User) -> Iterable[dict[str, Any]]:
    """THEN and NOW of cases that are the person's own, who may read both."""
    cases = CaseStudyPage.objects.filter(owner=person, audience_key__in=audience_keys(person))
    fields = [field.attname for field in DecisionPoint._meta.concrete_fields]
    yield from DecisionPoint.objects.filter(case__in=cases.values("pk")).order_by("case", "pk").values(*fields)
