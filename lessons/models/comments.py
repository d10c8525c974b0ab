"""What members say beside a page, looked at before others read it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ..states import CommentStatus


def closed_to(user: Any) -> set[int]:
    """The numbers of pages beside which ``user`` reads and says nothing yet. Why lies in the layers above this one, which nothing
    here may import: the settings name them."""
    asked: list[Callable[[Any], list[int]]] = [import_string(name) for name in settings.COMMENTS_CLOSED]
    return {pk for ask in asked for pk in ask(user)}


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown_to(self, user: Any) -> "CommentQuerySet":
        """For whoever may read the page and is signed in: what is shown, and one's own that waits. Nothing to a visitor."""
        if not user.is_authenticated:
            return self.none()
        seen = self.filter(Q(status=CommentStatus.SHOWN) | Q(status=CommentStatus.WAITING, author=user.pk))
        return seen.exclude(page__in=closed_to(user))

    def waiting(self) -> "CommentQuerySet":
        return self.filter(status=CommentStatus.WAITING)


class Comment(models.Model):
    """``status`` is written by actions only. One that is withdrawn keeps its place, without its text, when others replied."""

    page = models.ForeignKey("lessons.ContentPage", models.CASCADE, related_name="comments", verbose_name=_("page"))
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments", verbose_name=_("author")
    )
    text = models.TextField(_("comment"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=CommentStatus, default=CommentStatus.WAITING, editable=False
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)
    settled_because = models.CharField(_("why it is not shown"), max_length=300, blank=True, editable=False)

    objects: Any = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class CommentReport(models.Model):
    """That somebody asks for a comment to be looked at again. ``said`` is what it said then, for whoever looks at it, until it is
    settled."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", verbose_name=_("comment"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    because = models.CharField(_("why"), max_length=300)
    said = models.TextField(_("what it said then"), blank=True, editable=False)
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reported_by"], name="lessons_comment_reported_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.comment} {self.pk}"
