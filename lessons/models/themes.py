from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch import index


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


class Theme(index.Indexed, models.Model):
    """The controlled vocabulary, in two levels. Editors curate it; free words beside it are tags."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("main theme"),
        limit_choices_to={"parent": None},
    )

    objects = ThemeManager()

    search_fields = [index.SearchField("name"), index.SearchField("name_en"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self) -> str:
        return getattr(self, _shown_field())
