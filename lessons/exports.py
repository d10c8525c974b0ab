"""The columns of lists of content, lessons, uptakes and actions, when they are taken along as a file."""

from functools import cache
from typing import Any

from django.db.models import BooleanField, Case, F, Q, When
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from regions.export import Column

from .models import ContentPage, LessonPage, Provenance, Uptake
from .states import (
    ActionStatus,
    Certainty,
    CommentStatus,
    Direction,
    Kind,
    LessonStatus,
    Loop,
    RetireReason,
    UptakeReason,
    UptakeStatus,
)


def _themes(page: Any) -> list[str]:
    return [str(theme) for theme in page.themes.all()]


def _tags(page: Any) -> list[str]:
    return sorted(tagged.tag.name for tagged in page.tagged_items.all())


def _further_regions(page: Any) -> list[str]:
    return [region.name for region in page.further_regions.all()]


def _address(request: HttpRequest) -> Any:
    """Where the site's pages lie is asked once for all rows."""
    return lambda page: request.build_absolute_uri(page.get_url(request) or "/")


def content_columns(request: HttpRequest) -> list[Column]:
    """For `ContentPage.objects…for_cards()`."""
    return [
        Column("number", _("number"), "pk"),
        Column("kind", _("kind"), "kind", choices=Kind),
        Column("title", _("title"), "title"),
        Column("summary", _("summary"), "summary"),
        Column("region", _("region"), "lead_region.name"),
        Column("themes", _("themes"), _themes),
        Column("tags", _("tags"), _tags),
        Column("date", _("date"), "date"),
        Column("audience", _("audience"), "audience_key"),
        Column("address", _("address"), _address(request)),
    ]


# What can be read in again; the first tells lessons apart.
LESSON_FIELDS = [
    Column("number", _("number"), "pk"),
    Column("title", _("lesson"), "title"),
    Column("summary", _("summary"), "summary"),
    Column("why", _("why"), "why"),
    Column("conditions", _("where it holds"), "conditions"),
    Column("direction", _("direction"), "direction", choices=Direction),
    Column("loop", _("kind of learning"), "loop", choices=Loop),
    Column("certainty", _("certainty"), "certainty", choices=Certainty),
    Column("review_on", _("review date"), "review_on"),
    Column("region", _("region"), "lead_region.name"),
    Column("themes", _("themes"), _themes),
    Column("tags", _("tags"), _tags),
    Column("sources", _("sources"), "sources"),
    Column("date", _("date"), "date"),
    Column("further_regions", _("further regions"), _further_regions),
    # A table may say these; they are changed by the steps of the lesson itself.
    Column("status", _("status"), "status", choices=LessonStatus),
    Column("audience", _("audience"), "audience_key"),
]


def _provenance(page: Any) -> list[str]:
    """Without the page that it is, which not everybody may read."""
    return [str(source) for source in page.provenance.all()]


def came_from(user: Any) -> Column:
    """The addresses of the pages that a lesson comes from, as far as ``user`` may read them; asked once for all rows."""

    @cache
    def opened() -> dict[int, str]:
        drawn_on = Provenance.objects.exclude(page=None).values("page")
        pages = ContentPage.objects.visible_to(user).filter(pk__in=drawn_on)
        return {page.pk: page.get_url() or "" for page in pages}

    def addresses(lesson: Any) -> list[str]:
        return sorted(opened()[source.page_id] for source in lesson.provenance.all() if source.page_id in opened())

    return Column("came_from", _("pages it comes from"), addresses)


def lesson_columns(request: HttpRequest) -> list[Column]:
    """For `lessons_for_export`."""
    return [
        *LESSON_FIELDS,
        Column("retired_for", _("retired for"), "retired_for", choices=RetireReason),
        Column("retired_because", _("retired because"), "retired_because"),
        Column("provenance", _("provenance"), _provenance),
        came_from(request.user),
        Column("address", _("address"), _address(request)),
    ]


