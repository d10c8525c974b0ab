"""Grows the site by copies of what the demo holds, with other texts, places and days: for measuring, not for reading."""

import copy
import datetime
import random
import uuid
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page

from casestudies.models import CaseStudyPage
from learningtables.models import LearningTablePage, SessionPage
from lessons.models import ContentPage, LessonPage, Theme, Uptake
from lessons.models.content import ContentTag
from lessons.states import LessonStatus, UptakeStatus
from regions.models import Region

BATCH = 500
DAYS = 2500
# Which part of what is added is of each kind.
SHARES = {LessonPage: 0.6, CaseStudyPage: 0.25, SessionPage: 0.15}
# The text of each kind that is told anew for each copy.
TEXTS = {LessonPage: "why", CaseStudyPage: "situation", SessionPage: "preparation"}
SENTENCES_EACH = 6


@transaction.atomic
def grow_to(total: int) -> int:
    """Content pages until there are ``total`` of them; returns how many were added. The index is the caller's to rebuild."""
    missing = max(total - ContentPage.objects.count(), 0)
    grower = Grower()
    for model, share in SHARES.items():
        grower.add(model, round(missing * share))
    return missing


class Grower:
    def __init__(self) -> None:
        self.random = random.Random(2017)  # noqa: S311 - the same site on every machine
        self.regions = list(Region.objects.current().select_related("page"))
        self.themes = list(Theme.objects.exclude(parent=None).values_list("pk", flat=True))
        self.tags = list(Tag.objects.values_list("pk", flat=True))
        self.sentences = sorted(
            {
                sentence.strip()
                for model, name in TEXTS.items()
                for text in model.objects.values_list(name, flat=True)
                for sentence in text.replace("\n", " ").split(". ")
                if sentence.strip()
            }
        )

    def add(self, model: type[Any], amount: int) -> None:
        examples = list(model.objects.live())
        parents = self._parents(model)
        places = {parent.pk: self._places(parent) for parent in parents}
        numbers = count(1)
        copies = (
            self._copy(model, self.random.choice(examples), parent, next(places[parent.pk]), next(numbers))
            for parent in (self.random.choice(parents) for _ in range(amount))
        )
        while batch := list(islice(copies, BATCH)):
            _insert_with_parents(model, batch)
            self._describe(model, batch)
        for parent in parents:
            children = Page.objects.filter(depth=parent.depth + 1, path__startswith=parent.path).count()
            Page.objects.filter(pk=parent.pk).update(numchild=children)

    def _parents(self, model: type[Any]) -> list[Page]:
        if model is SessionPage:
            return list(LearningTablePage.objects.live())
        return [region.page for region in self.regions]

    def _places(self, parent: Page) -> Iterator[str]:
        """The paths of the next children."""
        last = Page.objects.filter(depth=parent.depth + 1, path__startswith=parent.path).order_by("path").last()
        steps = count(1 + (Page._str2int(last.path[len(parent.path) :]) if last else 0))
        return (Page._get_path(parent.path, parent.depth + 1, step) for step in steps)

    def _copy(self, model: type[Any], example: Any, parent: Any, path: str, number: int) -> Any:
        page = copy.copy(example)
        page._state = copy.copy(example._state)
        page.pk = page.id = page.page_ptr_id = page.contentpage_ptr_id = None
        page.path, page.depth, page.numchild = path, parent.depth + 1, 0
        page.title = page.draft_title = f"{example.title[:120]} ({number})"
        page.slug = f"{model.KIND}-{number}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.translation_key = uuid.uuid4()
        page.latest_revision = page.live_revision = None
        page.date = timezone.localdate() - datetime.timedelta(days=self.random.randrange(DAYS))
        page.year = page.date.year
        page.lead_region_id = parent.region_id if hasattr(parent, "region_id") else parent.lead_region_id
        setattr(page, TEXTS[model], ". ".join(self.random.sample(self.sentences, SENTENCES_EACH)))
        if model is SessionPage:
            page.uid = uuid.uuid4()
        return page

    def _describe(self, model: type[Any], pages: Sequence[Any]) -> None:
        """Themes and tags, and for a lesson what regions do with it."""
        through = ContentPage.themes.through
        through.objects.bulk_create(
            through(contentpage_id=page.pk, theme_id=theme)
            for page in pages
            for theme in self.random.sample(self.themes, 2)
        )
        ContentTag.objects.bulk_create(
            ContentTag(content_object_id=page.pk, tag_id=tag)
            for page in pages
            for tag in self.random.sample(self.tags, 3)
        )
        if model is LessonPage:
            self._take_up([page for page in pages if page.status == LessonStatus.PUBLISHED])

    def _take_up(self, lessons: Sequence[LessonPage]) -> None:
        positive = (UptakeStatus.RECOGNISED, UptakeStatus.TRYING, UptakeStatus.ADOPTED, UptakeStatus.ADAPTED)
        Uptake.objects.bulk_create(
            Uptake(lesson_id=lesson.pk, region=region, status=self.random.choice(positive), date=lesson.date)
            for lesson in lessons
            for region in self.random.sample(self.regions, self.random.randrange(4))
        )


def _insert_with_parents(model: type[Model], pages: Sequence[Any]) -> None:
    """One insert per table for all ``pages``; Django's own bulk_create does not take models of several tables."""
    roots = [
        Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}) for page in pages
    ]
    Page.objects.bulk_create(roots)
    for page, root in zip(pages, roots, strict=True):
        page.id = page.page_ptr_id = page.contentpage_ptr_id = root.pk
    for table in (ContentPage, model):
        table._base_manager._insert(pages, fields=table._meta.local_concrete_fields, using="default")  # type: ignore[union-attr]
