"""What every content page shares: where it belongs, what it is about, and who may read it."""

import re
import secrets
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelsearch import index
from taggit.models import TaggedItemBase
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from regions.audience import CIRCLE_PREFIX, MEMBERS, PUBLIC, audience_keys

from ..page_forms import ContentPageForm
from ..states import Kind
from .themes import current_numbers


class ContentPageQuerySet(PageQuerySet):
    def visible_to(self, user: Any) -> "ContentPageQuerySet":
        """Published pages whose audience holds ``user`` (a User or AnonymousUser)."""
        return self.live().filter(audience_key__in=audience_keys(user))

    def for_cards(self) -> "ContentPageQuerySet":
        """With all that a card shows, in a number of queries that does not grow with the rows."""
        beside = ["lessonpage"] if self.model is ContentPage else []
        # Joined: Django asks for the tags of many pages in a way that SQLite refuses beyond a thousand different ones.
        tagged = models.Prefetch("tagged_items", ContentTag.objects.select_related("tag"))
        return self.select_related("lead_region", "owner", "content_type", *beside).prefetch_related("themes", tagged)

    def for_index(self) -> "ContentPageQuerySet":
        """With all that the index asks of a page, in a number of queries that does not grow with the rows."""
        pages = self.select_related("locale").prefetch_related("lead_region__partnerships", "themes__parent")
        pages._for_index = True
        return pages

    _for_index = False

    def _clone(self) -> "ContentPageQuerySet":
        clone = super()._clone()
        clone._for_index = self._for_index
        return clone

    def _fetch_all(self) -> None:
        fetched = self._result_cache is not None
        super()._fetch_all()
        if self._for_index and not fetched:
            self.model.lay_ready_for_index(self._result_cache)


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class ContentPage(Page):
    """The base of case studies, tables, sessions, visitations, reports and lessons: one card, one facet set, one search.

    ``kind`` and ``year`` repeat the class and ``date`` as columns, because facets and filters need columns; `save` keeps them.
    ``audience_key`` is ``public``, ``members`` or ``circle:<id>`` (`regions.audience`).
    """

    KIND: ClassVar[Kind]

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, editable=False, db_index=True)
    lead_region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="led_content", verbose_name=_("lead region")
    )
    further_regions: Any = ParentalManyToManyField(
        "regions.Region", blank=True, related_name="further_content", verbose_name=_("further regions")
    )
    themes: Any = ParentalManyToManyField("lessons.Theme", blank=True, related_name="content", verbose_name=_("themes"))
    tags: Any = ClusterTaggableManager(through="lessons.ContentTag", blank=True, verbose_name=_("tags"))
    audience_key = models.CharField(_("audience"), max_length=32, db_index=True)
    summary = models.TextField(_("summary"), blank=True, max_length=600)
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("One source per line: author, title, year, address.")
    )
    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    year = models.PositiveSmallIntegerField(_("year"), editable=False, db_index=True)

    objects: Any = ContentPageManager()
    base_form_class = ContentPageForm

    # A title weighs 2, as on every page, and a lesson's is its whole sentence; themes as much.
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=1.5),
        index.RelatedFields(
            "themes", [index.SearchField("name", boost=2), index.FilterField("id"), index.FilterField("slug")]
        ),
        index.RelatedFields("tags", [index.SearchField("name", boost=2), index.FilterField("slug")]),
        index.RelatedFields("lead_region", [index.SearchField("name"), index.FilterField("slug")]),
        index.FilterField("theme_slugs"),
        index.FilterField("partnership_ids"),
        index.FilterField("kind"),
        index.FilterField("audience_key"),
        index.FilterField("lead_region"),
        index.FilterField("year"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
        indexes = [models.Index(fields=["kind", "-date"], name="lessons_content_by_kind_date")]

    is_creatable = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.KIND
        self.year = self.date.year
        if self._state.adding and self.audience_key.startswith(CIRCLE_PREFIX):
            self.slug = closed_slug(self.slug, title=self.title)  # type: ignore[has-type]
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A theme that was merged into another since is the other."""
        return super().with_content_json({**content, "themes": current_numbers(content.get("themes") or [])})

    def theme_slugs(self) -> list[str]:
        """Of its themes and of the main themes over them: who chooses a main theme wants what lies under it too."""
        themes = list(self.themes.all())
        mains = (theme.parent for theme in themes if theme.parent_id)
        return list(dict.fromkeys(theme.slug for theme in [*themes, *mains]))

    def partnership_ids(self) -> list[int]:
        """Of those that its lead region takes part in."""
        return [partnership.pk for partnership in self.lead_region.partnerships.all()]

    @classmethod
    def get_indexed_objects(cls) -> Any:
        return super().get_indexed_objects().for_index()

    @classmethod
    def lay_ready_for_index(cls, pages: list[Any]) -> None:
        """What lies in other tables, asked for all at once."""
        texts = cls.texts_elsewhere(pages)
        for page in pages:
            page._text_elsewhere = texts.get(page.pk, "")

    @property
    def meta(self) -> str:
        """What its card says besides. Of a lesson how it stands, when it came from `for_cards`; of others nothing."""
        lesson = self._state.fields_cache.get("lessonpage")
        return lesson.meta if lesson is not None else ""

    _text_elsewhere: str | None = None

    def text_elsewhere(self) -> str:
        """What `texts_elsewhere` has of this page."""
        text = self._text_elsewhere
        return self.texts_elsewhere([self]).get(self.pk, "") if text is None else text

    def is_in_audience(self, user: Any) -> bool:
        """Whether ``user`` holds this page's key; says nothing about drafts."""
        return self.audience_key in audience_keys(user)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or 404 for who is outside its audience: not even its existence is told."""
        if not self.is_in_audience(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)

    @classmethod
    def texts_elsewhere(cls, pages: Iterable[Any]) -> dict[int, str]:
        """By page, what its readers may read of it in other tables; in as many queries for one page as for many. Pages of
        another kind have nothing here."""
        return {}

    def permissions_for_user(self, user: Any) -> Any:
        """Rights in the admin, for who is in the audience; the others have none, a superuser neither."""
        from ..policies import permission_tester

        return permission_tester(user, self)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.is_in_audience(AnonymousUser()) else []

    @property
    def is_public(self) -> bool:
        return self.audience_key == PUBLIC

    @property
    def is_for_members(self) -> bool:
        return self.audience_key == MEMBERS


def closed_slug(slug: str, *, title: str) -> str:
    """The address of a page inside a circle: one made from the title gets a random end, so that no other page of this name
    is numbered after it and tells that it is there. An address that somebody thought up stays."""
    name = slugify(title, allow_unicode=True)
    if slug and not re.fullmatch(rf"{re.escape(name)}(-\d+)?", slug):
        return slug
    return f"{name[:200]}-{secrets.token_hex(3)}".strip("-")


def renamed_slug(slug: str, *, old: str, new: str) -> str:
    """The address that goes with the title ``new``, when it was made from ``old``: what was taken out of a title would go on
    in the address. Its end stays, by which the old one still leads there (`end_of`)."""
    made = re.escape(slugify(old, allow_unicode=True)[:200])
    if not re.fullmatch(rf"{made}-[0-9a-f]{{6}}", slug):
        return slug
    return f"{slugify(new, allow_unicode=True)[:200]}{end_of(slug)}".strip("-")


def end_of(slug: str) -> str:
    """What `closed_slug` put after the title; "" when it did not."""
    found = re.search(r"-[0-9a-f]{6}\Z", slug)
    return found[0] if found else ""


class ContentTag(TaggedItemBase):
    content_object = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="tagged_items")
