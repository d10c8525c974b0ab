"""The read API: what the reader may see, under the same rule as the pages. Signed in by the site's session, or a visitor."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, NinjaAPI, Query, Schema

from lessons.models import ContentPage
from regions.models import Region
from search.passages import text_of
from search.queries import Search, find

api = NinjaAPI(
    title="Leertafel",
    version="1",
    description="Lessons, cases, learning tables, sessions and visitations of the Dutch youth regions. Read only.",
    docs_url=None,
    urls_namespace="home:api",
)
LARGEST_PAGE = 100


class Named(Schema):
    slug: str
    name: str


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
        return page.get_url(context["request"])

    @staticmethod
    def resolve_themes(page: Any) -> list[Any]:
        return list(page.themes.all())

    @staticmethod
    def resolve_tags(page: Any) -> list[str]:
        return [tagged.tag.name for tagged in page.tagged_items.all()]


class ContentInFull(Content):
    text: str
    sources: str

    @staticmethod
    def resolve_text(page: Any) -> str:
        return text_of(page.specific)


class ContentList(Schema):
    count: int
    page: int
    pages: int
    results: list[Content]


class Filters(Schema):
    """Several values of one filter mean or; filters combine with and."""

    q: str = Field("", max_length=200)
    kind: list[str] = []
    region: list[str] = []
    theme: list[str] = []
    tag: list[str] = []
    year: list[int] = []
    page: int = Field(1, ge=1)
    page_size: int = Field(20, ge=1, le=LARGEST_PAGE)

    def search(self) -> Search:
        chosen = {name: tuple(map(str, getattr(self, name))) for name in ("kind", "region", "theme", "tag", "year")}
        return Search(text="".join(filter(str.isprintable, self.q)), chosen=chosen)


class RegionOut(Schema):
    code: str = Field(alias="cbs_code")
    slug: str
    name: str
    province: str
    municipalities: list[str]

    @staticmethod
    def resolve_municipalities(region: Any) -> list[str]:
        return [municipality.name for municipality in region.municipalities.all()]


@api.get("/", include_in_schema=False)
def index(request: HttpRequest) -> dict[str, str]:
    names = {"content": "content_list", "regions": "region_list", "openapi": "openapi-json"}
    return {name: request.build_absolute_uri(reverse(f"home:api:{view}")) for name, view in names.items()}


@api.get("/content/", response=ContentList, url_name="content_list")
def content_list(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Everything the reader may see, newest first, or the best match first when ``q`` asks for words."""
    found = Paginator(find(filters.search(), user=request.user).hits, filters.page_size)
    page = found.get_page(filters.page)
    return {"count": found.count, "page": page.number, "pages": found.num_pages, "results": list(page)}


@api.get("/content/{int:pk}/", response=ContentInFull, url_name="content")
def content(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(ContentPage.objects.visible_to(request.user).for_cards(), pk=pk)


@api.get("/regions/", response=list[RegionOut], url_name="region_list")
def region_list(request: HttpRequest) -> Any:
    return Region.objects.current().prefetch_related("municipalities").order_by("name")
