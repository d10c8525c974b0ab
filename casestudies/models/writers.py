"""Who writes a case together with its owner."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..states import WriterRole
from .case import CaseStudyPage


class CaseWriter(models.Model):
    """Somebody the owner asked along, from the circle the case is written for. The owner is the page's, and not one of these."""

    case = models.ForeignKey(CaseStudyPage, models.CASCADE, related_name="writers", verbose_name=_("case study"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="case_writings", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=WriterRole, default=WriterRole.CO_WRITER)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("co-writer")
        verbose_name_plural = _("co-writers")
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="casestudies_writer_once_per_case")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class KeptText(models.Model):
    """What somebody typed on a screen without versions (a decision point, what came of it) and has not saved yet. Theirs alone,
    and gone once they save it or throw it away."""

    case = models.ForeignKey(CaseStudyPage, models.CASCADE, related_name="kept_texts", verbose_name=_("case study"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    screen = models.CharField(max_length=40)
    said = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("what was typed in writing a case")
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["case", "user", "screen"], name="casestudies_kept_once_per_screen")
        ]

    def __str__(self) -> str:
        return self.screen
