import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regions.audience import audience_keys, circle_id_of

from ..states import ActionStatus

SOON = datetime.timedelta(days=7)


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> "ActionQuerySet":
        return self.filter(status=ActionStatus.OPEN)

    def overdue(self) -> "ActionQuerySet":
        return self.open().filter(due_on__lt=timezone.localdate())

    def finished_since(self, moment: datetime.datetime) -> "ActionQuerySet":
        """Done or dropped from ``moment`` on."""
        return self.exclude(status=ActionStatus.OPEN).filter(finished_at__gte=moment)

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """Actions of circles that ``user`` reads in, and those ``user`` owns."""
        circle_ids = [pk for key in audience_keys(user) if (pk := circle_id_of(key))]
        return self.filter(Q(circle__in=circle_ids) | Q(owner_id=user.pk or 0))


class Action(models.Model):
    """A change of practice somebody will make: who, what, when, and how we will notice. ``status`` is written by actions only."""

    circle = models.ForeignKey("regions.Circle", models.PROTECT, related_name="actions", verbose_name=_("circle"))
    page = models.ForeignKey(
        "lessons.ContentPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("comes from"),
    )
    what = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions", verbose_name=_("who"))
    due_on = models.DateField(_("when"))
    noticed_by = models.CharField(_("how we will notice"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ActionStatus, default=ActionStatus.OPEN)
    result = models.TextField(_("what came of it"), blank=True)
    created_at = models.DateTimeField(_("agreed at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("done or dropped at"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects: Any = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ActionStatus.DROPPED) | ~Q(result=""), name="lessons_action_dropped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_overdue(self) -> bool:
        return self.status == ActionStatus.OPEN and self.due_on < timezone.localdate()

    @property
    def urgency(self) -> dict[str, Any] | None:
        """How near its day is, in a word and a tone; None when there is no hurry."""
        days = (self.due_on - timezone.localdate()).days
        if self.status != ActionStatus.OPEN or days > SOON.days:
            return None
        if days < 0:
            late = ngettext("%(n)d day past its date", "%(n)d days past its date", -days) % {"n": -days}
            return {"label": late, "tone": "critical"}
        if days == 0:
            return {"label": _("Due today"), "tone": "caution"}
        return {"label": ngettext("Due in %(n)d day", "Due in %(n)d days", days) % {"n": days}, "tone": "caution"}
