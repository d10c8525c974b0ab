"""Circles: every named group of people with something private between them, and who is in it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..audience import circle_key
from ..states import READING_STATUSES, CircleKind, MembershipStatus, Role

if TYPE_CHECKING:
    pass


class Circle(models.Model):
    """``editors`` is the group whose page permissions the circle's leading members get; only `regions.actions` fills it."""

    kind = models.CharField(_("kind"), max_length=20, choices=CircleKind)
    name = models.CharField(_("name"), max_length=150)
    editors = models.ForeignKey(
        "auth.Group",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("editors' group"),
        editable=False,
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="regions.Membership", related_name="circles", verbose_name=_("members")
    )

    class Meta:
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        ordering = ["name"]
        constraints = [
            # A table of a name that is taken must not tell of one that its founder may not see.
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=~Q(kind=CircleKind.LEARNING_TABLE),
                name="regions_circle_name_once_per_kind",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audience_key(self) -> str:
        return circle_key(self.pk)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def reading(self) -> "MembershipQuerySet":
        """Memberships that open what is inside the circle: not those awaiting a declaration, recused or ended."""
        return self.filter(status__in=READING_STATUSES)


class Membership(models.Model):
    """``status`` is written by actions only: who is not active reads nothing that is not public."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="memberships", verbose_name=_("circle"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    status = models.CharField(_("status"), max_length=20, choices=MembershipStatus, default=MembershipStatus.ACTIVE)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["circle", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user"],
                condition=~Q(status=MembershipStatus.ENDED),
                name="regions_one_membership_per_circle",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.circle} ({self.get_role_display()})"
