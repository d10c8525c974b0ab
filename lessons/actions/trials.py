"""The small trials by which regions find out what a lesson does with them."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.checking import demand_nobody
from regions.differences import plain
from regions.models import Region, User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from ..models import LessonPage, Trial, TrialWords
from ..states import IN_USE, TrialDecision, UptakeStatus
from .locking import demand_in_use, lock_lessons, lock_with_lesson
from .uptake import report_uptake

# What a trial says before it is decided, and what its decision means for the region.
TRIED = ("hypothesis", "where", "noticed_by", "starts_on", "ends_on")
UPTAKE_OF = {
    TrialDecision.SCALE_UP: UptakeStatus.ADOPTED,
    TrialDecision.ADAPT: UptakeStatus.ADAPTED,
    TrialDecision.STOP: UptakeStatus.STOPPED,
}


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
    lesson = lock_lessons(lesson.pk)[lesson.pk]
    demand_in_use(lesson, _("Only a published lesson can be taken up."))
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
    """While it runs; what it said until now stays readable. ``version`` is the one that was edited from; ``fields`` are those of
    `TRIED`."""
    trial = lock_with_lesson(trial)
    demand_version(version_of(trial, fields=TRIED), version)
    if trial.decision:
        raise IllegalMove(_("This trial is decided; what it was stays as it was."))
    _demand_trial(**fields)  # type: ignore[arg-type]
    standing = {name: getattr(trial, name) for name in TRIED}
    if any(plain(standing[name]) != plain(value) for name, value in fields.items()):
        TrialWords.objects.create(trial=trial, audience_key=trial.lesson.audience_key, **standing)
    if fields["ends_on"] != trial.ends_on:
        trial.reminded_at = None
    for name, value in fields.items():
        setattr(trial, name, value)
    trial.save()
    record(trial, "lessons.change_trial", user=user, lesson=trial.lesson_id)
    return trial


@transaction.atomic
def withdraw_trial_words(words: TrialWords, *, user: User) -> TrialWords:
    """Take what a trial said before out of sight for good; that it was changed, and when, stays."""
    gone = dict.fromkeys(("hypothesis", "where", "noticed_by"), "")
    if TrialWords.objects.filter(pk=words.pk, withdrawn_at=None).update(withdrawn_at=timezone.now(), **gone):
        record(words.trial, "lessons.withdraw_trial_words", user=user, words=words.pk)
    return words


@transaction.atomic
def decide_trial(
    trial: Trial, *, decision: TrialDecision, noticed: str, because: str, user: User, reason: str = ""
) -> Trial:
    """Then wider, otherwise, or not at all: the decision is the region's next word on the lesson, as long as that is in use.
    ``reason`` of `UptakeReason` when it stops."""
    trial = lock_with_lesson(trial)
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
