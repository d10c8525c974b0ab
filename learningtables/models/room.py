"""The room in which a session is held: its steps, where it stands, and who leads."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import InputKind, Speaker, Voting
from .participants import Participant
from .sessions import SessionCase, SessionPage


class Room(models.Model):
    """``version`` rises with whatever changes on somebody's screen; nothing but actions writes here.

    ``code`` lets guests in while it is set.
    """

    session = models.OneToOneField(SessionPage, models.CASCADE, related_name="room", verbose_name=_("session"))
    current = models.ForeignKey(
        "learningtables.Step", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("current step")
    )
    facilitator = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who leads now")
    )
    facilitator_seen_at = models.DateTimeField(_("facilitator last seen at"), null=True, blank=True)
    code = models.CharField(_("session code"), max_length=12, null=True, blank=True, unique=True)
    version = models.PositiveBigIntegerField(_("version"), default=1)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return str(self.session)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Step(models.Model):
    """A phase of the method as it is done here: a copy, so that a method that is changed leaves this session as it is.

    The clock runs until ``runs_until``; while it stands, ``left`` says how many seconds are left of it. ``open_until`` lets
    people write in their own time, whatever the room is at.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="steps", verbose_name=_("room"))
    item = models.ForeignKey(
        SessionCase, models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name=_("case on the agenda")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=100)
    instruction = models.TextField(_("instruction"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    speaker = models.CharField(_("who speaks"), max_length=20, choices=Speaker, default=Speaker.EVERYONE)
    owner_is_silent = models.BooleanField(_("the case owner is silent"), default=False)
    input_kind = models.CharField(_("kind of input"), max_length=20, choices=InputKind, default=InputKind.NONE)
    written_first = models.BooleanField(_("written first"), default=False)
    entered_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    runs_until = models.DateTimeField(_("runs until"), null=True, blank=True)
    left = models.PositiveIntegerField(_("seconds left"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("revealed at"), null=True, blank=True)
    open_until = models.DateTimeField(_("open for writing until"), null=True, blank=True)
    voting = models.CharField(_("voting"), max_length=10, choices=Voting, default=Voting.NONE)
    votes_each = models.PositiveSmallIntegerField(_("votes for each"), default=3)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "position"], name="learningtables_step_position_once"),
            models.CheckConstraint(
                condition=Q(runs_until__isnull=True) | Q(left__isnull=True), name="learningtables_step_runs_or_stands"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_paused(self) -> bool:
        return self.left is not None

    @property
    def hides(self) -> bool:
        """Whether people do not see yet what others wrote here."""
        return self.written_first and self.revealed_at is None

    def seconds_left(self, moment: datetime.datetime) -> int:
        """Of the clock; below zero when the time is over."""
        if self.left is not None:
            return self.left
        return round((self.runs_until - moment).total_seconds()) if self.runs_until else self.minutes * 60

    def is_open_for_writing(self, room: Room, moment: datetime.datetime) -> bool:
        if not room.is_open:
            return False
        return room.current_id == self.pk or (self.open_until is not None and self.open_until > moment)


class Ready(models.Model):
    """Somebody has said to be done with a step."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="ready", verbose_name=_("step"))
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name=_("participant"))

    class Meta:
        verbose_name = _("ready")
        verbose_name_plural = _("ready")
        constraints = [models.UniqueConstraint(fields=["step", "participant"], name="learningtables_ready_once")]

    def __str__(self) -> str:
        return str(self.participant)
