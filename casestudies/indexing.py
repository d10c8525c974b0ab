"""What the index hears of: a case is found by what its reflections came to, and by nothing while somebody judges it alone."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from search import pending

from .models import CaseStudyPage, Reflection
from .signals import audience_changed
from .states import ReflectionState

TELLS = (ReflectionState.ROUND_ONE, ReflectionState.ROUND_TWO, ReflectionState.CLOSED)


@receiver(post_save, sender=Reflection)
def tell_the_index(instance: Reflection, raw: bool = False, **kwargs: Any) -> None:
    """When one is opened, revealed and closed."""
    if not raw and instance.state in TELLS:
        judged_alone = instance.state == ReflectionState.ROUND_ONE
        pending.note(CaseStudyPage, [instance.case_id], hides=judged_alone)


@receiver(audience_changed, sender=CaseStudyPage)
def hide_until_known(case: CaseStudyPage, **kwargs: Any) -> None:
    """Some of who could read it may not any more, whichever way it was written."""
    pending.note(CaseStudyPage, [case.pk], hides=True)
