"""A case: begun as a draft, and shared with its circle. How its text is written, `writing` says."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from regions import rules as base
from regions.audit import record
from regions.models import Circle, Region, User
from regions.states import IllegalMove

from .. import parts, rules
from ..models import CaseStudyPage
from ..states import CASE_CIRCLES


class StillLacking(IllegalMove):
    """The text is not whole."""


def locked(case: CaseStudyPage) -> CaseStudyPage:
    """The fresh row, which nobody else can change until this transaction ends."""
    return CaseStudyPage.objects.select_for_update().get(pk=case.pk)


def locked_for(case: CaseStudyPage, *, user: User) -> CaseStudyPage:
    """`locked`, for somebody who may still write in it: a lock or a farewell may have come since their screen was opened."""
    stored = locked(case)
    if not rules.may_edit_case(user, stored):
        raise IllegalMove(_("You cannot write in this case any more. Copy what you typed, if you want to keep it."))
    return stored


def check_circle(circle: Circle, user: User) -> None:
    if circle.kind not in CASE_CIRCLES or not base.is_member(user, circle):
        raise IllegalMove(_("Choose a learning table or region that you are in: a case stays inside one circle."))


def check_draft(case: CaseStudyPage) -> None:
    """A draft may lack things; it stays in its circle and has a title."""
    try:
        case.minimal_clean()
        case.clean()
    except ValidationError as error:
        raise IllegalMove(" ".join(error.messages)) from error


def check_whole(case: CaseStudyPage) -> None:
    if lacking := parts.lacking(case):
        raise StillLacking(" ".join(str(sentence) for sentence in lacking.values()))
    try:
        case.full_clean()
    except ValidationError as error:
        raise IllegalMove(" ".join(error.messages)) from error


@transaction.atomic
def write_case(*, region: Region, circle: Circle, title: str, user: User, **fields: Any) -> CaseStudyPage:
    """A draft under the region's page that only its owner sees; ``fields`` as in `parts.fill`."""
    check_circle(circle, user)
    case = CaseStudyPage(lead_region=region, owner=user, live=False, has_unpublished_changes=True)
    parts.fill(case, {"title": title, "circle": circle, **fields})
    # Two cases written for one region at the same moment would otherwise ask for the same place in the tree.
    Page.objects.select_for_update().get(pk=region.page.pk).add_child(instance=case)
    case.clean()
    case.save_revision(user=user, log_action=True, clean=False)
    record(case, "casestudies.write_case", user=user, circle=circle.pk)
    return case


@transaction.atomic
def share_case(case: CaseStudyPage, *, user: User) -> CaseStudyPage:
    """Open the case to its circle. Not wider: that needs a privacy check first."""
    stored = locked(case)
    if stored.is_shared:
        raise IllegalMove(_("This case has been shared already."))
    latest = stored.get_latest_revision_as_object()
    if not base.is_member(user, latest.circle):
        raise IllegalMove(_("You are not in this circle any more. Choose another circle first."))
    check_whole(latest)
    stored.get_latest_revision().publish(user=user, skip_permission_checks=True)
    record(stored, "casestudies.share_case", user=user, circle=latest.circle.pk)
    return locked(case)
