"""What a lesson said before, against what it says now; and two lessons that may become one."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from regions.differences import Change, plain

from .models import LessonPage, LessonVersion
from .states import WORDS


def changes_of(version: LessonVersion, versions: Iterable[LessonVersion]) -> list[Change]:
    """What ``version`` changed against the one before it among ``versions`` (those that the reader may read) whose words are
    still there. None for the first, and for words that were taken out."""
    if version.withdrawn_at:
        return []
    same_lesson = [one for one in versions if one.merged_from_id == version.merged_from_id and not one.withdrawn_at]
    before = max((one for one in same_lesson if one.number < version.number), key=lambda one: one.number, default=None)
    if before is None:
        return []
    pairs = ((name, plain(getattr(before, name)), plain(getattr(version, name))) for name in WORDS)
    return [Change(name, _label(name), was, is_now) for name, was, is_now in pairs if was != is_now]


def _label(name: str) -> str:
    return _("The lesson") if name == "title" else capfirst(str(LessonPage._meta.get_field(name).verbose_name))


def side_by_side(one: LessonPage, other: LessonPage, *, user: Any) -> list[tuple[str, Any, Any]]:
    """(what, of ``one``, of ``other``): the words first, then how much hangs on each, as far as ``user`` may
    know of it."""
    return [
        (_("Why"), one.why, other.why),
        (_("Where it holds"), one.conditions, other.conditions),
        (_("Themes"), _names(one.themes), _names(other.themes)),
        (_("Tags"), ", ".join(sorted(one.tags.names())), ", ".join(sorted(other.tags.names()))),
        *((label, count(one), count(other)) for label, count in _counted(user)),
    ]


def _names(related: Any) -> str:
    return ", ".join(str(thing) for thing in related.all())


def _counted(user: Any) -> list[tuple[str, Any]]:
    return [
        (_("Sources it came from"), lambda lesson: lesson.provenance.count()),
        (_("Regions that said what they do with it"), lambda lesson: lesson.uptakes.current().named_for(user).count()),
        (_("What regions said earlier"), lambda lesson: lesson.uptakes.filter(superseded=True).named_for(user).count()),
        (_("Trials"), lambda lesson: lesson.trials.count()),
        (_("Times it did not hold"), lambda lesson: lesson.contradictions.count()),
        (_("Versions"), lambda lesson: lesson.versions.count()),
        (_("Times it was looked at again"), lambda lesson: lesson.reviews.count()),
        (_("Comments"), lambda lesson: lesson.comments.count()),
        (_("Actions"), lambda lesson: lesson.actions.count()),
        (_("People who follow it"), lambda lesson: lesson.follows.count()),
    ]
