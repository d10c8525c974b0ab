"""Who writes and reads along with the owner of a case."""

from django.db import transaction
from django.utils.translation import gettext as _

from regions import rules as base
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .. import emails
from ..models import CaseStudyPage, CaseWriter
from ..states import WriterRole
from .cases import locked


@transaction.atomic
def ask_along(case: CaseStudyPage, *, person: User, role: WriterRole, user: User) -> CaseWriter:
    """Somebody of the circle, who hears of it by a mail without content. Asked again, they get the role asked for last."""
    stored = locked(case)
    if person.pk == stored.owner_id or not base.is_member(person, stored.circle):
        raise IllegalMove(_("Choose somebody from the circle that the case is written for."))
    writer, new = CaseWriter.objects.update_or_create(case=stored, user=person, defaults={"role": role})
    record(stored, "casestudies.ask_along", user=user, person=person.pk, role=str(role))
    if new:
        emails.asked_along(stored, user=person)
    return writer


@transaction.atomic
def change_role(writer: CaseWriter, *, role: WriterRole, user: User) -> CaseWriter:
    stored = locked(writer.case)
    fresh = CaseWriter.objects.filter(pk=writer.pk).first()
    if fresh is None:
        raise IllegalMove(_("This person does not write along any more."))
    fresh.role = role
    fresh.save(update_fields=["role"])
    record(stored, "casestudies.change_role", user=user, person=fresh.user_id, role=str(role))
    return fresh


@transaction.atomic
def take_leave(writer: CaseWriter, *, user: User) -> CaseStudyPage:
    """They see the draft no longer; what they wrote in it stays."""
    stored = locked(writer.case)
    gone, _rows = CaseWriter.objects.filter(pk=writer.pk).delete()
    if gone:
        record(stored, "casestudies.take_leave", user=user, person=writer.user_id)
    return stored
