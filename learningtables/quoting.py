"""Words from the room in a lesson: whose they are, whether they agreed to it as it reads, and whether they still stand in it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from lessons.holds import Hold
from lessons.models import LessonPage
from lessons.states import LessonStatus
from regions.differences import plain
from regions.models import Membership, User

from .models import Contribution, LearningTablePage, Participant, QuoteConsent, SessionPage, with_tables
from .states import ConsentState

READ = ("title", "summary", "why", "conditions", "sources")
# So many words in a row that are somebody's are their words; fewer are anybody's.
RUN = 5
FEWEST = 3


def digest_of(texts: Mapping[str, Any]) -> str:
    """Of what a lesson says: another text has another digest."""
    said = [plain(texts.get(name)) for name in READ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def latest_text(lesson: LessonPage) -> dict[str, str]:
    """Of the newest revision: what is going to be shown."""
    revision = lesson.latest_revision
    content: Mapping[str, Any] = revision.content if revision else vars(lesson)
    return {name: content.get(name) or "" for name in READ}


# --- what may be quoted -------------------------------------------------------------------------------------------


def quotable(participant: Participant) -> Any:
    """What others with a seat at the table wrote, as far as ``participant`` reads it. A guest's words stay in the room: nobody
    could ask them later."""
    seated = participant.session.table.people.values("user")
    readable = Contribution.objects.readable_by(participant).filter(score__isnull=True, author__user__in=seated)
    return readable.select_related("step", "group", "author").order_by("step__position", "group", "pk")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def still_quoted(body: str, texts: Mapping[str, str]) -> bool:
    """Whether so many words in a row as are nobody else's stand in ``texts``."""
    own = words(body)
    if len(own) < FEWEST:
        return False
    run = min(RUN, len(own))
    said = " " + " ".join(words("\n".join(texts.values()))) + " "
    return any(f" {' '.join(own[at : at + run])} " in said for at in range(len(own) - run + 1))


# --- consent ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    consent: QuoteConsent
    state: ConsentState


def is_settled(consent: QuoteConsent, digest: str) -> bool:
    return bool(consent.agreed) and consent.digest == digest


def standings(lesson: LessonPage) -> list[Standing]:
    """How each consent to the lesson's newest text stands."""
    consents = list(lesson.quote_consents.select_related("contribution__author", "contribution__step__room__session"))
    digest = digest_of(latest_text(lesson))
    seated = _seats([consent for consent in consents if consent.contribution])
    return [Standing(consent, _state(consent, digest, seated)) for consent in consents]


def _state(consent: QuoteConsent, digest: str, seated: set[tuple[int, int]]) -> ConsentState:
    contribution = consent.contribution
    if is_settled(consent, digest):
        return ConsentState.AGREED
    if contribution is None or (contribution.author.user_id, table_of(contribution).circle_id) not in seated:
        return ConsentState.GONE
    if contribution.withdrawn_at or (consent.agreed is False and consent.digest == digest):
        return ConsentState.REFUSED
    return ConsentState.OPEN


def table_of(contribution: Contribution) -> LearningTablePage:
    session: SessionPage = contribution.step.room.session
    return session.table


def _seats(consents: Iterable[QuoteConsent]) -> set[tuple[int, int]]:
    """(person, circle) of the authors who still sit at the table where they wrote. The sessions know their tables afterwards."""
    texts = [consent.contribution for consent in consents if consent.contribution]
    with_tables(text.step.room.session for text in texts)
    circles = {table_of(text).circle_id for text in texts}
    people = {text.author.user_id for text in texts}
    seats = Membership.objects.reading().filter(circle__in=circles, user__in=people, user__is_active=True)
    return set(seats.values_list("user", "circle"))


def waiting_for(user: User) -> list[QuoteConsent]:
    """Lessons that would use words of ``user``, who has not said yes or no to them as they read now."""
    asked = QuoteConsent.objects.filter(contribution__author__user=user, contribution__withdrawn_at=None)
    asked = asked.exclude(lesson__status=LessonStatus.RETIRED)
    asked = asked.select_related("lesson__latest_revision", "contribution__author", "contribution__step__room__session")
    open_ones = [one for one in asked if one.digest != digest_of(latest_text(one.lesson))]
    seated = _seats(open_ones)
    return [one for one in open_ones if one.contribution and (user.pk, table_of(one.contribution).circle_id) in seated]


def awaited_consent(lesson: LessonPage, texts: Mapping[str, str]) -> list[Hold]:
    """Why ``lesson`` may not be shown with ``texts`` yet: somebody whose words are used has not agreed to them."""
    consents = list(QuoteConsent.objects.filter(lesson=lesson.pk))
    if not consents:
        return []
    digest = digest_of(texts)
    n = sum(not is_settled(consent, digest) for consent in consents)
    if not n:
        return []
    reason = ngettext(
        "It uses %(n)d text from the room whose author has not agreed to how it reads now.",
        "It uses %(n)d texts from the room whose authors have not agreed to how it reads now.",
        n,
    )
    return [Hold(reason % {"n": n}, reverse("learningtables:consents", args=[lesson.pk]))]
