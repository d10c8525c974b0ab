"""What the index hears of."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from modelsearch.index import insert_or_update_object

from .models import ContentPage, Theme


@receiver(post_save, sender=Theme)
def index_pages_of_theme(instance: Theme, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Pages are found by the names of their themes and of the main themes over them."""
    if not (created or raw):
        transaction.on_commit(lambda: _index_again(instance))


def _index_again(theme: Theme) -> None:
    carrying = ContentPage.objects.filter(Q(themes=theme) | Q(themes__parent=theme)).distinct()
    for page in carrying.specific().iterator(chunk_size=100):
        insert_or_update_object(page)
