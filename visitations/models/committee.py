"""The ties that members declare, and the visited party's objections to a member."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..states import ObjectionDecision, TieDecision, TieKind


class Declaration(models.Model):
    """What ties a committee member has to the visited party. Before it is given, and when it leads to recusal, the member
    reads nothing that is not public: the membership is not active.

    ``hints`` is what the platform itself knew at that moment (`visitations.ties`), so that a decision can be understood later.
    """

    membership = models.OneToOneField(
        "regions.Membership", models.CASCADE, related_name="declaration", verbose_name=_("membership")
    )
    ties = models.JSONField(_("ties"), default=list, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    hints = models.JSONField(_("known to the platform"), default=list, blank=True, editable=False)
    decision = models.CharField(
        _("decision"), max_length=10, choices=TieDecision, default=TieDecision.PENDING, editable=False
    )
    reason = models.TextField(_("reason"), blank=True, editable=False)
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    override_reason = models.TextField(_("why the recusal was lifted"), blank=True, editable=False)
    overridden_at = models.DateTimeField(_("overridden at"), null=True, blank=True, editable=False)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("declaration of independence")
        verbose_name_plural = _("declarations of independence")

    def __str__(self) -> str:
        return self.get_ties_display()

    def get_ties_display(self) -> str:
        return ", ".join(str(TieKind(tie).label) for tie in self.ties) or str(_("No ties"))


class MemberObjection(models.Model):
    """The visited party does not want this member, and says why; the committee's side decides with a reason."""

    membership = models.ForeignKey(
        "regions.Membership", models.CASCADE, related_name="objections", verbose_name=_("membership")
    )
    reason = models.TextField(_("why not this member"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"), editable=False
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=ObjectionDecision, default=ObjectionDecision.PENDING, editable=False
    )
    answer = models.TextField(_("reason of the decision"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("objection to a member")
        verbose_name_plural = _("objections to members")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership"], name="visitations_one_objection_per_seat"),
            models.CheckConstraint(
                condition=Q(decision=ObjectionDecision.PENDING) | ~Q(answer=""),
                name="visitations_objection_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
