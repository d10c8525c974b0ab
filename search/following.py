"""What is noted for the index when something is saved or deleted: pages, and what search reads of them in other tables."""

from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from modelsearch import signal_handlers
from modelsearch.backends.base import get_model_root
from modelsearch.index import Indexed, get_indexed_models, insert_or_update_object
from taggit.models import Tag
from wagtail.models import Page
from wagtail.signals import page_published

from lessons.models import ContentPage, Theme
from regions.models import Partnership, Region

from . import pending

# By model: of some of its primary keys the pages, in whose search fields something of these objects stands.
_followed: dict[str, Callable[[Collection[Any]], QuerySet]] = {}


def follow(model: type[Model], pages_of: Callable[[Collection[Any]], QuerySet]) -> None:
    """From now on, a change of one of ``model`` is a change of the pages that ``pages_of`` gives for its primary key. Nothing is
    asked while somebody waits: there may be many. Pages hear of a new one when they are saved with it."""
    _followed[model._meta.label] = pages_of
    post_save.connect(_followed_saved, sender=model)
    pre_delete.connect(_followed_goes, sender=model)


def pages_with(label: str, pks: Collection[Any]) -> list[Any]:
    """Of all pages, those to be indexed anew because of these objects."""
    pages_of = _followed.get(label)
    return sorted(set(pages_of(pks).order_by().values_list("pk", flat=True))) if pages_of else []


def _followed_saved(instance: Model, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created or raw:
        return
    if pending.keeper() is None:
        pending.note(ContentPage, pages_with(instance._meta.label, [instance.pk]))
    else:
        pending.note(type(instance), [instance.pk])


def _followed_goes(instance: Model, **kwargs: Any) -> None:
    """Which pages had it can be asked only now."""
    pending.note(ContentPage, pages_with(instance._meta.label, [instance.pk]))


# --- what is indexed itself --------------------------------------------------------------------------


def _before_save(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Who may read it now is another question than who may read it once it is saved. Wagtail unpublishes several pages at once,
    and those that expire, as pages of no kind."""
    instance._hides = False
    if raw or instance._state.adding or not isinstance(instance, Page) or not _is_noted():
        return
    read_by = ContentPage.objects.filter(pk=instance.pk, live=True).values_list("audience_key", flat=True).first()
    instance._hides = read_by is not None and (
        not instance.live or read_by != getattr(instance, "audience_key", read_by)
    )


def _saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or settings.SEARCH_UPDATES == pending.Updates.OFF:
        return
    if pending.keeper() is None:
        signal_handlers.post_save_signal_handler(instance, **kwargs)
    else:
        pending.note(type(instance), [instance.pk], hides=instance._hides)


def _deleted(instance: Any, **kwargs: Any) -> None:
    """Of a page all rows go, and each tells; that of the root comes last and always."""
    if settings.SEARCH_UPDATES == pending.Updates.OFF:
        return
    if pending.keeper() is None:
        signal_handlers.post_delete_signal_handler(instance, **kwargs)
    elif get_model_root(type(instance)) is type(instance):
        pending.note(type(instance), [instance.pk], hides=True)


def _published(instance: Any, **kwargs: Any) -> None:
    """A page's themes and tags are written after its row, and saving the row is the sign to index: here all is there."""
    if settings.SEARCH_UPDATES == pending.Updates.OFF:
        return
    if pending.keeper() is None:
        insert_or_update_object(instance)
    else:
        pending.note(type(instance), [instance.pk])


def _is_noted() -> bool:
    return settings.SEARCH_UPDATES != pending.Updates.OFF and pending.keeper() is not None


# --- what pages are found by ----------------------------------------------------------------------


def _with_theme(pks: Collection[Any]) -> QuerySet:
    """Those that carry it, or a theme under it."""
    return ContentPage.objects.filter(Q(themes__in=pks) | Q(themes__parent__in=pks))


def _with_tag(pks: Collection[Any]) -> QuerySet:
    return ContentPage.objects.filter(tagged_items__tag__in=pks)


def _led_by(pks: Collection[Any]) -> QuerySet:
    return ContentPage.objects.filter(lead_region__in=pks)


def _of_partnership(pks: Collection[Any]) -> QuerySet:
    return ContentPage.objects.filter(lead_region__partnerships__in=pks)


def _partners_changed(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Pages are found by the partnerships that their region takes part in."""
    if action == "pre_clear":
        regions = [instance.pk] if reverse else list(instance.regions.values_list("pk", flat=True))
    elif action in ("post_add", "post_remove"):
        regions = [instance.pk] if reverse else sorted(pk_set or ())
    else:
        return
    if pending.keeper() is None:
        pending.note(ContentPage, pages_with(Region._meta.label, regions))
    else:
        pending.note(Region, regions)


def begin() -> None:
    """When all models are there, and before modelsearch listens to them itself."""
    Indexed.search_auto_update = False
    for model in get_indexed_models():
        pre_save.connect(_before_save, sender=model)
        post_save.connect(_saved, sender=model)
        post_delete.connect(_deleted, sender=model)
    page_published.connect(_published)
    m2m_changed.connect(_partners_changed, sender=Partnership.regions.through)
    follow(Theme, _with_theme)
    follow(Tag, _with_tag)
    follow(Region, _led_by)
    follow(Partnership, _of_partnership)
