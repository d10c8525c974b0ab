"""What the home page, the index of regions and a region's page show: always through what the reader may see."""

from collections import Counter
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learningtables import recurring
from learningtables.models import SessionPage
from learningtables.states import SessionState
from lessons.models import ContentPage, LessonPage, Trial, Uptake
from lessons.spread import trials_told_to
from lessons.states import Kind, LessonStatus
from regions.models import ExpertTeam, Partnership, Region, SupportRequest
from regions.plans import in_the_making, plan_in_force, plans_of
from regions.rules import may_write_plans
from regions.tiles import region_tiles, region_url
from visitations.models import VisitationPage
from visitations.states import PUBLISHED_STAGES

NEWEST = 6
ON_A_REGION = 6
SESSIONS_OF_ONE = 10
MOST_UPTAKES = 20
# A count from which a tile takes the next darker step.
STEPS = ((1, "s1"), (2, "s2"), (3, "s3"), (5, "s4"), (8, "s5"))


def newest_lessons(user: Any) -> Any:
    lessons = ContentPage.objects.visible_to(user).filter(kind=Kind.LESSON)
    return lessons.for_cards().order_by("-date", "-pk")[:NEWEST]


def newest(user: Any) -> Any:
    """Latest day first. Of one day what is there comes before what is planned, and of that the nearest before the furthest."""
    coming = Case(When(date__gt=timezone.localdate(), then=F("date")))
    pages = ContentPage.objects.visible_to(user).annotate(day=TruncDate("first_published_at"), coming=coming)
    order = (F("day").desc(nulls_last=True), F("coming").asc(nulls_first=True), "-first_published_at", "-pk")
    return pages.for_cards().order_by(*order)[:NEWEST]


def figures(user: Any) -> list[dict[str, Any]]:
    """Per region, how much there is of each kind that ``user`` may see. In order of name: it is no ranking."""
    per_kind = _per_region_and_kind(user)
    taken_up = Counter(
        Uptake.objects.current()
        .named_for(user)
        .filter(lesson__in=LessonPage.objects.visible_to(user).values("pk"))
        .values_list("region", flat=True)
    )
    still_there = Count("municipality_links", filter=Q(municipality_links__valid_to=None))
    regions = Region.objects.current().select_related("page").annotate(municipality_count=still_there)
    return [
        {
            "region": region,
            "url": region_url(region),
            "lessons": per_kind[region.pk, Kind.LESSON],
            "taken_up": taken_up[region.pk],
            "tables": per_kind[region.pk, Kind.TABLE],
            "visitations": per_kind[region.pk, Kind.VISITATION],
        }
        for region in regions.order_by("name")
    ]


def _per_region_and_kind(user: Any) -> Counter[tuple[int, str]]:
    rows = ContentPage.objects.visible_to(user).order_by().values_list("lead_region", "kind").annotate(Count("pk"))
    return Counter({(region, kind): count for region, kind, count in rows})


