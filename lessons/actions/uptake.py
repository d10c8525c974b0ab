"""What regions do with lessons, and the small trials by which they find out."""

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
from regions.versions import demand_version, version_of

from ..models import LessonPage, Trial, Uptake
from ..states import IN_USE, NEGATIVE_UPTAKE, TrialDecision, UptakeReason, UptakeStatus
from .reviews import contradict

# What a trial says before it is decided, and what its decision means for the region.
TRIED = ("hypothesis", "where", "noticed_by", "starts_on", "ends_on")
MISTAKEN_FOR = datetime.timedelta(days=1)
UPTAKE_OF = {
    TrialDecision.SCALE_UP: UptakeStatus.ADOPTED,
    TrialDecision.ADAPT: UptakeStatus.ADAPTED,
    TrialDecision.STOP: UptakeStatus.STOPPED,
}


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
    again adds nothing. Why it did not hold becomes a word against the lesson; the owner hears of a no."""
    if status in NEGATIVE_UPTAKE and reason not in UptakeReason.values:
        raise IllegalMove(_("Choose a reason: it tells others when the lesson does not hold."))
    if status == UptakeStatus.ADAPTED and not note.strip():
        raise IllegalMove(_("Say how you adapted it: that is what others can use."))
    if date is not None and date > timezone.localdate():
        raise IllegalMove(_("That day is still to come. Say what the region does now."))
    demand_nobody({_("note"): note, _("what happened"): result})
    # The lesson's row is the lock: two coordinators at once follow each other.
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if lesson.status not in IN_USE:
        raise IllegalMove(_("Only a published lesson can be taken up."))
    said = {
        "status": str(status),
        "reason": reason if status in NEGATIVE_UPTAKE else "",
        "note": note.strip(),
        "result": result.strip(),
        "is_named": is_named,
    }
    last = lesson.uptakes.current().filter(region=region).first()
    if last is not None and said == {name: getattr(last, name) for name in said} and date in (None, last.date):
        return last
    lesson.uptakes.current().filter(region=region).update(superseded=True)
    uptake = Uptake.objects.create(
        lesson=lesson, region=region, date=date or timezone.localdate(), reported_by=user, **said
    )
    # Not on the page, whose log shows who did it: that would name a region that is not to be named. So below, too.
    record(uptake, "lessons.report_uptake", user=user, lesson=lesson.pk, region=region.cbs_code, status=status)
    if status in NEGATIVE_UPTAKE:
        _tell_owner(lesson, uptake, user=user)
    return uptake


@transaction.atomic
def take_back_uptake(uptake: Uptake, *, user: User) -> LessonPage:
    """A mistaken word, within a day: the one before it holds again, and what it said against the lesson goes with it unless that
    was answered. What belongs to a trial stays."""
    lesson = LessonPage.objects.select_for_update().get(pk=uptake.lesson_id)
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


# --- trials --------------------------------------------------------------------------------------------


def _demand_trial(
    *, hypothesis: str, where: str, noticed_by: str, starts_on: datetime.date, ends_on: datetime.date
) -> None:
    if ends_on < starts_on:
        raise IllegalMove(_("A trial ends after it has begun."))
    demand_nobody({_("what we expect"): hypothesis, _("where we try it"): where, _("how we will notice"): noticed_by})


@transaction.atomic
def begin_trial(
    lesson: LessonPage,
    *,
    region: Region,
    hypothesis: str,
    where: str,
    noticed_by: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    user: User,
    is_named: bool = True,
) -> Trial:
    """Try small: the region is trying the lesson from now on, in one place and until a day."""
    said = {
        "hypothesis": hypothesis,
        "where": where,
        "noticed_by": noticed_by,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    _demand_trial(**said)  # type: ignore[arg-type]
    LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if lesson.trials.running().filter(region=region).exists():
        raise IllegalMove(
            _("%(region)s has a trial of this lesson already. Decide on that one first.") % {"region": region}
        )
    uptake = report_uptake(
        lesson,
        region=region,
        status=UptakeStatus.TRYING,
        date=min(starts_on, timezone.localdate()),
        is_named=is_named,
        user=user,
    )
    trial = Trial.objects.create(lesson=lesson, region=region, uptake=uptake, started_by=user, **said)
    record(trial, "lessons.begin_trial", user=user, lesson=lesson.pk)
    return trial


@transaction.atomic
def change_trial(trial: Trial, *, version: str | None, user: User, **fields: object) -> Trial:
    """While it runs. ``version`` is the one that was edited from; ``fields`` are those of `TRIED`."""
    trial = Trial.objects.select_for_update().get(pk=trial.pk)
    demand_version(version_of(trial, fields=TRIED), version)
    if trial.decision:
        raise IllegalMove(_("This trial is decided; what it was stays as it was."))
    _demand_trial(**fields)  # type: ignore[arg-type]
    if fields["ends_on"] != trial.ends_on:
        trial.reminded_at = None
    for name, value in fields.items():
        setattr(trial, name, value)
    trial.save()
    record(trial, "lessons.change_trial", user=user, lesson=trial.lesson_id)
    return trial


@transaction.atomic
def decide_trial(
    trial: Trial, *, decision: TrialDecision, noticed: str, because: str, user: User, reason: str = ""
) -> Trial:
    """Then wider, otherwise, or not at all: the decision is the region's next word on the lesson, as long as that is in use.
    ``reason`` of `UptakeReason` when it stops."""
    trial = Trial.objects.select_for_update().get(pk=trial.pk)
    if trial.decision:
        raise IllegalMove(_("This trial is decided already."))
    if not noticed.strip() or not because.strip():
        raise IllegalMove(_("Say what you noticed, and why you decide so: trials that stop teach as much."))
    demand_nobody({_("what we noticed"): noticed, _("why this decision"): because})
    trial.decision, trial.noticed, trial.because = decision, noticed.strip(), because.strip()
    trial.decided_on = timezone.localdate()
    trial.save()
    record(trial, "lessons.decide_trial", user=user, lesson=trial.lesson_id, decision=decision)
    if trial.lesson.status not in IN_USE:
        return trial
    last = trial.lesson.uptakes.current().filter(region=trial.region).first() or trial.uptake
    report_uptake(
        trial.lesson,
        region=trial.region,
        status=UPTAKE_OF[TrialDecision(decision)],
        reason=reason,
        note=trial.because,
        result=trial.noticed,
        is_named=last.is_named,
        user=user,
    )
    return trial
