"""The addresses of the read API."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from ninja import Path, Query

from lessons.exports import uptakes_for_export
from lessons.models import ContentPage, LessonPage, Theme, Uptake
from lessons.states import Kind
from regions.models import Region, RegionMunicipality
from search.queries import find

from . import intentions, schemas
from . import together as _together  # noqa: F401 - before the address that answers for all others
from .base import PROBLEMS, api
from .schemas import Filters, Id, Slug, UptakeFilters, page_of, slug_of

LISTS = {
    "content": "content_list",
    "lessons": "lesson_list",
    "uptakes": "uptake_list",
    "regions": "region_list",
    "themes": "theme_list",
    "plans": "plan_list",
    "expert-teams": "team_list",
    "statements": "statement_list",
    "partnerships": "partnership_list",
    "methods": "method_list",
    "support-requests": "support_list",
    "me": "me",
    "openapi": "openapi-json",
}


@api.get("/", include_in_schema=False)
def index(request: HttpRequest) -> Any:
    """In words for a browser, as a list of addresses for a program."""
    addresses = {name: request.build_absolute_uri(reverse(f"home:api:{view}")) for name, view in LISTS.items()}
    if "text/html" in request.headers.get("Accept", ""):
        return render(request, "home/api.html", {"addresses": addresses})
    return addresses


@api.get("/me/", response={200: schemas.Me, **PROBLEMS}, url_name="me")
def me(request: HttpRequest) -> Any:
    """Whom the site takes you for: to see whether a token works."""
    user = request.user
    circles = user.memberships.reading().values_list("circle__name", flat=True) if user.is_authenticated else ()
    return {
        "signed_in": user.is_authenticated,
        "name": str(user) if user.is_authenticated else "",
        "circles": sorted(circles),
    }


@api.get("/content/", response={200: schemas.Page[schemas.Content], **PROBLEMS}, url_name="content_list")
def content_list(request: HttpRequest, filters: Query[Filters]) -> Any:
    """Everything the reader may see, newest first, or the best match first when ``q`` asks for words."""
    found = Paginator(find(filters.search(), user=request.user).hits, filters.page_size)
    return page_of(request, found.page(filters.page))


@api.get("/content/{pk}/", response={200: schemas.ContentInFull, **PROBLEMS}, url_name="content")
def content(request: HttpRequest, pk: Path[Id]) -> Any:
    return get_object_or_404(ContentPage.objects.visible_to(request.user).for_cards(), pk=pk)


@api.get("/lessons/", response={200: schemas.Page[schemas.Lesson], **PROBLEMS}, url_name="lesson_list")
def lesson_list(request: HttpRequest, filters: Query[Filters]) -> Any:
    """Lessons with all their fields; narrowed and ordered as content is."""
    found = Paginator(find(filters.search(kind=Kind.LESSON), user=request.user).hits, filters.page_size)
    page = page_of(request, found.page(filters.page))
    readable = LessonPage.objects.visible_to(request.user)
    lessons = readable.filter(pk__in=[hit.pk for hit in page["results"]]).for_cards().in_bulk()
    return {**page, "results": [lessons[hit.pk] for hit in page["results"] if hit.pk in lessons]}


@api.get("/lessons/{pk}/", response={200: schemas.LessonInFull, **PROBLEMS}, url_name="lesson")
def lesson(request: HttpRequest, pk: Path[Id]) -> Any:
    """A lesson with where it comes from, its versions, and all that regions said of it."""
    found = get_object_or_404(LessonPage.objects.visible_to(request.user).for_cards(), pk=pk)
    sources = list(found.provenance.select_related("region"))
    readable = ContentPage.objects.visible_to(request.user)
    linked = set(readable.filter(pk__in=[one.page_id for one in sources if one.page_id]).values_list("pk", flat=True))
    if found.replaced_by_id and not readable.filter(pk=found.replaced_by_id).exists():
        found.replaced_by_id = None
    return schemas.LessonInFull.from_orm(
        _Beside(
            found,
            further_regions=list(found.further_regions.all()),
            provenance=[
                {
                    "kind": one.kind,
                    "region": one.region,
                    "year": one.year,
                    "content": one.page_id if one.page_id in linked else None,
                }
                for one in sources
            ],
            versions=[_version(one) for one in found.versions.readable_by(request.user)],
            uptakes=told(uptakes_for_export(found.uptakes.all(), request.user)),
        ),
        context={"request": request},
    )


class _Beside:
    """An object with what is known of it from elsewhere."""

    def __init__(self, found: Any, **more: Any) -> None:
        self.__dict__.update(more)
        self._found = found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found, name)


def _version(version: Any) -> dict[str, Any]:
    """Texts that were taken out stay out."""
    texts = {name: getattr(version, name) for name in ("title", "why", "conditions", "what_changed")}
    if version.withdrawn_at:
        texts = dict.fromkeys(texts, "")
    return {
        **texts,
        "number": version.number,
        "published_at": version.published_at,
        "withdrawn": bool(version.withdrawn_at),
    }


def told(uptakes: Any) -> list[dict[str, Any]]:
    """Of `uptakes_for_export`: what a region that is not named to the reader says, and the year."""
    names = ("lesson_id", "status", "reason", "note", "result")
    return [
        {
            **{name: getattr(one, name) for name in names},
            **(
                {"id": one.pk, "region": one.region, "date": one.date}
                if one.known
                else dict.fromkeys(("id", "region", "date"))
            ),
            "year": one.date.year,
            "current": not one.superseded,
        }
        for one in uptakes
    ]


@api.get("/uptakes/", response={200: schemas.Page[schemas.UptakeOut], **PROBLEMS}, url_name="uptake_list")
def uptake_list(request: HttpRequest, filters: Query[UptakeFilters]) -> Any:
    """What regions said of the lessons that the reader may see, the newest first."""
    uptakes = uptakes_for_export(Uptake.objects.all(), request.user)
    if filters.lesson:
        uptakes = uptakes.filter(lesson=filters.lesson)
    if filters.region:
        uptakes = uptakes.filter(known=True, region__slug=slug_of(filters.region))
    if filters.status:
        uptakes = uptakes.filter(status=filters.status.value)
    if filters.current is not None:
        uptakes = uptakes.filter(superseded=not filters.current)
    page = page_of(request, Paginator(uptakes, filters.page_size).page(filters.page))
    return {**page, "results": told(page["results"])}


@api.get("/regions/", response={200: list[schemas.RegionOut], **PROBLEMS}, url_name="region_list")
def region_list(request: HttpRequest) -> Any:
    """The regions that exist today, in order of name."""
    return Region.objects.current().prefetch_related(_links_now()).order_by("name")


def _links_now() -> Prefetch:
    links = (
        RegionMunicipality.objects.filter(valid_to=None).select_related("municipality").order_by("municipality__name")
    )
    return Prefetch("municipality_links", links, to_attr="links_now")


@api.get("/regions/{slug}/", response={200: schemas.RegionInFull, **PROBLEMS}, url_name="region")
def region(request: HttpRequest, slug: Path[Slug]) -> Any:
    """A region with its municipalities, also those of before."""
    found = get_object_or_404(Region, slug=slug_of(slug))
    links = found.municipality_links.select_related("municipality").order_by("municipality__name", "pk")
    return _Beside(
        found,
        municipalities=list(links),
        organisations=[one.name for one in found.organisations.all()],
        partnerships=[one.name for one in found.partnerships.all()],
    )


@api.get("/regions/{slug}/plan/", response={200: intentions.Plan, **PROBLEMS}, url_name="region_plan")
def region_plan(request: HttpRequest, slug: Path[Slug]) -> Any:
    """The region's plan of action that holds now, as it was approved."""
    return intentions.plan_of(request, slug_of(slug))


@api.get("/regions/{slug}/expert-team/", response={200: intentions.Team, **PROBLEMS}, url_name="region_team")
def region_team(request: HttpRequest, slug: Path[Slug]) -> Any:
    """The region's expert team, and its figures by year beside what they mean."""
    return intentions.team_of(request, slug_of(slug))


@api.get("/themes/", response={200: list[schemas.ThemeOut], **PROBLEMS}, url_name="theme_list")
def theme_list(request: HttpRequest) -> Any:
    """The main themes, each with those under it."""
    mains = Theme.objects.filter(parent=None).prefetch_related(Prefetch("children", Theme.objects.all()))
    return [_theme(main, [_theme(one, []) for one in main.children.all()]) for main in mains]


def _theme(theme: Theme, below: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("slug", "name", "name_en", "description")
    return {**{name: getattr(theme, name) for name in names}, "themes": below}


@api.get("/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404
