"""Mail to respondents and co-writers: that something waits for them, never what."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions import emails
from regions.models import User

from .models import CaseStudyPage, Reflection
from .states import ReflectionState


def _send(reflection: Reflection, *, users: Any, subject: Any, template: str) -> None:
    path = reverse("casestudies:reflection", args=[reflection.pk])
    for user in users:
        emails.send(user, subject=subject, template=template, context={"path": path})


def _readers(reflection: Reflection) -> Any:
    """Respondents who still read in the circle."""
    reading = reflection.circle.memberships.reading().values("user")
    return User.objects.filter(respondents__reflection=reflection, pk__in=reading, is_active=True)


def opened(reflection: Reflection, *, users: Any) -> None:
    _send(
        reflection,
        users=users,
        subject=_("You are asked to look back on a case"),
        template="casestudies/emails/opened.txt",
    )


def revealed(reflection: Reflection) -> None:
    _send(
        reflection,
        users=_readers(reflection),
        subject=_("The answers to the case reflection are open"),
        template="casestudies/emails/revealed.txt",
    )


def remind(reflection: Reflection) -> None:
    """To who has not answered the round that is open, and to nobody else."""
    column = "answered_round_one" if reflection.state == ReflectionState.ROUND_ONE else "answered_round_two"
    late = reflection.respondents.filter(**{column: False}).values("user")
    _send(
        reflection,
        users=_readers(reflection).filter(pk__in=late),
        subject=_("Your answer to a case reflection is still awaited"),
        template="casestudies/emails/reminder.txt",
    )


def lapsed(reflection: Reflection) -> None:
    """To who opened it: the deadline passed, and too few had answered."""
    _send(
        reflection,
        users=[reflection.opened_by],
        subject=_("Too few answers for a case reflection to open"),
        template="casestudies/emails/lapsed.txt",
    )


def asked_along(case: CaseStudyPage, *, user: User) -> None:
    """To who is asked to write or read along."""
    path = reverse("casestudies:workspace", args=[case.pk])
    emails.send(
        user,
        subject=_("You are asked to work along on a case"),
        template="casestudies/emails/asked_along.txt",
        context={"path": path},
    )


def review_due(case: CaseStudyPage) -> None:
    """To its owner: the day they set has come."""
    path = reverse("casestudies:workspace", args=[case.pk])
    subject = _("Time to look at a case of yours again")
    emails.send(case.owner, subject=subject, template="casestudies/emails/review_due.txt", context={"path": path})
