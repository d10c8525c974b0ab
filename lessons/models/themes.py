from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from modelsearch import index
from wagtail.models import Orderable


def _shown_field() -> str:
    return "name_en" if get_language() == "en" else "name"


class ShownName(models.F):
    """The name in the reader's language; which column that is, is asked anew each time the query is made."""

    def __init__(self) -> None:
        super().__init__("name")

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return models.F(_shown_field()).resolve_expression(*args, **kwargs)


class ThemeManager(models.Manager):
    """In the order of the names that the reader sees; the model's own ordering knows one language."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().order_by(ShownName().asc())


class Theme(index.Indexed, ClusterableModel):
    """The controlled vocabulary, in two levels. Editors curate it; free words beside it are tags."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)
    what_we_know = models.TextField(
        _("what we know about it"), blank=True, help_text=_("In a few paragraphs, with an empty line between them.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("main theme"),
        limit_choices_to={"parent": None},
    )

    objects: Any = ThemeManager()

    search_fields = [
        index.SearchField("name"),
        index.SearchField("name_en"),
        index.AutocompleteField("name"),
        index.FilterField("parent"),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self) -> str:
        return getattr(self, _shown_field())

    def clean(self) -> None:
        """Two levels, and no more."""
        if self.parent_id is None:
            return
        if self.parent_id == self.pk:
            raise ValidationError({"parent": _("A theme does not lie under itself.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("Themes lie under this one: move those first.")})
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": _("Choose a main theme: there are two levels.")})

    def get_absolute_url(self) -> str:
        return reverse("themes:theme", args=[self.slug])


class ThemePick(Orderable):
    """A page that the editors put first on a theme's page, and why."""

    theme = ParentalKey(Theme, on_delete=models.CASCADE, related_name="picks", verbose_name=_("theme"))
    page = models.ForeignKey("lessons.ContentPage", models.CASCADE, related_name="picked_for", verbose_name=_("page"))
    note = models.CharField(_("why it is picked"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("page picked for a theme")
        verbose_name_plural = _("pages picked for themes")
        constraints = [models.UniqueConstraint(fields=["theme", "page"], name="lessons_theme_pick_once")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.page}"


class FormerTheme(models.Model):
    """A theme that was merged into another: whoever comes by its address is led on, and what names it by its ``number``, such as
    an older revision of a page, means the other."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=100)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="former_names", verbose_name=_("merged into"))
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)

    class Meta:
        verbose_name = _("former theme")
        verbose_name_plural = _("former themes")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


def current_slugs(slugs: Iterable[str]) -> list[str]:
    """``slugs`` of themes as they are called now; those that were never a theme's stay as they are."""
    slugs = list(slugs)
    became = dict(FormerTheme.objects.filter(slug__in=slugs).values_list("slug", "theme__slug")) if slugs else {}
    return list(dict.fromkeys(became.get(slug, slug) for slug in slugs))


def current_numbers(numbers: Iterable[int]) -> list[int]:
    """As `current_slugs`, for primary keys."""
    numbers = list(numbers)
    became = dict(FormerTheme.objects.filter(number__in=numbers).values_list("number", "theme")) if numbers else {}
    return list(dict.fromkeys(became.get(number, number) for number in numbers))
