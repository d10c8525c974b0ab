"""What the visited party does with the recommendations once they are published: how each stands, actions, lessons."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons import actions as lessons
from lessons.models import Action, LessonPage
from lessons.states import SourceKind
from regions.audit import record
from regions.models import User

from ..models import ProgressReview, Recommendation, VisitationPage
from ..states import PUBLISHED_STAGES, Progress, Stage
from .locking import demand_stage, demand_text


@transaction.atomic
def review_progress(
    recommendation: Recommendation,
    *,
    progress: Progress,
    note: str,
    user: User,
    evidence: str = "",
    on: datetime.date | None = None,
) -> ProgressReview:
    """A new word on how it stands; earlier ones stay. What is called done has something to show for it."""
    visitation = demand_stage(recommendation.visitation, {Stage.PUBLISHED, Stage.REVIEW})
    needed = (
        _("Say why it is dropped.") if progress == Progress.DROPPED else _("Say in a few words what has been done.")
    )
    note = demand_text(note, needed)
    if progress == Progress.DONE:
        demand_text(evidence, _("Say what shows that it is done."))
    review = ProgressReview.objects.create(
        recommendation=recommendation,
        progress=progress,
        note=note,
        evidence=evidence.strip(),
        date=on or timezone.localdate(),
        author=user,
    )
    record(visitation, "visitations.review_progress", user=user, recommendation=recommendation.pk, progress=progress)
    return review


def _demand_published(recommendation: Recommendation) -> VisitationPage:
    return demand_stage(recommendation.visitation, PUBLISHED_STAGES)


@transaction.atomic
def take_action(
    recommendation: Recommendation, *, what: str, owner: User, due_on: datetime.date, user: User, noticed_by: str = ""
) -> Action:
    """Somebody of the visited party takes on a part of it, in their own circle; it shows among their actions."""
    visitation = _demand_published(recommendation)
    action = lessons.agree_action(
        circle=visitation.visited_party,
        page=visitation,
        what=what,
        owner=owner,
        due_on=due_on,
        noticed_by=noticed_by,
        user=user,
    )
    recommendation.actions.add(action)
    record(visitation, "visitations.take_action", user=user, recommendation=recommendation.pk, taken=action.pk)
    return action


@transaction.atomic
def draw_lesson(recommendation: Recommendation, *, user: User, **fields: Any) -> LessonPage:
    """A draft of the visited party's circle that names the report it comes from; ``fields`` as `lessons.actions.write_lesson`
    takes them."""
    visitation = _demand_published(recommendation)
    source = (SourceKind.RECOMMENDATION, visitation.report, visitation.lead_region, visitation.year)
    lesson = lessons.write_lesson(
        audience_key=visitation.visited_party.audience_key, provenance=[source], user=user, **fields
    )
    recommendation.lessons.add(lesson)
    record(visitation, "visitations.draw_lesson", user=user, recommendation=recommendation.pk, lesson=lesson.pk)
    return lesson
