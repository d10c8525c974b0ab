"""Under which region a case is listed. It is no part of the text, so no revision is made."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, Revision

from lessons.places import regions_for
from regions.audit import record
from regions.models import Region, User
from regions.states import IllegalMove

from .. import rules
from ..models import CaseStudyPage
from .cases import locked


@transaction.atomic
def move_case(case: CaseStudyPage, *, region: Region, user: User) -> CaseStudyPage:
    """To the page of another region, as long as nobody outside the circle has its address."""
    stored = locked(case)
    if not rules.may_move_case(user, stored):
        raise IllegalMove(_("Others than the circle have read this case, so it stays under its region."))
    if not regions_for([stored.circle], writer=user).filter(pk=region.pk).exists():
        raise IllegalMove(_("Choose a region of this circle, or your own."))
    if region.pk == stored.lead_region_id:
        return stored
    stored.lead_region = region
    stored.save()
    _tell_revisions(stored)
    # Two cases that come under one region at the same moment would otherwise ask for the same place in the tree.
    there = Page.objects.select_for_update().get(pk=region.page.pk)
    MovePageAction(stored, there, pos="last-child", user=user).execute(skip_permission_checks=True)
    record(locked(case), "casestudies.move_case", user=user, region=region.cbs_code)
    return locked(case)


def _tell_revisions(case: CaseStudyPage) -> None:
    """Those that can still be published, so that publishing does not undo this."""
    for revision in Revision.objects.filter(pk__in=[case.latest_revision_id, case.live_revision_id]):
        content = {**revision.content, "lead_region": case.lead_region_id}
        Revision.objects.filter(pk=revision.pk).update(content=content)
