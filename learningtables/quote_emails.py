"""Mail about words of somebody in a lesson: a link, and nothing of either."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions import emails

from .models import QuoteConsent


def ask(consents: Iterable[QuoteConsent]) -> None:
    """Each author once, however many of their texts are used."""
    texts = [(one, one.contribution.author.user) for one in reversed(list(consents)) if one.contribution]
    first = {author: consent for consent, author in texts if author is not None}
    for author, consent in first.items():
        emails.send(
            author,
            subject=_("May a lesson use words of yours?"),
            template="learningtables/emails/consent_asked.txt",
            context={"path": reverse("learningtables:consent", args=[consent.pk])},
        )


def answered(consent: QuoteConsent) -> None:
    """To who wrote the lesson."""
    owner = consent.lesson.owner
    if owner is not None and owner.is_active:
        emails.send(
            owner,
            subject=_("An answer about words in your lesson"),
            template="learningtables/emails/consent_answered.txt",
            context={"path": reverse("learningtables:consents", args=[consent.lesson_id])},
        )


def released(consent: QuoteConsent) -> None:
    text = consent.contribution
    author = text.author.user if text else None
    if text is not None and author is not None and author.is_active:
        emails.send(
            author,
            subject=_("A lesson no longer uses words of yours"),
            template="learningtables/emails/consent_released.txt",
            context={"path": reverse("learningtables:session", args=[text.step.room.session_id])},
        )
