"""What follows on a change that no action of ours makes."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import PageLogEntry

from lessons.models import ContentPage
from regions.audience import PUBLIC


@receiver(post_delete, sender=ContentPage)
def forget_title(instance: ContentPage, **kwargs: Any) -> None:
    """The log shows a page that is gone to whoever runs the site: of one that was not public, that it was there and no more."""
    if instance.audience_key != PUBLIC or not instance.live:
        PageLogEntry.objects.filter(page=instance.pk).update(label=instance.get_kind_display(), data={})
