"""What the visited party writes: its response to each recommendation, and later how each one stands."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.versions import demand_version, version_of

from ..models import ProgressReview, Recommendation, Response
from ..states import Position, Progress, Stage
from .locking import demand_stage, demand_text


@transaction.atomic
def respond(
    recommendation: Recommendation,
    *,
    position: Position,
    plan: str,
    owner: str,
    user: User,
    due_on: datetime.date | None = None,
    version: str | None = None,
) -> Response:
    """Written and rewritten until the report is published; nobody of the committee has a hand in it."""
    visitation = demand_stage(recommendation.visitation, {Stage.RESPONSE})
    plan = demand_text(plan, _("Say what you will do, or why you will not."))
    demand_version(version_of(Response.objects.filter(recommendation=recommendation).first()), version)
    response, _created = Response.objects.update_or_create(
        recommendation=recommendation,
        defaults={"position": position, "plan": plan, "owner": owner, "due_on": due_on, "author": user},
    )
    record(visitation, "visitations.respond", user=user, recommendation=recommendation.pk)
    return response


@transaction.atomic
def review_progress(
    recommendation: Recommendation, *, progress: Progress, note: str, user: User, on: datetime.date | None = None
) -> ProgressReview:
    """A new word on how it stands; earlier ones stay."""
    visitation = demand_stage(recommendation.visitation, {Stage.PUBLISHED, Stage.REVIEW})
    review = ProgressReview.objects.create(
        recommendation=recommendation,
        progress=progress,
        note=demand_text(note, _("Say in a few words what has been done.")),
        date=on or timezone.localdate(),
        author=user,
    )
    record(visitation, "visitations.review_progress", user=user, recommendation=recommendation.pk, progress=progress)
    return review
