"""The case study: what was going on, told without anybody who can be recognised."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from modelsearch import index
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, PageLogEntry, PageManager, PagePermissionTester

from lessons.models import ContentPage
from lessons.models.content import ContentPageQuerySet
from lessons.policies import Nobody
from lessons.states import Kind
from regions.audience import WIDE
from regions.models import Membership
from regions.states import Perspective

from .. import rules, texts
from ..policies import CheckedText
from ..states import CASE_CIRCLES, LifeDomain


class CaseStudyQuerySet(ContentPageQuerySet):
    def unshared(self) -> "CaseStudyQuerySet":
        """Never shared yet: their owners' alone."""
        return self.filter(live=False, first_published_at=None)

    def written_with(self, user: Any) -> "CaseStudyQuerySet":
        """Their own, and those whose owner asked them along, as long as they are in its circle."""
        reading = user.memberships.reading().values("circle")
        along = CaseStudyPage.objects.filter(writers__user=user, circle__in=reading)
        return self.filter(Q(owner=user) | Q(pk__in=along.values("pk")))


class CaseStudyPage(ContentPage):
    """The case owner is the page's owner. ``then_locked_at`` and ``then_locked_by`` are written by ``lock_then`` only, once.

    Decision points, what came of it (`Outcome`) and what is known now (`NowRecord`) are tables of their own, outside the
    page's revisions and outside search, so that no copy of them lies where it could be read too early.
    """

    KIND = Kind.CASE

    situation = models.TextField(
        _("situation"),
        help_text=_("What was going on? Use “month 4” rather than a date, an age band rather than an age."),
    )
    circle = models.ForeignKey("regions.Circle", models.PROTECT, related_name="cases", verbose_name=_("circle"))
    review_on = models.DateField(
        _("review date"), null=True, blank=True, help_text=_("When to ask the central question of this case again.")
    )
    then_locked_at = models.DateTimeField(_("THEN locked at"), null=True, blank=True, editable=False)
    then_locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    parent_page_types = ["home.RegionPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["then_locked_at", "then_locked_by"]
    template = "casestudies/case_study_page.html"

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("situation"),
        index.RelatedFields("life_domains", [index.FilterField("domain")]),
        index.RelatedFields("perspectives", [index.SearchField("text"), index.FilterField("perspective")]),
        index.FilterField("told_answers"),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("situation"),
        InlinePanel("perspectives", label=_("Perspectives")),
        InlinePanel("events", label=_("Timeline")),
        InlinePanel("life_domains", label=_("Life domains")),
        FieldPanel("lead_region"),
        FieldPanel("further_regions"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("circle"),
        FieldPanel("date"),
        FieldPanel("review_on"),
        FieldPanel("sources"),
    ]

    objects: Any = PageManager.from_queryset(CaseStudyQuerySet)()

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @property
    def is_locked(self) -> bool:
        return self.then_locked_at is not None

    @property
    def is_shared(self) -> bool:
        return self.live or self.first_published_at is not None

    @property
    def is_wide(self) -> bool:
        """Whether it is read outside the circle it was written for."""
        return self.audience_key in WIDE

    @property
    def was_wide(self) -> bool:
        """Whether it is or ever was read outside its circle."""
        return self.is_wide or PageLogEntry.objects.filter(page=self.pk, action="casestudies.widen_case").exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is read outside the circle has passed its check, whichever door it comes through."""
        if self.is_wide and self.live and kwargs.get("update_fields") is None:
            self._refuse_unchecked()
        super().save(*args, **kwargs)

    def _refuse_unchecked(self) -> None:
        read_now = CaseStudyPage.objects.filter(pk=self.pk, live=True, audience_key=self.audience_key).first()
        if read_now is not None and texts.own_digest(read_now) == texts.own_digest(self):
            return
        passed = self.checks.passed().not_sent_back().filter(digest=texts.digest(texts.texts(self))) if self.pk else ()
        if not any(check.agreed or not self.is_public for check in passed):
            raise ValidationError(_("This text has not passed the privacy check, so it stays inside the circle."))

    def clean(self) -> None:
        """No door but that of the privacy check lets a case out of its circle."""
        super().clean()
        if self.circle_id is None or self.circle.kind not in CASE_CIRCLES:
            raise ValidationError({"circle": _("A case is written for a learning table or a region.")})
        if not self.is_wide:
            self.audience_key = self.circle.audience_key
        stored = CaseStudyPage.objects.filter(pk=self.pk).values_list("audience_key", flat=True).first()
        if self.is_wide and self.audience_key != stored:
            raise ValidationError(
                {"audience_key": _("A case stays inside one circle: a privacy check comes before any wider audience.")}
            )

    def with_content_json(self, content: dict[str, Any]) -> "CaseStudyPage":
        """THEN stays locked, and the case in its circle and with the audience it has, whichever revision is taken back."""
        page = super().with_content_json(content)
        page.then_locked_at, page.then_locked_by_id = self.then_locked_at, self.then_locked_by_id
        if self.is_shared or page.circle_id is None:
            page.circle_id, page.audience_key = self.circle_id, self.audience_key
        return page

    @classmethod
    def texts_elsewhere(cls, pages: Iterable[Any]) -> dict[int, str]:
        said: dict[int, list[str]] = defaultdict(list)
        rows = CasePerspective.objects.filter(case__in=[page.pk for page in pages])
        for case, text in rows.values_list("case", "text"):
            said[case].append(text)
        return {case: "\n".join(texts) for case, texts in said.items()}

    def told_answers(self) -> list[str]:
        """What the central question came to, as far as every reader of the case may read it."""
        # What is answered refers to the case, so it can only be imported once the case is there.
        from ..results import told_to_all

        return told_to_all([self])[self.pk] if self._told_answers is None else self._told_answers

    _told_answers: list[str] | None = None

    @classmethod
    def lay_ready_for_index(cls, pages: list[Any]) -> None:
        """Its perspectives are indexed as fields of their own."""
        from ..results import told_to_all

        told = told_to_all(pages)
        for page in pages:
            page._told_answers = told[page.pk]

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Before it is shared a case is its owner's alone, in the admin too."""
        if not self.is_shared and self.owner_id != user.pk:
            return Nobody(self)
        tester = super().permissions_for_user(user)
        return CheckedText(user, self) if self.is_wide and not isinstance(tester, Nobody) else tester

    @property
    def along(self) -> Any:
        """Who was asked to write or read along and is in the circle still, so that they read the draft."""
        seats = Membership.objects.reading().filter(circle=self.circle_id)
        return self.writers.filter(user__in=seats.values("user")).select_related("user")

    def get_workflow(self) -> Any:
        """None approves what is read outside the circle but the check itself."""
        return None if self.is_wide else super().get_workflow()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # What is readable refers to the case, so it can only be imported once the case is there.
        from ..over_time import over_time
        from ..timeline import answers_of
        from .reading import readings

        return {
            **super().get_context(request, *args, **kwargs),
            "perspectives": list(self.perspectives.all()),
            "events": list(self.events.all()),
            "answers": answers_of(self, user=request.user),
            "over_time": over_time(self, user=request.user),
            "domains": [one.get_domain_display() for one in self.life_domains.all()],
            "themes": list(self.themes.all()),
            "tags": list(self.tags.all()),
            "may_open_reflection": rules.may_open_reflection(request.user, self),
            "outside": not rules.is_inside(request.user, self),
            **readings(self, user=request.user),
        }


class OfCase(models.Model):
    """A row of the case's text. It refers to nothing but the case that is being read, so reading a revision asks for no row by
    itself whether that is still there."""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        return model_from_serializable_data(cls, data, check_fks=False, strict_fks=strict_fks)


class CasePerspective(OfCase, Orderable):
    """How one of those concerned saw it."""

    case = ParentalKey(
        CaseStudyPage, on_delete=models.CASCADE, related_name="perspectives", verbose_name=_("case study")
    )
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    text = models.TextField(_("how they saw it"))

    class Meta(Orderable.Meta):
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")

    def __str__(self) -> str:
        return self.get_perspective_display()


class TimelineEvent(OfCase):
    """Time is relative: months since the first event."""

    case = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="events", verbose_name=_("case study"))
    month = models.PositiveSmallIntegerField(_("month"))
    text = models.CharField(_("what happened"), max_length=300)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("timeline")
        ordering = ["month", "pk"]

    def __str__(self) -> str:
        return self.text


class CaseLifeDomain(OfCase):
    case = ParentalKey(
        CaseStudyPage, on_delete=models.CASCADE, related_name="life_domains", verbose_name=_("case study")
    )
    domain = models.CharField(_("life domain"), max_length=20, choices=LifeDomain)

    class Meta:
        verbose_name = _("life domain")
        verbose_name_plural = _("life domains")
        constraints = [models.UniqueConstraint(fields=["case", "domain"], name="casestudies_domain_once_per_case")]

    def __str__(self) -> str:
        return self.get_domain_display()
