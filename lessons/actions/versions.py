"""Versions of a lesson: each publication whose words are others keeps one, and one can lose its words again."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audience import WIDE
from regions.audit import record
from regions.checking import demand_nobody
from regions.models import User
from regions.states import IllegalMove

from ..models import LessonPage, LessonVersion
from ..states import WORDS
from .forgetting import forget_words, said
from .locking import lock_with_lesson


def keep_version(lesson: LessonPage, *, user: User | None, what_changed: str = "") -> LessonVersion | None:
    """The words of ``lesson`` as they are shown now, unless they are those of its last version. None for what only a circle
    reads. Called inside the transaction that published it."""
    if lesson.audience_key not in WIDE:
        return None
    last = lesson.versions.own().first()
    same_reach = last is not None and last.audience_key == lesson.audience_key
    if last is not None and same_reach and all(said(last, name) == said(lesson, name) for name in WORDS):
        return last
    demand_nobody({_("what changed, and why"): what_changed})
    number = (lesson.versions.aggregate(Max("number"))["number__max"] or 0) + 1
    return LessonVersion.objects.create(
        lesson=lesson,
        number=number,
        audience_key=lesson.audience_key,
        what_changed=what_changed.strip(),
        published_at=timezone.now(),
        published_by=user,
        **{name: getattr(lesson, name) for name in WORDS},
    )


def keep_first(standing: LessonPage) -> None:
    """Of a lesson that was published before versions were kept: what it says before it changes."""
    if standing.live and standing.audience_key in WIDE and not standing.versions.own().exists():
        version = keep_version(standing, user=None)
        if version is not None and standing.last_published_at:
            version.published_at = standing.last_published_at
            version.save(update_fields=["published_at"])


@transaction.atomic
def withdraw_version(version: LessonVersion, *, user: User) -> LessonVersion:
    """Take the words of an earlier version out for good, also of its drafts, the audit trail and the address; that it was there
    stays."""
    version = lock_with_lesson(version)
    if version.lesson.versions.own().first() == version:
        raise IllegalMove(
            _("This is what the lesson says now. Change the lesson, and take these words out after that.")
        )
    if version.withdrawn_at is None:
        forget_words(version)
        version.title = version.why = version.conditions = version.what_changed = ""
        version.withdrawn_at = timezone.now()
        version.save()
        record(version.lesson, "lessons.withdraw_version", user=user, number=version.number)
    return version
