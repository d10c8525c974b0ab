"""Files that the visited party hands over. Who may is asked by the views; when it still can be changed is checked here."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from ..models import Assessment, Attachment, DocumentRequest, ProgressReview, VisitationPage
from ..states import WRITING_STAGES, RequestStatus, Stage
from .locking import demand_stage

LARGEST = 20 * 2**20
BELONGS_TO = {Assessment: "assessment", DocumentRequest: "request", ProgressReview: "review"}
BEFORE_CLOSING = [stage for stage in Stage if stage != Stage.CLOSED]

Owner = Assessment | DocumentRequest | ProgressReview


def visitation_of(owner: Owner) -> VisitationPage:
    held = owner.recommendation if isinstance(owner, ProgressReview) else owner
    return VisitationPage.objects.get(pk=held.visitation_id)


def _demand_open(owner: Owner) -> VisitationPage:
    """The locked visitation, when what the file belongs to has not been handed in or settled yet."""
    visitation = demand_stage(visitation_of(owner), BEFORE_CLOSING)
    owner.refresh_from_db()
    if isinstance(owner, Assessment) and owner.handed_in_at is not None:
        raise IllegalMove(_("The self-evaluation has been handed in and stays as it is."))
    if isinstance(owner, DocumentRequest):
        # What the committee wrote rests on it by then.
        demand_stage(visitation, WRITING_STAGES)
        if owner.status in {RequestStatus.ACCEPTED, RequestStatus.WITHDRAWN}:
            raise IllegalMove(_("This request has been settled."))
    return visitation


@transaction.atomic
def attach(owner: Owner, *, title: str, file: UploadedFile, user: User) -> Attachment:
    """``file`` has been through the privacy check, and its metadata are out (`AttachmentForm`)."""
    visitation = _demand_open(owner)
    if (file.size or 0) > LARGEST:
        raise IllegalMove(_("This file is larger than 20 MB. Make it smaller, or split it."))
    attachment = Attachment(
        visitation=visitation,
        title=title.strip(),
        file=file,
        size=file.size or 0,
        uploaded_by=user,
        **{BELONGS_TO[type(owner)]: owner},
    )
    attachment.save()
    record(visitation, "visitations.attach", user=user, attachment=attachment.pk)
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, user: User) -> Attachment:
    """The row goes, and the file with it once that is certain."""
    owner = attachment.assessment or attachment.request or attachment.review
    visitation = _demand_open(owner)  # type: ignore[arg-type]
    record(visitation, "visitations.remove_attachment", user=user, attachment=attachment.pk)
    stored = attachment.file
    attachment.delete()
    transaction.on_commit(lambda: stored.storage.delete(stored.name or ""))
    return attachment
