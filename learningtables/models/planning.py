"""Before a session: whose turn it is, when it suits, what others learned, and the address of somebody's calendar."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.models import Membership

from ..states import Fits, Verdict
from .sessions import SessionPage
from .tables import LearningTablePage


class RotaPlace(models.Model):
    """Who leads a session in turn, in the order of ``position``."""

    table = models.ForeignKey(LearningTablePage, models.CASCADE, related_name="rota", verbose_name=_("learning table"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("turn to lead")
        verbose_name_plural = _("rota")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["table", "user"], name="learningtables_rota_once")]

    def __str__(self) -> str:
        return str(self.user)


class DatePoll(models.Model):
    """Which moment suits the people at the table? It ends when a session is planned from it, or is closed without one."""

    table = models.ForeignKey(
        LearningTablePage, models.CASCADE, related_name="date_polls", verbose_name=_("learning table")
    )
    title = models.CharField(_("title"), max_length=150)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    session = models.OneToOneField(
        SessionPage, models.SET_NULL, null=True, blank=True, related_name="date_poll", verbose_name=_("session")
    )

    class Meta:
        verbose_name = _("date poll")
        verbose_name_plural = _("date polls")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def awaited(self) -> "models.QuerySet[Membership]":
        """Who sits at the table and has not replied."""
        replied = DateReply.objects.filter(option__poll=self).values("user")
        return self.table.people.exclude(user__in=replied)


class DateOption(models.Model):
    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options", verbose_name=_("date poll"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))

    class Meta:
        verbose_name = _("proposed moment")
        verbose_name_plural = _("proposed moments")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="learningtables_option_ends_after_start"
            ),
            models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="learningtables_option_once"),
        ]

    def __str__(self) -> str:
        return str(self.starts_at)


class DateReply(models.Model):
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="replies", verbose_name=_("proposed moment"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    fits = models.CharField(_("does it suit"), max_length=10, choices=Fits)

    class Meta:
        verbose_name = _("reply to a proposed moment")
        verbose_name_plural = _("replies to proposed moments")
        constraints = [models.UniqueConstraint(fields=["option", "user"], name="learningtables_date_reply_once")]

    def __str__(self) -> str:
        return f"{self.option_id}/{self.user_id}"


def new_key() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """The secret part of the addresses by which somebody's calendar fetches what that person may see; a new key ends the old
    addresses."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=64, unique=True, default=new_key)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)


class LessonVerdictQuerySet(models.QuerySet["LessonVerdict"]):
    def last_of_each_table(self) -> "list[LessonVerdict]":
        """Newest first; each knows the region of its table. What a table said at an earlier session no longer counts."""
        rows = self.select_related("session__lead_region").order_by("-given_at", "-pk")
        last: dict[str, LessonVerdict] = {}
        for row in rows:
            last.setdefault(row.session.path[: -SessionPage.steplen], row)
        return list(last.values())


class LessonVerdict(models.Model):
    """What the table says of a lesson that was shown while it prepared a session."""

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="verdicts", verbose_name=_("session"))
    lesson = models.ForeignKey("lessons.LessonPage", models.CASCADE, related_name="verdicts", verbose_name=_("lesson"))
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    note = models.CharField(_("note for the lesson's owner"), max_length=300, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given at"), auto_now=True)

    objects: Any = LessonVerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict on a lesson")
        verbose_name_plural = _("verdicts on lessons")
        constraints = [models.UniqueConstraint(fields=["session", "lesson"], name="learningtables_verdict_once")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.lesson_id}: {self.verdict}"
