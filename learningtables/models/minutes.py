"""Minutes of a session, per case on its agenda and of the session as a whole, with every text they had."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .sessions import SessionCase, SessionPage


class Minutes(models.Model):
    """``item`` is empty for what belongs to no case."""

    session = models.ForeignKey(SessionPage, models.PROTECT, related_name="minutes", verbose_name=_("session"))
    item = models.OneToOneField(
        SessionCase, models.PROTECT, null=True, blank=True, related_name="minutes", verbose_name=_("case on the agenda")
    )
    body = models.TextField(_("minutes of the session"), blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("last changed by")
    )
    updated_at = models.DateTimeField(_("last changed at"), auto_now=True)

    class Meta:
        verbose_name = _("minutes of the session")
        verbose_name_plural = _("minutes of the session")
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(item__isnull=True), name="learningtables_general_minutes_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.item_id or 0}"


class MinutesVersion(models.Model):
    minutes = models.ForeignKey(
        Minutes, models.CASCADE, related_name="versions", verbose_name=_("minutes of the session")
    )
    body = models.TextField(_("minutes of the session"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of the minutes")
        verbose_name_plural = _("versions of the minutes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.pk}"


class QuoteConsent(models.Model):
    """A lesson that uses what somebody wrote in the room is published once they have agreed to it as it reads: ``digest`` is
    of the text they answered about, so that another text asks anew.

    ``contribution`` is empty when its author is gone: an answer that was given then stands, one that was not cannot be had.
    """

    lesson = models.ForeignKey(
        "lessons.LessonPage", models.CASCADE, related_name="quote_consents", verbose_name=_("lesson")
    )
    contribution = models.ForeignKey(
        "learningtables.Contribution",
        models.SET_NULL,
        null=True,
        related_name="consents",
        verbose_name=_("contribution"),
    )
    agreed = models.BooleanField(_("agrees"), null=True, blank=True)
    digest = models.CharField(_("text that was answered about"), max_length=64, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to be quoted")
        verbose_name_plural = _("consents to be quoted")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "contribution"], name="learningtables_consent_once"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, answered_at__isnull=True)
                | (Q(agreed__isnull=False, answered_at__isnull=False) & ~Q(digest="")),
                name="learningtables_consent_is_to_a_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id}/{self.contribution_id or 0}"