def lessons_for_export(pages: Any) -> Any:
    """The lessons among ``pages``, with all that their columns show."""
    lessons = LessonPage.objects.filter(pk__in=pages.order_by().values("pk"))
    return lessons.for_cards().prefetch_related("further_regions", "provenance__region").order_by("-date", "-pk")


def uptake_columns(request: HttpRequest) -> list[Column]:
    """For `uptakes_for_export`. Of a region that is not named to the reader stands what it says and the year, as on the page."""
    return [
        Column("number", _("number"), lambda uptake: uptake.pk if uptake.known else None),
        Column("lesson", _("lesson"), "lesson.title"),
        Column("lesson_number", _("number of the lesson"), "lesson_id"),
        Column("region", _("region"), lambda uptake: uptake.region.name if uptake.known else ""),
        Column("status", _("status"), "status", choices=UptakeStatus),
        Column("reason", _("reason"), "reason", choices=UptakeReason),
        Column("note", _("note"), "note"),
        Column("result", _("what happened"), "result"),
        Column("date", _("date"), lambda uptake: uptake.date if uptake.known else None),
        Column("year", _("year"), "date.year"),
        Column("current", _("holds now"), lambda uptake: not uptake.superseded),
    ]


def uptakes_for_export(uptakes: Any, user: Any) -> Any:
    """Those of ``uptakes`` whose lesson ``user`` may read; each is ``known`` when its region is named to ``user``. Of the others
    only the last words are there, after those that are known, and in an order that tells none from another."""
    named = Q(pk__in=Uptake.objects.named_for(user).values("pk"))
    found = uptakes.filter(lesson__in=LessonPage.objects.visible_to(user).values("pk")).select_related(
        "lesson", "region"
    )
    found = found.annotate(known=Case(When(named, then=True), default=False, output_field=BooleanField()))
    by_day = [Case(When(known=True, then=F(name))).desc(nulls_last=True) for name in ("date", "pk")]
    return found.filter(Q(known=True) | Q(superseded=False)).order_by(
        "-known", *by_day, "lesson", "status", ExtractYear("date"), "note"
    )


ACTION_COLUMNS = [
    Column("number", _("number"), "pk"),
    Column("what", _("what"), "what"),
    Column("owner", _("who"), lambda action: str(action.owner)),
    Column("due_on", _("when"), "due_on"),
    Column("noticed_by", _("how we will notice"), "noticed_by"),
    Column("status", _("status"), "status", choices=ActionStatus),
    Column("result", _("what came of it"), "result"),
    Column("circle", _("circle"), "circle.name"),
    Column("finished_at", _("done or dropped at"), "finished_at"),
]


# Of a comment beside its page; without the page when that is not open to the reader any more.
COMMENT_COLUMNS = [
    Column("number", _("number"), lambda row: row[0].pk),
    Column("page", _("page"), lambda row: row[1].title if row[1] else ""),
    Column("page_number", _("number of the page"), lambda row: row[1].pk if row[1] else None),
    Column("text", _("comment"), lambda row: row[0].text),
    Column("status", _("status"), lambda row: row[0].status, choices=CommentStatus),
    Column("why_not_shown", _("why it is not shown"), lambda row: row[0].settled_because),
    Column("written_at", _("written at"), lambda row: row[0].written_at),
]


THEME_COLUMNS = [
    Column("slug", _("slug"), "slug"),
    Column("name", _("name"), "name"),
    Column("name_en", _("name in English"), "name_en"),
    Column("description", _("description"), "description"),
    Column("main_theme", _("main theme"), lambda theme: theme.parent.name if theme.parent else ""),
]


def uptakes_of(lesson: Any = None, region: Any = None) -> Any:
    """All that was said of a lesson or by a region, what was said before among it."""
    chosen = {name: value for name, value in (("lesson", lesson), ("region", region)) if value is not None}
    return Uptake.objects.filter(**chosen)
