"""Who takes part in a session: people with an account, and guests for that session alone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..states import Rsvp
from .sessions import SessionPage


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def invited(self) -> "ParticipantQuerySet":
        """With an account."""
        return self.filter(user__isnull=False)

    def guests(self) -> "ParticipantQuerySet":
        return self.filter(user__isnull=True)

    def not_in_the_room(self) -> "ParticipantQuerySet":
        """Nothing is lost with these; with who was in the room, all that they wrote would go."""
        return self.filter(joined_at__isnull=True, contributions__isnull=True)

    def with_a_seat(self) -> "ParticipantQuerySet":
        """Not shown out."""
        return self.filter(left_at__isnull=True)


FORGOTTEN = "#"  # stands before a number where a guest's name was, some time after the session


class Participant(models.Model):
    """Either a ``user``, or a guest who came in with the session's code and has a name for this session alone.

    ``uid`` is made on the guest's screen, so that a form that is sent twice gives one seat. A guest with a ``left_at`` has no
    seat any more: shown out, or let in by a code that was taken away since.
    """

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="participants", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("person"),
    )
    guest_name = models.CharField(_("name of the guest"), max_length=60, blank=True)
    rsvp = models.CharField(_("reply"), max_length=10, choices=Rsvp, default=Rsvp.NO_REPLY)
    attended = models.BooleanField(_("was there"), default=False)
    uid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    joined_at = models.DateTimeField(_("came into the room at"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left the room at"), null=True, blank=True, editable=False)

    objects: Any = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="learningtables_participant_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest_name="") | (Q(user__isnull=True) & ~Q(guest_name="")),
                name="learningtables_participant_is_user_or_guest",
            ),
        ]

    def __str__(self) -> str:
        if self.user_id:
            return str(self.user)
        if self.guest_name.startswith(FORGOTTEN):
            return gettext("Guest %(number)s") % {"number": self.guest_name.removeprefix(FORGOTTEN)}
        return self.guest_name

    @property
    def is_guest(self) -> bool:
        return self.user_id is None
