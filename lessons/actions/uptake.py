"""What regions do with lessons."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import emails
from regions.audit import record
from regions.checking import demand_nobody
from regions.models import Region, User
from regions.states import IllegalMove

from ..models import LessonPage, Trial, Uptake
from ..states import NEGATIVE_UPTAKE, UPTAKE_NEXT, WITHOUT_WORDS, UptakeReason, UptakeStatus
from .locking import demand_in_use, lock_lessons, lock_with_lesson
from .reviews import contradict

MISTAKEN_FOR = datetime.timedelta(days=1)


@transaction.atomic
def report_uptake(
    lesson: LessonPage,
    *,
    region: Region,
    status: UptakeStatus,
    user: User,
    reason: str = "",
    note: str = "",
    result: str = "",
    date: datetime.date | None = None,
    is_named: bool = True,
) -> Uptake:
    """What ``region`` does with the lesson from ``date`` (today) on; what it said before stays as history, and the same word
    again adds nothing, of a later day that it still holds. Why it did not hold becomes a word against the lesson; the owner
    hears of a no."""
    if status in NEGATIVE_UPTAKE and reason not in UptakeReason.values:
        raise IllegalMove(_("Choose a reason: it tells others when the lesson does not hold."))
    if status == UptakeStatus.ADAPTED and not note.strip():
        raise IllegalMove(_("Say how you adapted it: that is what others can use."))
    if date is not None and date > timezone.localdate():
        raise IllegalMove(_("That day is still to come. Say what the region does now."))
    demand_nobody({_("note"): note, _("what happened"): result})
    # The lesson's row is the lock: two coordinators at once follow each other.
    lesson = lock_lessons(lesson.pk)[lesson.pk]
    demand_in_use(lesson, _("Only a published lesson can be taken up."))
    said = {
        "status": str(status),
        "reason": reason if status in NEGATIVE_UPTAKE else "",
        "note": note.strip(),
        "result": result.strip(),
        "is_named": is_named,
    }
    last = lesson.uptakes.current().filter(region=region).first()
    same = last is not None and said == {name: getattr(last, name) for name in said}
    if last is not None and same and date in (None, last.date):
        return last
    lesson.uptakes.current().filter(region=region).update(superseded=True)
    uptake = Uptake.objects.create(
        lesson=lesson, region=region, date=date or timezone.localdate(), reported_by=user, **said
    )
    # Not on the page, whose log shows who did it: that would name a region that is not to be named. So below, too.
    record(uptake, "lessons.report_uptake", user=user, lesson=lesson.pk, region=region.cbs_code, status=status)
    if status in NEGATIVE_UPTAKE and not same:
        _tell_owner(lesson, uptake, user=user)
    return uptake


@transaction.atomic
def say_next(uptake: Uptake, *, status: str, user: User) -> Uptake:
    """By one click, what needs no words: the next state of `UPTAKE_NEXT`, or that the word given still holds. Named or not as it
    was; refused when somebody said something else since ``uptake`` was shown, and as long as a trial runs."""
    uptake = lock_with_lesson(uptake)
    last = Uptake.objects.current().select_related("lesson", "region").filter(pk=uptake.pk).first()
    if last is None:
        raise IllegalMove(_("Somebody said something else for your region meanwhile. Look at what stands here now."))
    still = status == last.status
    if not still and (status not in WITHOUT_WORDS or status not in UPTAKE_NEXT[last.status]):
        raise IllegalMove(_("This asks for some words: say it on the form."))
    if not still and last.lesson.trials.running().filter(region=last.region).exists():
        raise IllegalMove(_("A trial of this lesson runs: decide on it, and it becomes your region's word."))
    kept = {"reason": last.reason, "note": last.note} if still else {}
    if still or status == UptakeStatus.ADOPTED:
        kept["result"] = last.result
    return report_uptake(
        last.lesson,
        region=last.region,
        status=UptakeStatus(status),
        date=timezone.localdate(),
        is_named=last.is_named,
        user=user,
        **kept,
    )


@transaction.atomic
def take_back_uptake(uptake: Uptake, *, user: User) -> LessonPage:
    """A mistaken word, within a day: the one before it holds again, and what it said against the lesson goes with it unless that
    was answered. What belongs to a trial stays."""
    uptake = lock_with_lesson(uptake)
    lesson: LessonPage = uptake.lesson
    standing = Uptake.objects.current().filter(pk=uptake.pk, reported_at__gt=timezone.now() - MISTAKEN_FOR).first()
    if standing is None:
        raise IllegalMove(_("This can be taken back for one day only. Say what the region does now instead."))
    own = Trial.objects.filter(lesson=lesson, region=standing.region)
    if own.filter(uptake=standing).exists() or own.exclude(decision="").filter(because=standing.note).exists():
        raise IllegalMove(_("This word belongs to a trial, and stays with it."))
    lesson.contradictions.filter(uptake=standing, answer_kind="").delete()
    region = standing.region
    said = {"lesson": lesson.pk, "region": region.cbs_code, "status": standing.status}
    record(standing, "lessons.take_back_uptake", user=user, **said)
    standing.delete()
    if before := lesson.uptakes.filter(region=region).first():
        before.superseded = False
        before.save(update_fields=["superseded"])
    return lesson


def _tell_owner(lesson: LessonPage, uptake: Uptake, *, user: User) -> None:
    """With words it stands against the lesson, and its owner hears of that; without, of the no itself."""
    if because := uptake.note or uptake.result:
        contradict(lesson, region=uptake.region, because=because, is_named=uptake.is_named, user=user, uptake=uptake)
    elif lesson.owner and lesson.owner != user:
        emails.send(
            lesson.owner,
            subject=gettext_lazy("A region reports on your lesson"),
            template="lessons/emails/uptake.txt",
            context={"path": reverse("lessons:lesson", args=[lesson.pk])},
        )
