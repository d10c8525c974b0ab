"""Documents: the committee asks, the visited party hands over or says why not, the committee settles."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove, check_move

from .. import emails
from ..models import DocumentRequest, VisitationPage
from ..states import REQUEST_MOVES, WRITING_STAGES, RequestStatus
from .locking import demand_stage, demand_text


@transaction.atomic
def ask_for_document(
    visitation: VisitationPage, *, title: str, user: User, why: str = "", due_on: datetime.date | None = None
) -> DocumentRequest:
    demand_stage(visitation, WRITING_STAGES)
    last = visitation.document_requests.aggregate(last=Max("number"))["last"] or 0
    request = DocumentRequest.objects.create(
        visitation=visitation,
        number=last + 1,
        title=demand_text(title, _("Say which document you ask for.")),
        why=why.strip(),
        due_on=due_on,
        asked_by=user,
    )
    record(visitation, "visitations.ask_for_document", user=user, request=request.pk)
    emails.tell_document_asked(request)
    return request


def _take_up(request: DocumentRequest, *, to: RequestStatus) -> VisitationPage:
    visitation = demand_stage(request.visitation, WRITING_STAGES)
    request.refresh_from_db()
    check_move(REQUEST_MOVES, frm=request.status, to=to, labels=RequestStatus)
    return visitation


@transaction.atomic
def answer_request(request: DocumentRequest, *, available: bool, reply: str, user: User) -> DocumentRequest:
    """Handed over, with a file or with words that answer it; or not available, with the reason."""
    to = RequestStatus.DELIVERED if available else RequestStatus.NOT_AVAILABLE
    visitation = _take_up(request, to=to)
    if not available:
        demand_text(reply, _("Say why it is not there, or where it can be found."))
    elif not reply.strip() and not request.attachments.exists():
        raise IllegalMove(_("Add a file first, or answer in words."))
    request.status, request.reply = to, reply.strip()
    request.save(update_fields=["status", "reply"])
    record(visitation, "visitations.answer_request", user=user, request=request.pk, status=to)
    emails.tell_request_answered(request)
    return request


@transaction.atomic
def settle_request(request: DocumentRequest, *, to: RequestStatus, user: User) -> DocumentRequest:
    """By the committee: it is enough, it is asked again, or it is no longer asked."""
    if to not in {RequestStatus.ACCEPTED, RequestStatus.ASKED, RequestStatus.WITHDRAWN}:
        raise IllegalMove(_("The visited party answers a request; the committee settles it."))
    visitation = _take_up(request, to=to)
    request.status, request.reminded_on = to, None
    request.save(update_fields=["status", "reminded_on"])
    record(visitation, "visitations.settle_request", user=user, request=request.pk, status=to)
    if to == RequestStatus.ASKED:
        emails.tell_document_asked(request)
    return request
