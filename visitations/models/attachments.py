"""Files that belong to a visitation. They have no public address: a view hands them to who may read what they belong to."""

import uuid
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .assessments import Assessment
from .findings import ProgressReview
from .programme import DocumentRequest
from .trajectory import VisitationPage


def private_storage() -> Storage:
    return storages["private"]


def stored_name(attachment: "Attachment", filename: str) -> str:
    """Where the file lies: nothing of its name, which may say more than its title."""
    return f"visitations/{attachment.visitation_id}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def handed_over(self) -> "AttachmentQuerySet":
        """What the committee may read: a self-evaluation that was handed in, and the answers to its requests."""
        return self.filter(Q(assessment__handed_in_at__isnull=False) | Q(request__isnull=False))


class Attachment(models.Model):
    """Part of a self-evaluation, of the answer to a document request, or of a progress review: exactly one of them."""

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="attachments", verbose_name=_("visitation")
    )
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, null=True, blank=True, related_name="attachments", editable=False
    )
    request = models.ForeignKey(
        DocumentRequest, models.CASCADE, null=True, blank=True, related_name="attachments", editable=False
    )
    review = models.ForeignKey(
        ProgressReview, models.CASCADE, null=True, blank=True, related_name="attachments", editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by"), editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects: Any = AttachmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assessment__isnull=False, request=None, review=None)
                | Q(assessment=None, request__isnull=False, review=None)
                | Q(assessment=None, request=None, review__isnull=False),
                name="visitations_attachment_belongs_to_one",
            )
        ]

    def __str__(self) -> str:
        return self.title
