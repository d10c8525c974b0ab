"""What the index hears of."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Theme
from .tasks import index_pages_of_theme


@receiver(post_save, sender=Theme)
def tell_the_index(instance: Theme, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Pages are found by the names of their themes and of the main themes over them; there may be many: nobody waits for it."""
    if not (created or raw):
        transaction.on_commit(partial(index_pages_of_theme.enqueue, instance.pk))
