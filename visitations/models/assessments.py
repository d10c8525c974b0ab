"""How far each criterion is met, as the visited party, the panel, every member alone and the committee together see it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..states import Score, Voice
from .frameworks import Criterion
from .trajectory import VisitationPage

# The visited party and the committee together speak with one voice; in the panel and alone everybody speaks for themselves.
OWN_VOICES = (Voice.PANEL, Voice.MEMBER)


class Assessment(models.Model):
    """One voice on one criterion. What the criterion asked is kept with it once handed in, because frameworks change."""

    visitation = models.ForeignKey(
        VisitationPage, models.CASCADE, related_name="assessments", verbose_name=_("visitation")
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="assessments", verbose_name=_("criterion"))
    voice = models.CharField(_("voice"), max_length=20, choices=Voice)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
        editable=False,
    )
    score = models.PositiveSmallIntegerField(_("score"), choices=Score, null=True, blank=True)
    text = models.TextField(_("explanation"), blank=True)
    criterion_name = models.CharField(_("criterion at the time"), max_length=150, blank=True, editable=False)
    criterion_question = models.TextField(_("question at the time"), blank=True, editable=False)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["criterion__sort_order", "criterion_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(voice__in=OWN_VOICES, author__isnull=False)
                | (~Q(voice__in=OWN_VOICES) & Q(author__isnull=True)),
                name="visitations_assessment_author_of_own_voice_only",
            ),
            models.UniqueConstraint(
                fields=["visitation", "criterion", "voice"],
                condition=Q(author=None),
                name="visitations_assessment_one_per_voice",
            ),
            models.UniqueConstraint(
                fields=["visitation", "criterion", "voice", "author"],
                condition=Q(author__isnull=False),
                name="visitations_assessment_one_per_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_name or self.criterion}: {self.get_score_display() or _('Cannot judge')}"


class Dissent(models.Model):
    """Where a member does not go along with the committee's judgement; it is published beside it, without the name."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="dissents", verbose_name=_("judgement"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"), editable=False
    )
    text = models.TextField(_("what you see differently"))
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dissent")
        verbose_name_plural = _("dissents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "author"], name="visitations_one_dissent_per_member")
        ]

    def __str__(self) -> str:
        return self.text
