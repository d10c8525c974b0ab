"""What can be done with the uptake of lessons."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import emails
from regions.audit import record
from regions.checking import demand_nobody
from regions.models import Region, User
from regions.states import IllegalMove

from ..models import LessonPage, Uptake
from ..states import (
    NEGATIVE_UPTAKE,
    LessonStatus,
    UptakeReason,
    UptakeStatus,
)


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
) -> Uptake:
    """What ``region`` does with the lesson from now on; what it said before stays as history. The owner hears of a no."""
    if status in NEGATIVE_UPTAKE and reason not in UptakeReason.values:
        raise IllegalMove(_("Choose a reason: it tells others when the lesson does not hold."))
    demand_nobody({_("note"): note, _("what happened"): result})
    # The lesson's row is the lock: two coordinators at once follow each other.
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if lesson.status not in {LessonStatus.PUBLISHED, LessonStatus.UNDER_REVIEW}:
        raise IllegalMove(_("Only a published lesson can be taken up."))
    lesson.uptakes.current().filter(region=region).update(superseded=True)
    uptake = Uptake.objects.create(
        lesson=lesson,
        region=region,
        status=status,
        reason=reason if status in NEGATIVE_UPTAKE else "",
        note=note,
        result=result,
        date=date or timezone.localdate(),
        reported_by=user,
    )
    record(lesson, "lessons.report_uptake", user=user, region=region.cbs_code, status=status)
    if status in NEGATIVE_UPTAKE and lesson.owner and lesson.owner != user:
        emails.send(
            lesson.owner,
            subject=gettext_lazy("A region reports on your lesson"),
            template="lessons/emails/uptake.txt",
            context={"path": lesson.get_url()},
        )
    return uptake
