"""What some follow and put aside, and what members say beside pages: shown, waiting, reported and not shown."""

from typing import Any

from lessons import actions
from lessons.models import Bookmark, Comment, Follow, Theme

from .clock import at
from .texts import read
from .world import World

THINGS = ("theme", "region", "lesson", "table")


def lay(world: World) -> None:
    for row in read("following", "follow"):
        _follow(world, row)
    for row in read("following", "aside"):
        page, person = _thing(world, row)[1], world.person(row["person"])
        if not Bookmark.objects.filter(user=person, page=page.pk).exists():
            actions.put_aside(page, user=person, note=row.get("note", ""))
            world.added += 1
    said: dict[str | None, Comment] = {}
    for row in read("following", "comment"):
        _say(world, row, said)


def _thing(world: World, row: dict[str, Any]) -> tuple[str, Any]:
    name = next(name for name in THINGS if name in row)
    if name == "theme":
        return "theme", Theme.objects.get(slug=row["theme"])
    if name == "region":
        return "region", world.region(row["region"])
    return "page", world.page(name, row[name])


def _follow(world: World, row: dict[str, Any]) -> None:
    (what, thing), person = _thing(world, row), world.person(row["person"])
    if Follow.objects.filter(user=person, **{what: thing.pk}).exists():
        return
    with at(row["days"]):
        actions.follow(thing, what=what, user=person)
    world.added += 1


def _say(world: World, row: dict[str, Any], said: dict[str | None, Comment]) -> None:
    """A comment is known by its words."""
    page, author = world.page("lesson", row["lesson"]), world.person(row["author"])
    standing = Comment.objects.filter(page=page.pk, author=author, text=row["text"]).first()
    if standing is None:
        with at(row["days"]):
            standing = actions.write_comment(page, text=row["text"], user=author, answers=said.get(row.get("answers")))
            _settle(world, standing, row)
        world.added += 1
    if "key" in row:
        said[row["key"]] = standing


def _settle(world: World, comment: Comment, row: dict[str, Any]) -> None:
    if row.get("shown"):
        actions.show_comment(comment, version=None, user=world.editor)
    if row.get("hidden"):
        actions.hide_comment(comment, because=row["hidden"], version=None, user=world.editor)
    if row.get("reported_by"):
        actions.report_comment(comment, because=row["because"], user=world.person(row["reported_by"]))
