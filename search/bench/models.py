"""What is searched: a page with a title and a text, and six facets, two of which hold several values."""

from typing import Any

from django.db import models
from modelsearch import index


class Tag(index.Indexed, models.Model):
    slug = models.SlugField(unique=True)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.slug


class Theme(index.Indexed, models.Model):
    slug = models.SlugField(unique=True)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.slug


class Page(index.Indexed, models.Model):
    title = models.CharField(max_length=250)
    body = models.TextField()
    region = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=20, db_index=True)
    status = models.CharField(max_length=20, db_index=True)
    year = models.PositiveSmallIntegerField(db_index=True)
    tags = models.ManyToManyField(Tag)
    themes = models.ManyToManyField(Theme)

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("body"),
        index.FilterField("region"),
        index.FilterField("kind"),
        index.FilterField("status"),
        index.FilterField("year"),
        index.RelatedFields("tags", [index.FilterField("slug")]),
        index.RelatedFields("themes", [index.FilterField("slug")]),
    ]

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def get_indexed_objects(cls) -> Any:
        return super().get_indexed_objects().prefetch_related("tags", "themes")


class Locale(models.Model):
    """As Wagtail's pages tell their language."""

    language_code = models.CharField(max_length=5, unique=True)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.language_code


class JudgedPage(index.Indexed, models.Model):
    """A document of the judged set, its fields weighed as the site's content pages are."""

    slug = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=250)
    summary = models.TextField()
    labels = models.TextField()
    region = models.CharField(max_length=80)
    body = models.TextField()
    locale = models.ForeignKey(Locale, models.PROTECT)

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("summary", boost=2),
        index.SearchField("labels", boost=2),
        index.SearchField("region"),
        index.SearchField("body"),
    ]

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.title
