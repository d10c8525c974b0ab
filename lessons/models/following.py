"""What a person follows, and what they put aside to find again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FOLLOWED = ("theme", "region", "page", "search")


def _one_of_them() -> Q:
    one = Q()
    for name in FOLLOWED:
        others = {f"{other}__isnull": other != name for other in FOLLOWED}
        one |= Q(**others)
    return one


class Follow(models.Model):
    """That a person wants to hear what is new about a theme, a region, a page (a table, a lesson) or a saved search: exactly
    one of them. What they hear is checked against what they may read each time it is told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("person"))
    theme = models.ForeignKey(
        "lessons.Theme", models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("theme")
    )
    region = models.ForeignKey(
        "regions.Region", models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("region")
    )
    page = models.ForeignKey(
        "lessons.ContentPage", models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("page")
    )
    search = models.ForeignKey(
        "search.SavedSearch",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name=_("saved search"),
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("following")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_one_of_them(), name="lessons_follow_exactly_one"),
            *[models.UniqueConstraint(fields=["user", name], name=f"lessons_follow_{name}_once") for name in FOLLOWED],
        ]

    def __str__(self) -> str:
        return str(self.followed)

    @property
    def what(self) -> str:
        """Which of the four it is."""
        return next(name for name in FOLLOWED if getattr(self, f"{name}_id"))

    @property
    def followed(self) -> Any:
        """The theme, region, page or saved search."""
        return getattr(self, self.what)


class Bookmark(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks", verbose_name=_("person")
    )
    page = models.ForeignKey("lessons.ContentPage", models.CASCADE, related_name="bookmarks", verbose_name=_("page"))
    note = models.CharField(_("note to oneself"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("put aside at"), auto_now_add=True)

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="lessons_bookmark_once")]

    def __str__(self) -> str:
        return str(self.page)
