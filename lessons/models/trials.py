"""What a trial said before it was changed."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.audience import audience_keys
from regions.rules import coordinated_circles

from .uptake import Trial


class TrialWordsQuerySet(models.QuerySet["TrialWords"]):
    def readable_by(self, user: Any) -> "TrialWordsQuerySet":
        """By who could have read them then, and by who leads the trial."""
        leads = Q(trial__region__circle__in=coordinated_circles(user))
        return self.filter(Q(audience_key__in=audience_keys(user)) | leads)


class TrialWords(models.Model):
    """Of a trial that was changed while it ran: what it said until then, so that what is expected is not fitted unseen to what
    came of it. The words can be taken out for good; that it was changed stays."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="earlier", verbose_name=_("trial"))
    hypothesis = models.TextField(_("what we expect"), blank=True)
    where = models.CharField(_("where we try it"), max_length=200, blank=True)
    noticed_by = models.TextField(_("how we will notice"), blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    audience_key = models.CharField(_("who could read it"), max_length=32)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("words taken out at"), null=True, blank=True)

    objects: Any = TrialWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier words of a trial")
        verbose_name_plural = _("earlier words of trials")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
