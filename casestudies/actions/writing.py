"""The text of a case: kept part by part, as revisions that nothing ever leaves."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import EditConflict
from search import pending

from .. import parts, rules
from ..models import CaseStudyPage
from .cases import check_circle, check_draft, check_whole, locked_for

ONE_SITTING = datetime.timedelta(minutes=5)


@transaction.atomic
def edit_case_part(
    case: CaseStudyPage, *, part: str, version: str | None = None, user: User, autosave: bool = False, **fields: Any
) -> CaseStudyPage:
    """One part gets other words, the others stay as they are; ``version`` is `parts.version_of_part` of what was edited from,
    None saves over whatever stands.

    What was saved is read by the circle at once when the case is shared. What is kept by itself while somebody types is not;
    nor is the text of a case that is read outside its circle, which waits for its privacy check, or of one taken offline.
    """
    stored = locked_for(case, user=user)
    draft = stored.get_latest_revision_as_object()
    before = parts.version_of_part(draft, part)
    _check_move(stored, circle=fields.get("circle"), user=user)
    parts.fill(draft, fields)
    unchanged = parts.version_of_part(draft, part) == before
    if version is not None and version != before and not unchanged:
        raise EditConflict
    if not (unchanged and autosave):
        keep(stored, draft, names=parts.FIELDS[part], user=user, autosave=autosave)
        if not autosave:
            record(stored, "casestudies.edit_case", user=user, part=part)
    return draft


@transaction.atomic
def put_back(case: CaseStudyPage, *, revision: Revision, user: User) -> CaseStudyPage:
    """What the case said in an earlier version, as its newest. Its circle, its audience and what is locked stay."""
    stored = locked_for(case, user=user)
    if revision.object_id != str(stored.pk):
        raise IllegalMove(_("This version is of another case."))
    draft, names = stored.get_latest_revision_as_object(), [name for name in parts.TEXTS if name != "circle"]
    parts.fill(draft, parts.read(revision.as_object(), *names))
    keep(stored, draft, names=names, user=user)
    record(stored, "casestudies.put_back", user=user, revision=revision.pk)
    return draft


def _check_move(stored: CaseStudyPage, *, circle: Any, user: User) -> None:
    if circle is None or circle.pk == stored.circle_id:
        return
    if stored.is_shared:
        raise IllegalMove(_("A shared case stays in the circle it was shared with."))
    if not rules.owns_case(user, stored):
        raise IllegalMove(_("Only the case owner chooses the circle."))
    check_circle(circle, user)


def keep(stored: CaseStudyPage, draft: CaseStudyPage, *, names: Any, user: User, autosave: bool = False) -> None:
    if stored.live and not stored.is_wide and not autosave:
        _publish(stored, draft, names=names, user=user)
        return
    check_draft(draft)
    if not stored.is_shared:
        columns = {"circle": draft.circle_id, "audience_key": draft.audience_key}
        CaseStudyPage.objects.filter(pk=stored.pk).update(**columns)
        pending.note(CaseStudyPage, [stored.pk])
    _save_revision(stored, draft, user=user, autosave=autosave)


def _publish(stored: CaseStudyPage, draft: CaseStudyPage, *, names: Any, user: User) -> None:
    """Only what was saved now: what others are still typing in other parts stays the draft it is."""
    if names:
        parts.fill(stored, parts.read(draft, *names))
    check_whole(stored)
    stored.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    if not parts.same_throughout(stored, draft):
        draft.save_revision(user=user, clean=False)


def _save_revision(stored: CaseStudyPage, draft: CaseStudyPage, *, user: User, autosave: bool) -> None:
    """One version for what somebody types in one sitting, rather than one for every pause."""
    latest = stored.get_latest_revision()
    over = latest if _is_of_this_sitting(latest, stored, user) else None
    began = latest.created_at
    draft.save_revision(user=user, clean=False, log_action=not autosave, overwrite_revision=over)
    if over:
        Revision.objects.filter(pk=over.pk).update(created_at=began)


def _is_of_this_sitting(latest: Revision, stored: CaseStudyPage, user: User) -> bool:
    """Kept by itself (what is saved leaves an entry in the log), by the same person, a moment ago."""
    recent = timezone.now() - latest.created_at < ONE_SITTING
    if latest.user_id != user.pk or not recent or latest.pk == stored.live_revision_id:
        return False
    return not PageLogEntry.objects.filter(page=stored.pk, revision=latest).exists()
