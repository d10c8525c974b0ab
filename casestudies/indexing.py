"""What the index hears of: a case is found by what its reflections came to, and by nothing while somebody judges it alone."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from modelsearch.tasks import insert_or_update_object_task

from .models import CaseStudyPage, Reflection
from .states import ReflectionState

TELLS = (ReflectionState.ROUND_ONE, ReflectionState.ROUND_TWO, ReflectionState.CLOSED)


@receiver(post_save, sender=Reflection)
def tell_the_index(instance: Reflection, raw: bool = False, **kwargs: Any) -> None:
    """When one is opened, revealed and closed."""
    if raw or instance.state not in TELLS:
        return
    name = CaseStudyPage._meta
    index = partial(insert_or_update_object_task.enqueue, name.app_label, name.model_name, str(instance.case_id))
    transaction.on_commit(index)
