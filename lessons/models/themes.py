from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch import index


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

    search_fields = [index.SearchField("name"), index.SearchField("name_en"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name
