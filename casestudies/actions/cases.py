"""The case's own text: written, edited, shared with its circle."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from lessons.models import Theme
from regions import rules as base
from regions.audit import record
from regions.models import Circle, Region, User
from regions.states import IllegalMove

from ..models import CaseLifeDomain, CasePerspective, CaseStudyPage, TimelineEvent
from ..states import CASE_CIRCLES


class EditConflict(IllegalMove):
    """Somebody, or another tab, saved a newer version meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This was changed in the meantime, by somebody else or in another tab. "
                "Nothing is lost: compare and save again."
            )
        )


def locked(case: CaseStudyPage) -> CaseStudyPage:
    """The fresh row, which nobody else can change until this transaction ends."""
    return CaseStudyPage.objects.select_for_update().get(pk=case.pk)


def _check_circle(circle: Circle, user: User) -> None:
    if circle.kind not in CASE_CIRCLES or not base.is_member(user, circle):
        raise IllegalMove(_("Choose a learning table or region that you are in: a case stays inside one circle."))


def _fill(
    case: CaseStudyPage,
    *,
    circle: Circle,
    title: str,
    situation: str,
    summary: str = "",
    date: datetime.date | None = None,
    life_domains: Iterable[str] = (),
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    perspectives: Iterable[tuple[str, str]] = (),
    events: Iterable[tuple[int, str]] = (),
) -> None:
    case.title, case.situation, case.summary = title, situation, summary
    case.circle = circle
    case.audience_key = case.audience_key if case.is_wide else circle.audience_key
    case.date = date or case.date or timezone.localdate()
    case.themes = list(themes)
    case.tags.set(list(tags))
    case.life_domains = [CaseLifeDomain(domain=domain) for domain in life_domains]
    case.perspectives = [
        CasePerspective(perspective=perspective, text=text, sort_order=order)
        for order, (perspective, text) in enumerate(perspectives)
    ]
    case.events = [TimelineEvent(month=month, text=text) for month, text in events]


def _check(case: CaseStudyPage) -> None:
    try:
        case.full_clean()
    except ValidationError as error:
        raise IllegalMove(" ".join(error.messages)) from error


@transaction.atomic
def write_case(*, region: Region, circle: Circle, user: User, **fields: Any) -> CaseStudyPage:
    """A draft under the region's page that only its owner sees; ``fields`` as in `_fill`."""
    _check_circle(circle, user)
    case = CaseStudyPage(lead_region=region, owner=user, live=False, has_unpublished_changes=True)
    _fill(case, circle=circle, **fields)
    # Two cases written for one region at the same moment would otherwise ask for the same place in the tree.
    Page.objects.select_for_update().get(pk=region.page.pk).add_child(instance=case)
    case.save_revision(user=user, log_action=True)
    record(case, "casestudies.write_case", user=user, circle=circle.pk)
    return case


@transaction.atomic
def edit_case(case: CaseStudyPage, *, circle: Circle, version: int | None, user: User, **fields: Any) -> CaseStudyPage:
    """A new revision; of a shared case it is published at once, unless it is read outside its circle: then the new text waits
    for its privacy check. ``version`` is the revision that was edited from."""
    stored = locked(case)
    if stored.latest_revision_id != version:
        raise EditConflict
    edited = stored.get_latest_revision_as_object()
    if circle.pk != stored.circle_id:
        if stored.is_shared:
            raise IllegalMove(_("A shared case stays in the circle it was shared with."))
        _check_circle(circle, user)
    _fill(edited, circle=circle, **fields)
    _check(edited)
    if stored.is_wide:
        edited.save_revision(user=user, log_action=True)
    elif stored.is_shared:
        edited.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    else:
        edited.save()
        edited.save_revision(user=user, log_action=True)
    record(edited, "casestudies.edit_case", user=user)
    return edited


@transaction.atomic
def share_case(case: CaseStudyPage, *, user: User) -> CaseStudyPage:
    """Open the case to its circle. Not wider: that needs a privacy check first."""
    stored = locked(case)
    if stored.is_shared:
        raise IllegalMove(_("This case has been shared already."))
    latest = stored.get_latest_revision_as_object()
    if not base.is_member(user, latest.circle):
        raise IllegalMove(_("You are not in this circle any more. Choose another circle first."))
    stored.get_latest_revision().publish(user=user, skip_permission_checks=True)
    record(stored, "casestudies.share_case", user=user, circle=latest.circle.pk)
    return locked(case)
