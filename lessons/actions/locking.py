"""One order in which rows are locked, so that no two people wait for each other: first lessons, by number, then what hangs on
them. A person's own row is locked before those, and in a way that lets others refer to it meanwhile."""

from typing import Any

from django.utils.translation import gettext as _

from regions.states import IllegalMove

from ..models import LessonPage
from ..states import IN_USE, RetireReason


def lock_lessons(*pks: int) -> dict[int, LessonPage]:
    """By number, in the order in which everybody locks them. Inside a transaction."""
    locked = LessonPage.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    return {lesson.pk: lesson for lesson in locked}


def lock_with_lesson(row: Any) -> Any:
    """``row`` fresh and locked, after the lesson that it hangs on, which is its ``lesson``. IllegalMove when it was taken away,
    or the lesson merged into another, at this very moment."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    found = lock_lessons(*rows.values_list("lesson", flat=True))
    standing = rows.select_for_update(of=("self",)).first()
    if standing is None:
        raise IllegalMove(_("This is not there any more: somebody took it back meanwhile."))
    if standing.lesson_id not in found:
        raise IllegalMove(
            _("The lesson was merged with another meanwhile. What you wrote is still here: send it again.")
        )
    standing.lesson = found[standing.lesson_id]
    return standing


def demand_in_use(lesson: LessonPage, refusal: str) -> None:
    """IllegalMove with ``refusal``, or with where it goes on when it was merged."""
    if lesson.status not in IN_USE:
        demand_not_merged(lesson)
        raise IllegalMove(refusal)


def demand_not_merged(lesson: LessonPage) -> None:
    """Both lessons of a merge have the same readers, so the one that stayed may be named."""
    after = lesson.replaced_by
    if lesson.retired_for == RetireReason.DOUBLE and after is not None and after.audience_key == lesson.audience_key:
        said = _("This lesson was merged with “%(title)s” meanwhile. What you wrote is still here: say it there.")
        raise IllegalMove(said % {"title": after.title})
