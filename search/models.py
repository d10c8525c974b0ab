"""What search keeps in the database: saved searches, words that mean the same, and what was asked in vain."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions.models import Membership
from regions.states import VISITATION_CIRCLES

from . import synonyms


def _sits(person: Any, circle: str) -> Exists:
    """Whether ``person`` reads in the circle with which a search is shared. Never one of a visitation: a shared search names
    its owner, and who sits there is not for all who sit there to know."""
    seats = Membership.objects.reading().exclude(circle__kind__in=VISITATION_CIRCLES)
    return Exists(seats.filter(user=person, circle=OuterRef(circle)))


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: Any) -> "SavedSearchQuerySet":
        """One's own, and those shared with a circle in which one sits, as long as the owner sits there too."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(owner=user.pk) | Q(_sits(user.pk, "circle") & _sits(OuterRef("owner"), "circle")))


class SavedSearch(models.Model):
    """``address`` is the search page's querystring. Whom it is shared with sees what they may read, not what its owner may."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=2000)
    circle = models.ForeignKey(
        "regions.Circle",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="saved_searches",
        verbose_name=_("shared with"),
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    objects: Any = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="search_saved_one_name_per_owner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("search:open", args=[self.pk])


class SynonymSet(models.Model):
    """Words and short expressions that mean the same to who searches: one per line. A word of two sets finds the words of both;
    those do not find each other by it, so sets cannot run on in a circle."""

    words = models.TextField(
        _("words"),
        help_text=_(
            "One word or short expression per line; all of them find each other. At most 50 lines, each of at most 6 words and "
            "without marks such as quotes, OR or a colon. A word may stand in more than one set."
        ),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.as_list())

    def clean(self) -> None:
        others = SynonymSet.objects.exclude(pk=self.pk).values_list("words", flat=True)
        try:
            lines = synonyms.checked(self.as_list(), others=map(str.splitlines, others))
        except ValidationError as error:
            raise ValidationError({"words": error}) from error
        self.words = "\n".join(lines)

    def as_list(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class UnansweredSearch(models.Model):
    """Words that found nothing, by day and without who asked them."""

    words = models.CharField(_("words"), max_length=200)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-day", "words"]
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="search_unanswered_once_a_day")]

    def __str__(self) -> str:
        return self.words


class PendingChangeQuerySet(models.QuerySet["PendingChange"]):
    def hiding(self) -> "PendingChangeQuerySet":
        return self.filter(hides=True)


class PendingChange(models.Model):
    """An object that the index does not have as the database has it. Written in the transaction that changed the object, and
    removed when the index has it: what a killed process left behind is caught up from here.

    ``hides`` when somebody may have lost sight of the object: until the index knows, it is found by nobody.
    """

    model = models.CharField(_("model"), max_length=100)
    object_id = models.CharField(_("object"), max_length=64)
    hides = models.BooleanField(_("hides"), default=False)
    noted_at = models.DateTimeField(_("noted at"), auto_now_add=True)

    objects: Any = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending change of the index")
        verbose_name_plural = _("pending changes of the index")
        indexes = [models.Index(fields=["model"], condition=Q(hides=True), name="search_pending_hiding")]

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"
