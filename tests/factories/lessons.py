from typing import Any

import factory
from factory.django import DjangoModelFactory

from lessons import models
from lessons.states import LessonStatus, UptakeStatus
from regions.audience import PUBLIC
from regions.models import Region


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Theme

    name = factory.Sequence(lambda n: f"Thema {n}")
    name_en = factory.Sequence(lambda n: f"Theme {n}")
    slug = factory.Sequence(lambda n: f"thema-{n}")


class LessonFactory(factory.Factory):
    """A lesson under its region's page: published for everyone unless said otherwise."""

    class Meta:
        model = models.LessonPage

    class Params:
        draft = factory.Trait(live=False, status=LessonStatus.DRAFT)
        agreed = factory.Trait(live=False, status=LessonStatus.AGREED)

    title = factory.Sequence(lambda n: f"Bel de ouders voordat het plan af is {n}")
    summary = "Een gesprek vooraf scheelt een bezwaar achteraf."
    why = "Twee keer bleek het plan niet te passen."
    audience_key = PUBLIC
    status = LessonStatus.PUBLISHED
    live = True

    @classmethod
    def _create(
        cls, model_class: Any, *args: Any, region: Region, themes: Any = (), tags: Any = (), **kwargs: Any
    ) -> Any:
        lesson = model_class(lead_region=region, **kwargs)
        lesson.themes = list(themes)
        lesson.tags.set(list(tags))
        parent = region.page
        parent.refresh_from_db()
        parent.add_child(instance=lesson)
        lesson.save_revision()
        return lesson


class UptakeFactory(DjangoModelFactory):
    class Meta:
        model = models.Uptake

    status = UptakeStatus.TRYING
    date = factory.Faker("date_object")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = models.Action

    what = "De school bellen voor het plan af is"
    due_on = "2030-01-01"
