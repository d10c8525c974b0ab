"""What rooms and sessions hear of elsewhere."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from casestudies.models import CaseStudyPage, Reflection
from casestudies.signals import audience_changed, moved_on
from search import pending

from .actions.question import keep_time
from .models import Room, SessionCase, SessionPage


@receiver(moved_on, sender=Reflection)
def tell_the_room(reflection: Reflection, **kwargs: Any) -> None:
    """Afterwards, and not in the same transaction: who leads locks the room first and the reflection then."""
    rooms = Room.objects.filter(session__agenda__reflection=reflection, closed_at=None)
    for room in rooms:
        transaction.on_commit(lambda room=room: keep_time(room, reflection))  # type: ignore[misc]


@receiver(audience_changed, sender=CaseStudyPage)
def index_reports_again(case: CaseStudyPage, **kwargs: Any) -> None:
    """A session's report is searched by no more people than may read the cases it tells of."""
    sessions = SessionPage.objects.filter(agenda__case=case.pk).values_list("pk", flat=True)
    pending.note(SessionPage, sessions.distinct(), hides=True)


@receiver([post_save, post_delete], sender=SessionCase)
def index_report_again(instance: SessionCase, raw: bool = False, **kwargs: Any) -> None:
    """With a case that fewer may read on its agenda, a report is read by fewer as well."""
    if not raw:
        pending.note(SessionPage, [instance.session_id], hides=True)
