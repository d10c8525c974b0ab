"""THEN and NOW, kept apart: what was known when the decision was taken, and what came of it."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.audience import audience_keys

from ..states import REVEALED, ReflectionState
from .case import CaseStudyPage

CONFIDENCE = [MinValueValidator(1), MaxValueValidator(5)]


class DecisionPoint(models.Model):
    """The THEN record: what was known, not known, weighed and expected. Unchangeable once the case's THEN is locked."""

    case = models.ForeignKey(
        CaseStudyPage, models.CASCADE, related_name="decision_points", verbose_name=_("case study")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("the decision"), max_length=200)
    month = models.PositiveSmallIntegerField(_("month"), help_text=_("Counted from the first event."))
    period = models.CharField(
        _("more precisely"), max_length=50, blank=True, help_text=_("Relative: “month 4 to 6”, “in the evening”.")
    )
    decided_by = models.CharField(_("who decided"), max_length=150, help_text=_("The role, not the name."))
    known = models.TextField(_("what we knew then"))
    unknown = models.TextField(_("what we asked but did not know"), blank=True)
    options = models.TextField(_("which options we saw"))
    chosen = models.TextField(_("what we chose, and why"))
    dissent = models.TextField(_("who saw it otherwise"), blank=True)
    expected = models.TextField(_("what we expected of it"))
    confidence = models.PositiveSmallIntegerField(_("how sure we were (1-5)"), validators=CONFIDENCE)

    class Meta:
        verbose_name = _("decision point")
        verbose_name_plural = _("decision points")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="casestudies_decision_position_once"),
            models.CheckConstraint(
                condition=Q(confidence__range=(1, 5)), name="casestudies_decision_confidence_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> str:
        return self.period or gettext("month %(number)d") % {"number": self.month}


class Addendum(models.Model):
    """A correction to a locked THEN record: beside it, dated and signed, never in its place."""

    decision_point = models.ForeignKey(
        DecisionPoint, models.CASCADE, related_name="addenda", verbose_name=_("decision point")
    )
    text = models.TextField(_("addendum"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text


class DisclosedQuerySet(models.QuerySet):
    """What is disclosed only after judging: people judge the same care lower when they know that it ended badly
    (outcome bias: Banham-Hall & Stevens 2019)."""

    case_path = "case"

    def readable_by(self, user: Any) -> "DisclosedQuerySet":
        """Of the owner; of who writes or reads along; and for others in the case's circle: of a locked case, after a reveal in a
        circle of theirs. To none but the owner while they still have to answer round 1 of any reflection on it."""
        if not user.is_authenticated:
            return self.none()
        cases = CaseStudyPage.objects
        revealed = cases.filter(
            then_locked_at__isnull=False,
            live=True,
            audience_key__in=audience_keys(user),
            circle__in=user.memberships.reading().values("circle"),
            reflections__state__in=REVEALED,
            reflections__circle__in=user.memberships.reading().values("circle"),
        )
        pending = cases.filter(
            reflections__respondents__in=user.respondents.filter(reflection__state=ReflectionState.ROUND_ONE)
        )
        own = Q(**{f"{self.case_path}__owner": user})
        along = Q(**{f"{self.case_path}__in": cases.written_with(user).values("pk")})
        open_to_user = Q(**{f"{self.case_path}__in": revealed.values("pk")})
        judging = Q(**{f"{self.case_path}__in": pending.values("pk")})
        return self.filter(own | (along | open_to_user) & ~judging)


class NowRecordQuerySet(DisclosedQuerySet):
    case_path = "decision_point__case"


class Outcome(models.Model):
    """How the case went on."""

    case = models.OneToOneField(
        CaseStudyPage, models.CASCADE, related_name="outcome", verbose_name=_("case study"), primary_key=True
    )
    text = models.TextField(_("outcome"))

    objects: Any = DisclosedQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return str(self.case)


class NowRecord(models.Model):
    decision_point = models.OneToOneField(
        DecisionPoint, models.CASCADE, related_name="now", verbose_name=_("decision point"), primary_key=True
    )
    happened = models.TextField(_("what happened"))
    known_now = models.TextField(_("what we know now"))

    objects: Any = NowRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("NOW record")
        verbose_name_plural = _("NOW records")

    def __str__(self) -> str:
        return str(self.decision_point)
