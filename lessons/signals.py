"""What the index hears of."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from regions.models import Partnership

from .models import Theme
from .tasks import index_pages_led_by, index_pages_of_theme


@receiver(post_save, sender=Theme)
def tell_the_index(instance: Theme, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Pages are found by the names of their themes and of the main themes over them; there may be many: nobody waits for it."""
    if not (created or raw):
        transaction.on_commit(partial(index_pages_of_theme.enqueue, instance.pk))


@receiver(m2m_changed, sender=Partnership.regions.through)
def tell_the_index_of_partners(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Pages are found by the partnerships of their region."""
    if action == "pre_clear":
        regions = [instance.pk] if reverse else list(instance.regions.values_list("pk", flat=True))
    elif action in ("post_add", "post_remove"):
        regions = [instance.pk] if reverse else sorted(pk_set or ())
    else:
        return
    if regions:
        transaction.on_commit(partial(index_pages_led_by.enqueue, regions))