def lesson_map(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """``tiles`` and ``legend`` of the tile map: how many lessons each region shares or has taken up."""
    states = {row["region"].pk: _state(row["lessons"] + row["taken_up"]) for row in rows}
    shown = {pk: state for pk, state in states.items() if state["state"]}
    return {"tiles": region_tiles(shown, url_of=region_url), "legend": legend_of_steps()}


def legend_of_steps() -> list[dict[str, Any]]:
    limits = [low for low, _state_name in STEPS]
    labels = [f"{low}" if high - low == 1 else f"{low}–{high - 1}" for low, high in pairwise(limits)]
    return [
        {"state": state, "label": label, "mark": "", "count": None}
        for (_low, state), label in zip(STEPS, [*labels, _("%(number)s or more") % {"number": limits[-1]}], strict=True)
    ]


def state_of_number(number: int) -> dict[str, str]:
    """The step that a tile takes, and the number as its mark."""
    state = next((name for low, name in reversed(STEPS) if number >= low), "")
    return {"state": state, "mark": str(number) if number else ""}


def _state(count: int) -> dict[str, str]:
    label = ngettext("%(count)s lesson", "%(count)s lessons", count) % {"count": count}
    return {**state_of_number(count), "state_label": label}


def of_region(region: Region, user: Any) -> dict[str, Any]:
    """All that the page of a region shows."""
    visible = ContentPage.objects.visible_to(user).filter(lead_region=region)
    cards = visible.for_cards().order_by("-date", "-pk")
    sessions = SessionPage.objects.visible_to(user).coming().filter(lead_region=region, state=SessionState.PLANNED)
    visitations = VisitationPage.objects.visible_to(user).filter(lead_region=region).for_cards()
    return {
        "lessons": cards.filter(kind=Kind.LESSON)[:ON_A_REGION],
        "tables": cards.filter(kind=Kind.TABLE)[:ON_A_REGION],
        "sessions": sessions.for_cards()[:ON_A_REGION],
        "visitations": visitations.order_by("-date", "-pk")[:ON_A_REGION],
        "reports": cards.filter(kind=Kind.REPORT)[:ON_A_REGION],
        "uptakes": _uptakes(region, user),
        "given": _given(region, user),
        "trials": trials_told_to(user, _trials(region, user)),
        "support_requests": SupportRequest.objects.visible_to(user).filter(region=region)[:ON_A_REGION],
        "undertakings": region.signatures.exclude(statement__agreed_on=None).select_related("statement"),
        "partnerships": region.partnerships.all(),
        **_intentions(region, user),
        "recurring": recurring.shown_to(user, region),
        "municipalities": region.municipalities.filter(region_links__valid_to=None).order_by("name"),
    }


def _intentions(region: Region, user: Any) -> dict[str, Any]:
    """Its plan of action as ``user`` may read it, and its expert team."""
    return {
        "plan": plan_in_force(plans_of(region, user)),
        "plans_in_the_making": in_the_making(region, user),
        "may_write_plans": may_write_plans(user, region),
        "expert_team": ExpertTeam.objects.filter(region=region).first(),
    }


def of_partnership(partnership: Partnership, user: Any) -> dict[str, Any]:
    """Where its regions lie, and what of theirs ``user`` may read."""
    regions = list(partnership.regions.all())
    marked = {region.pk: {"state": "s4", "state_label": _("Takes part"), "mark": "•"} for region in regions}
    cards = ContentPage.objects.visible_to(user).filter(lead_region__in=regions).for_cards().order_by("-date", "-pk")
    return {
        "regions": sorted(regions, key=str),
        "tiles": region_tiles(marked, url_of=region_url),
        "legend": [{"state": "s4", "label": _("Takes part"), "mark": "•", "count": len(regions)}],
        "lessons": cards.filter(kind=Kind.LESSON)[:ON_A_REGION],
        "tables": cards.filter(kind=Kind.TABLE)[:ON_A_REGION],
        "visitations": cards.filter(kind=Kind.VISITATION)[:ON_A_REGION],
    }


def _uptakes(region: Region, user: Any) -> Any:
    """On a page of one region every row names it: none that it does not want to be named with."""
    lessons = LessonPage.objects.visible_to(user).exclude(status=LessonStatus.RETIRED)
    uptakes = Uptake.objects.current().named_for(user).filter(region=region, lesson__in=lessons.values("pk"))
    return uptakes.select_related("lesson__lead_region").order_by("-date", "-pk")[:MOST_UPTAKES]


def _given(region: Region, user: Any) -> Any:
    """What other regions do with its lessons."""
    lessons = LessonPage.objects.visible_to(user).filter(lead_region=region)
    uptakes = Uptake.objects.current().named_for(user).filter(lesson__in=lessons.values("pk")).exclude(region=region)
    return uptakes.select_related("lesson", "region").order_by("region__name", "-date", "-pk")[:MOST_UPTAKES]


def _trials(region: Region, user: Any) -> Any:
    readable = LessonPage.objects.visible_to(user).values("pk")
    named = Uptake.objects.named_for(user).values("pk")
    return Trial.objects.filter(region=region, lesson__in=readable, uptake__in=named)[:ON_A_REGION]


def state_of_affairs(user: Any) -> dict[str, int]:
    """The home page's figures for who comes by."""
    visible = ContentPage.objects.visible_to(user)
    kinds = Counter(dict(visible.order_by().values_list("kind").annotate(Count("pk"))))
    lessons = LessonPage.objects.visible_to(user).values("pk")
    return {
        "lessons": kinds[Kind.LESSON],
        "tables": kinds[Kind.TABLE],
        "reports": VisitationPage.objects.visible_to(user).filter(stage__in=PUBLISHED_STAGES).count(),
        "regions_taking_up": _regions_taking_up(user, lessons),
    }


def _regions_taking_up(user: Any, lessons: Any) -> int:
    """Those that are named to ``user``: beside their list, a higher number would tell of the others."""
    taken_up = Uptake.objects.current().named_for(user).filter(lesson__in=lessons)
    return taken_up.values("region").distinct().count()


def sessions_of(user: Any) -> Any:
    """Sessions to come in which ``user`` is expected, soonest first."""
    coming = SessionPage.objects.visible_to(user).coming().filter(participants__user=user, state=SessionState.PLANNED)
    return coming.for_cards()[:SESSIONS_OF_ONE]
