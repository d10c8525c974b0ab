"""Lessons: written in the circle they come from, agreed, published, and taken up by other regions."""

from typing import Any

from lessons import actions
from lessons.models import LessonPage
from lessons.states import LessonStatus, RetireReason, SourceKind
from regions.models import Circle, Region, User
from regions.states import Role

from .clock import at, day
from .texts import read
from .world import World, audience_key

PAGES = {"case": "case", "session": "session", "visitation": "report"}
RETIRED_BEFORE_TODAY = 25
FIELDS = ("summary", "conditions", "direction", "loop", "certainty", "sources")


def lay(world: World) -> None:
    for row in read("lessons", "lesson"):
        if world.page("lesson", row["key"]) is None:
            with at(row["date"]):
                lesson = _write(world, row)
            world.remember("lesson", row["key"], lesson)
            _live(world, lesson, row)


def _circle(world: World, row: dict[str, Any], region: Region) -> Circle:
    return world.page("table", row["table"]).circle if row.get("table") else region.circle


def _author(world: World, row: dict[str, Any], region: Region) -> User:
    if row.get("author"):
        return world.person(row["author"])
    if row.get("table"):
        leading = world.page("table", row["table"]).circle.memberships.filter(role=Role.FACILITATOR)
        return leading.earliest("pk").user
    return world.speaker_for(region)


def _write(world: World, row: dict[str, Any]) -> LessonPage:
    region = world.region(row["region"])
    author = _author(world, row, region)
    circle = _circle(world, row, region)
    lesson = actions.write_lesson(
        region=region,
        title=row["title"],
        why=row["why"],
        audience_key=circle.audience_key,
        user=author,
        themes=world.themes(row["themes"]),
        tags=row["tags"],
        provenance=[_source(world, one, row) for one in row.get("provenance", ())],
        further_regions=world.regions(row.get("further_regions", ())),
        date=day(row["date"]),
        review_on=day(row["review"]) if "review" in row else None,
        **{name: row[name] for name in FIELDS if name in row},
    )
    status = row.get("status", LessonStatus.PUBLISHED)
    if status != LessonStatus.DRAFT:
        actions.agree_lesson(lesson, user=author)
    if status not in {LessonStatus.DRAFT, LessonStatus.AGREED}:
        actions.publish_lesson(lesson, audience_key=audience_key(row["audience"], circle), user=author)
    return lesson


def _source(world: World, row: dict[str, Any], lesson: dict[str, Any]) -> tuple[SourceKind, Any, Region, int]:
    pages = (world.page(kind, row[name]) for name, kind in PAGES.items() if row.get(name))
    year = row.get("year", day(lesson["date"]).year)
    return SourceKind(row["kind"]), next(pages, None), world.region(row["region"]), year


def _live(world: World, lesson: LessonPage, row: dict[str, Any]) -> None:
    for uptake in sorted(row.get("uptake", ()), key=lambda one: one["date"]):
        region = world.region(uptake["region"])
        with at(uptake["date"]):
            actions.report_uptake(
                lesson,
                region=region,
                status=uptake["status"],
                reason=uptake.get("reason", ""),
                note=uptake.get("note", ""),
                result=uptake.get("result", ""),
                date=day(uptake["date"]),
                is_named=uptake.get("named", True),
                user=world.speaker_for(region),
            )
    with at(-RETIRED_BEFORE_TODAY):
        _close(world, LessonPage.objects.get(pk=lesson.pk), row)


def _close(world: World, lesson: LessonPage, row: dict[str, Any]) -> None:
    if row.get("status") == LessonStatus.UNDER_REVIEW:
        actions.ask_again(lesson, user=lesson.owner)
    if row.get("status") == LessonStatus.RETIRED:
        successor = world.page("lesson", row["replaced_by"]) if row.get("replaced_by") else None
        actions.retire_lesson(
            lesson,
            because=row["retired_because"],
            retired_for=RetireReason.SUPERSEDED if successor else RetireReason.OTHER,
            replaced_by=successor,
            user=lesson.owner,
        )
