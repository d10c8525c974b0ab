"""The visited party's response to each recommendation."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.versions import demand_version, version_of

from ..models import Recommendation, Response
from ..states import Position, Stage
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
