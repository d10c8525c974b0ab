"""What the read API gives, and what can be asked of it."""

import datetime
from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema

from lessons.states import Certainty, Kind, LessonStatus, UptakeStatus
from search.forms import CLEANERS
from search.marks import clean
from search.passages import text_of
from search.queries import NEWEST, OLDEST, Search

LARGEST_PAGE = 100
LARGEST_ID = 2**63 - 1
NOTHING_HAS_IT = "-"

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Slug = Annotated[str, Field(min_length=1, max_length=100)]
Item = TypeVar("Item")

Values = Annotated[list[Slug], Field(max_length=20)]


class Order(StrEnum):
    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


class Paging(Schema):
    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(20, ge=1, le=LARGEST_PAGE)


class Filters(Paging):
    """As the search page has them: several values of one filter mean or; filters combine with and."""

    q: str = Field("", max_length=500)
    kind: Annotated[list[Kind], Field(max_length=10)] = []
    region: Values = []
    partnership: Annotated[list[Annotated[int, Field(ge=1, le=999_999_999)]], Field(max_length=20)] = []
    theme: Values = []
    tag: Values = []
    year: Annotated[list[Annotated[int, Field(ge=1000, le=9999)]], Field(max_length=20)] = []
    perspective: Values = []
    domain: Values = []
    status: Annotated[list[LessonStatus], Field(max_length=10)] = []
    certainty: Annotated[list[Certainty], Field(max_length=10)] = []
    order: Order = Order.BEST

    def search(self, **fixed: str) -> Search:
        """``fixed`` are filters that the address itself sets."""
        names = (
            "kind",
            "region",
            "partnership",
            "theme",
            "tag",
            "year",
            "perspective",
            "domain",
            "status",
            "certainty",
        )
        chosen = {name: tuple(_cleaned(name, value) for value in getattr(self, name)) for name in names}
        chosen |= {name: (value,) for name, value in fixed.items()}
        order = {"newest": NEWEST, "oldest": OLDEST}.get(self.order.value, "")
        return Search(text=clean(self.q), chosen=chosen, order=order)


def _cleaned(name: str, value: Any) -> str:
    """A value that cannot be is one that nothing has."""
    text = str(value.value if isinstance(value, Enum) else value)
    return CLEANERS.get(name, lambda one: one if one.replace("-", "").isalnum() else "")(text) or NOTHING_HAS_IT


def slug_of(text: str) -> str:
    """As the database can be asked for it."""
    return NOTHING_HAS_IT if "\x00" in text else text


class Page(Schema, Generic[Item]):
    """Follow ``next`` until it is null. Pages go by number: what is published or taken away in between moves the rest along, so
    who wants all of a list tells rows apart by their number or slug, and asks again for what was missed."""

    count: int
    page: int
    pages: int
    next: str | None
    previous: str | None
    results: list[Item]


def page_of(request: HttpRequest, found: Any) -> dict[str, Any]:
    """``found`` is a page of a Paginator."""

    def link(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    return {
        "count": found.paginator.count,
        "page": found.number,
        "pages": found.paginator.num_pages,
        "next": link(found.next_page_number()) if found.has_next() else None,
        "previous": link(found.previous_page_number()) if found.has_previous() else None,
        "results": list(found.object_list),
    }


class Named(Schema):
    slug: str
    name: str


class ThemeOut(Named):
    name_en: str
    description: str
    themes: list["ThemeOut"] = []


class Content(Schema):
    id: int
    kind: str
    title: str
    summary: str
    url: str
    region: Named = Field(alias="lead_region")
    themes: list[Named]
    tags: list[str]
    date: datetime.date
    year: int

    @staticmethod
    def resolve_url(page: Any, context: dict[str, Any]) -> str:
        # With the request, what leads to the site is looked up once for all pages of a list.
        return page.get_url(context["request"]) or ""

    @staticmethod
    def resolve_themes(page: Any) -> list[Any]:
        return list(page.themes.all())

    @staticmethod
    def resolve_tags(page: Any) -> list[str]:
        return [tagged.tag.name for tagged in page.tagged_items.all()]


FACTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    Kind.CASE: lambda page: {"life_domains": [one.domain for one in page.life_domains.all()]},
    Kind.TABLE: lambda page: {"purpose": page.purpose, "rhythm": page.rhythm},
    Kind.SESSION: lambda page: {"starts_at": page.starts_at, "ends_at": page.ends_at, "state": page.state},
    Kind.VISITATION: lambda page: {"stage": page.stage},
    Kind.REPORT: lambda page: {},
    Kind.LESSON: lambda page: {"status": page.status, "certainty": page.certainty},
}


class ContentInFull(Content):
    further_regions: list[Named]
    text: str
    sources: str
    facts: dict[str, Any] = Field(description="What only pages of this kind have.")
    first_published_at: datetime.datetime | None
    last_published_at: datetime.datetime | None

    @staticmethod
    def resolve_further_regions(page: Any) -> list[Any]:
        return list(page.further_regions.all())

    @staticmethod
    def resolve_text(page: Any) -> str:
        return text_of(page.specific)

    @staticmethod
    def resolve_facts(page: Any) -> dict[str, Any]:
        return FACTS[page.kind](page.specific)


class Source(Schema):
    """Where a lesson comes from. ``content`` is the number of the page, for who may read it."""

    kind: str
    region: Named
    year: int
    content: int | None


class VersionOut(Schema):
    number: int
    title: str
    why: str
    conditions: str
    what_changed: str
    published_at: datetime.datetime
    withdrawn: bool


class UptakeOut(Schema):
    """A region that does not want to be named is null, except to who is in it; so are its number and day."""

    id: int | None
    lesson: int = Field(alias="lesson_id")
    region: Named | None
    status: UptakeStatus
    reason: str
    note: str
    result: str
    date: datetime.date | None
    year: int
    current: bool


class Lesson(Content):
    why: str
    conditions: str
    direction: str
    loop: str
    certainty: str
    status: str
    review_on: datetime.date | None
    sources: str
    retired_for: str
    retired_because: str
    replaced_by: int | None = Field(alias="replaced_by_id")


class LessonInFull(Lesson):
    further_regions: list[Named]
    provenance: list[Source]
    versions: list[VersionOut]
    uptakes: list[UptakeOut]


class MunicipalityOut(Schema):
    code: str = Field(alias="municipality.cbs_code")
    name: str = Field(alias="municipality.name")
    valid_from: datetime.date | None
    valid_to: datetime.date | None


class RegionOut(Schema):
    code: str = Field(alias="cbs_code")
    slug: str
    name: str
    province: str
    municipalities: list[str]

    @staticmethod
    def resolve_municipalities(region: Any) -> list[str]:
        return [link.municipality.name for link in region.links_now]


class RegionInFull(Schema):
    code: str = Field(alias="cbs_code")
    short_code: str = Field(alias="code")
    slug: str
    name: str
    also_called: str
    province: str
    tile_row: int
    tile_column: int
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    municipalities: list[MunicipalityOut]
    organisations: list[str]
    partnerships: list[str]


class UptakeFilters(Paging):
    lesson: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    region: Slug | None = None
    status: UptakeStatus | None = None
    current: bool | None = None


class Me(Schema):
    """Whom the site takes you for."""

    signed_in: bool
    name: str
    circles: list[str]
