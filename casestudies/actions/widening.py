"""Out of the circle and back: only a text that has passed its privacy check is read by others."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from lessons.models.content import closed_slug
from regions import rules as base
from regions.audience import PUBLIC, WIDE
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import EditConflict

from .. import check_emails, texts
from ..checking import Kept, marks_in, names_somebody
from ..models import CaseStudyPage, PrivacyCheck
from ..signals import audience_changed
from ..states import WriterRole
from .cases import check_whole, locked
from .checks import valid_pass

# What leaves no revision, and is a hand in the text or in its check all the same.
BY_HAND = [
    f"casestudies.{verb}"
    for verb in (
        "add_decision_point",
        "edit_decision_point",
        "delete_decision_point",
        "add_addendum",
        "replace_findings",
        "keep_finding",
        "drop_kept",
        "pass_check",
    )
]


def second_readers(check: PrivacyCheck) -> Any:
    """Who can read it a second time: in the circle, and with no hand in the text or its check, taken leave or not."""
    case = check.case
    seats = case.circle.memberships.reading().values("user")
    wrote = case.revisions.exclude(user=None).values("user")
    by_hand = PageLogEntry.objects.filter(page=case.pk, action__in=BY_HAND).exclude(user=None).values("user")
    people = User.objects.filter(pk__in=seats, is_active=True).exclude(pk__in=[case.owner_id or 0, check.checked_by_id])
    people = people.exclude(pk__in=wrote).exclude(pk__in=by_hand)
    return people.exclude(pk__in=case.writers.filter(role=WriterRole.CO_WRITER).values("user"))


def _ready(case: CaseStudyPage) -> tuple[CaseStudyPage, PrivacyCheck]:
    """The locked row, and the pass of its newest text."""
    stored = locked(case)
    if not stored.is_shared:
        raise IllegalMove(_("Share the case with its circle first."))
    if not stored.is_locked:
        raise IllegalMove(_("Lock THEN first: what others read of the decisions has to stand."))
    check = valid_pass(stored)
    if check is None:
        raise IllegalMove(_("This text has not passed the privacy check yet."))
    return stored, check


@transaction.atomic
def ask_second_reader(case: CaseStudyPage, *, reader: User, user: User) -> PrivacyCheck:
    """Ask somebody of the circle to read the text that has passed; as long as they have not said, somebody else instead."""
    stored, check = _ready(case)
    if check.second_read_at is not None:
        raise IllegalMove(_("This text has been read a second time. Change the text, and check it again, to ask anew."))
    if not second_readers(check).filter(pk=reader.pk).exists():
        raise IllegalMove(_("Choose somebody of the circle who had no hand in the text or its check."))
    if check.second_reader_id != reader.pk:
        check.second_reader = reader
        check.save(update_fields=["second_reader"])
        record(stored, "casestudies.ask_second_reader", user=user, check=check.pk, reader=reader.pk)
        check_emails.second_reader_asked(check, reader=reader)
    return check


@transaction.atomic
def read_second_time(check: PrivacyCheck, *, agreed: bool, remark: str, digest: str, user: User) -> PrivacyCheck:
    """The second reader agrees to this very text, or sends it back and says why."""
    stored = locked(check.case)
    check = PrivacyCheck.objects.select_for_update().get(pk=check.pk)
    parts = texts.latest_texts(stored)
    if not texts.digest(parts) == digest == check.digest:
        raise EditConflict
    if check.second_reader_id != user.pk or not second_readers(check).filter(pk=user.pk).exists():
        raise IllegalMove(_("You were not asked to read this text, or can no longer do so."))
    if check.second_read_at is not None:
        raise IllegalMove(_("You have said already what you think of this text."))
    if not agreed and not remark.strip():
        raise IllegalMove(_("Say what has to change before you can agree."))
    if names_somebody(remark, marks=marks_in(parts, kept=[Kept(**one) for one in check.kept])):
        raise IllegalMove(_("Say where it stands, without repeating the name or detail itself."))
    check.second_read_at, check.agreed, check.remark = timezone.now(), agreed, remark.strip()
    check.save(update_fields=["second_read_at", "agreed", "remark"])
    record(stored, "casestudies.second_read", user=user, check=check.pk, agreed=agreed)
    check_emails.second_reading_done(check)
    return check


@transaction.atomic
def widen_case(case: CaseStudyPage, *, audience_key: str, user: User) -> CaseStudyPage:
    """Publish the checked text for everyone who is signed in, or for everyone; of a wide case also a newer text."""
    if audience_key not in WIDE:
        raise IllegalMove(_("Choose everyone, or everyone who is signed in."))
    stored, check = _ready(case)
    if not base.is_member(user, stored.circle):
        raise IllegalMove(_("You are not in the circle of this case any more."))
    if check.second_read_at is not None and not check.agreed:
        raise IllegalMove(_("The second reader sent this text back. Change it, and check it again."))
    if audience_key == PUBLIC and not check.agreed:
        raise IllegalMove(_("A second reader has to agree before everyone can read it."))
    _let_nothing_else_publish(stored, user=user)
    CaseStudyPage.objects.filter(pk=stored.pk).update(audience_key=audience_key, go_live_at=None)
    _publish_latest(locked(stored), user=user)
    audience_changed.send(CaseStudyPage, case=stored)
    record(locked(stored), "casestudies.widen_case", user=user, audience=audience_key, check=check.pk)
    return locked(stored)


@transaction.atomic
def narrow_case(case: CaseStudyPage, *, user: User) -> CaseStudyPage:
    """Back to the circle. What the circle reads is what everybody read; a newer draft stays a draft."""
    stored = locked(case)
    if not stored.is_wide:
        raise IllegalMove(_("This case is read in its circle only."))
    stored.audience_key = stored.circle.audience_key
    stored.save()
    audience_changed.send(CaseStudyPage, case=stored)
    record(stored, "casestudies.narrow_case", user=user, circle=stored.circle_id)
    return stored


def _let_nothing_else_publish(case: CaseStudyPage, *, user: User) -> None:
    """What was planned for the circle, a moment or an approval, is not for readers outside it."""
    case.revisions.update(approved_go_live_at=None)
    if case.current_workflow_state:
        case.current_workflow_state.cancel(user=user)


def _publish_latest(case: CaseStudyPage, *, user: User) -> None:
    """Under an address that the checked title gives: an earlier title may have said more."""
    latest = case.get_latest_revision_as_object()
    check_whole(latest)
    if not re.fullmatch(rf"{re.escape(slugify(latest.title, allow_unicode=True)[:200])}-[0-9a-f]{{6}}", latest.slug):
        latest.slug = closed_slug("", title=latest.title)
    latest.go_live_at = None
    try:
        latest.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    except ValidationError as changed:  # saved in the admin in this very moment
        raise EditConflict from changed
