"""The privacy check of a case: one text, what was found in it and kept, and who read it a second time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import CaseStudyPage


class PrivacyCheckQuerySet(models.QuerySet["PrivacyCheck"]):
    def passed(self) -> "PrivacyCheckQuerySet":
        return self.filter(passed_at__isnull=False)

    def not_sent_back(self) -> "PrivacyCheckQuerySet":
        return self.filter(Q(second_read_at=None) | Q(agreed=True))

    def waiting_for(self, user: Any) -> "PrivacyCheckQuerySet":
        """Passed, and ``user`` was asked to read it a second time and has not said yet."""
        return self.passed().filter(second_reader=user.pk or 0, second_read_at=None)


class PrivacyCheck(models.Model):
    """Belongs to exactly the text with ``digest``: a changed text is another one, and is checked again.

    ``kept`` says which findings stay and why, as ``[{"field", "start", "end", "kind", "reason", "part"}]``: where it stands,
    never what it says. ``part`` is a mark of the whole text in that field, to know it again in the next version.
    """

    case = models.ForeignKey(CaseStudyPage, models.CASCADE, related_name="checks", verbose_name=_("case study"))
    digest = models.CharField(max_length=64, editable=False)
    kept = models.JSONField(_("kept"), default=list, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    passed_at = models.DateTimeField(_("passed at"), null=True, blank=True, editable=False)
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks_to_read",
        verbose_name=_("second reader"),
    )
    second_read_at = models.DateTimeField(_("read a second time at"), null=True, blank=True, editable=False)
    agreed = models.BooleanField(_("the second reader agrees"), default=False, editable=False)
    remark = models.TextField(_("the second reader’s remark"), blank=True)

    objects: Any = PrivacyCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy check")
        verbose_name_plural = _("privacy checks")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "digest"], name="casestudies_check_once_per_text"),
            models.CheckConstraint(
                condition=Q(second_read_at=None) | Q(passed_at__isnull=False, second_reader__isnull=False),
                name="casestudies_check_second_reading_follows_pass",
            ),
            models.CheckConstraint(
                condition=Q(second_reader=None) | ~Q(second_reader=models.F("checked_by")),
                name="casestudies_check_second_reader_is_another",
            ),
            models.CheckConstraint(
                condition=Q(agreed=False) | Q(second_read_at__isnull=False), name="casestudies_check_agreed_is_read"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} ({self.started_at:%Y-%m-%d})"
