"""What people write in the room, how it is grouped, and the votes on it. It never leaves the session's circle."""

import datetime
import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import InputKind
from .participants import Participant
from .room import Step

LOWEST_SCORE, HIGHEST_SCORE = 1, 10


class ContributionGroup(models.Model):
    """Contributions to one step that belong together."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="groups", verbose_name=_("step"))
    title = models.CharField(_("title"), max_length=100)

    class Meta:
        verbose_name = _("group of contributions")
        verbose_name_plural = _("groups of contributions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


def _open_to_all(moment: datetime.datetime) -> Q:
    everybody_wrote = Q(step__open_until__isnull=True) | Q(step__open_until__lte=moment)
    return Q(step__written_first=False) | (Q(step__revealed_at__isnull=False) & everybody_wrote)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def standing(self) -> "ContributionQuerySet":
        """Not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def open_to_all(self, *, moment: datetime.datetime | None = None) -> "ContributionQuerySet":
        """What whoever is in the room reads, with nothing written of their own."""
        return self.standing().filter(_open_to_all(moment or timezone.now()), score__isnull=True)

    def readable_by(
        self, participant: Participant, *, moment: datetime.datetime | None = None
    ) -> "ContributionQuerySet":
        """One's own; and those of others where the step hides nothing or was revealed.

        While a revealed step is still open for who writes in their own time, it opens to who has written in it, and to who
        leads: somebody has to put together what is there. A score is nobody's but one's own: others see how many gave which.
        """
        own = self.model.objects.filter(step=OuterRef("step"), author=participant, withdrawn_at__isnull=True)
        leads = Q(step__room__facilitator=participant)
        sees_early = Q(step__revealed_at__isnull=False) & (Q(Exists(own)) | leads)
        others = (_open_to_all(moment or timezone.now()) | sees_early) & Q(score__isnull=True)
        return self.standing().filter(Q(author=participant) | others, step__room__session=participant.session_id)


class Contribution(models.Model):
    """``uid`` is made on the writer's screen, so that what is sent twice is kept once. The texts it had before are its
    ``versions``."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(Step, models.PROTECT, related_name="contributions", verbose_name=_("step"))
    author = models.ForeignKey(Participant, models.PROTECT, related_name="contributions", verbose_name=_("author"))
    kind = models.CharField(_("kind"), max_length=20, choices=InputKind)
    body = models.TextField(_("text"), blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    group = models.ForeignKey(
        ContributionGroup, models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("group")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects: Any = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=InputKind.CHECK_OUT, score__range=(LOWEST_SCORE, HIGHEST_SCORE))
                | (~Q(kind=InputKind.CHECK_OUT) & Q(score__isnull=True) & ~Q(body="")),
                name="learningtables_contribution_is_score_or_text",
            ),
            models.UniqueConstraint(
                fields=["step", "author"],
                condition=Q(score__isnull=False, withdrawn_at__isnull=True),
                name="learningtables_one_score_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class ContributionVersion(models.Model):
    """One text of a contribution, the first included; nothing is overwritten."""

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="versions", verbose_name=_("contribution")
    )
    uid = models.UUIDField(unique=True, editable=False)
    body = models.TextField(_("text"), blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a contribution")
        verbose_name_plural = _("versions of a contribution")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.contribution_id}/{self.pk}"


class Vote(models.Model):
    """On a contribution that stands alone, or on a group."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="votes", verbose_name=_("step"))
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="votes", verbose_name=_("participant"))
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="votes", verbose_name=_("contribution")
    )
    group = models.ForeignKey(
        ContributionGroup, models.CASCADE, null=True, blank=True, related_name="votes", verbose_name=_("group")
    )

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, group__isnull=True)
                | Q(contribution__isnull=True, group__isnull=False),
                name="learningtables_vote_on_one_thing",
            ),
            models.UniqueConstraint(fields=["participant", "contribution"], name="learningtables_one_vote_on_text"),
            models.UniqueConstraint(fields=["participant", "group"], name="learningtables_one_vote_on_group"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.contribution_id or self.group_id}"
