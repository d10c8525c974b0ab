"""A lesson made of what people wrote in the room: asked of them, answered by them, or taken out of it again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.actions import write_lesson
from lessons.models import LessonPage
from lessons.states import SourceKind
from regions.audit import record
from regions.models import Region, User
from regions.states import IllegalMove
from regions.versions import demand_version

from .. import quote_emails
from ..models import Contribution, Participant, QuoteConsent
from ..quoting import digest_of, latest_text, quotable, standings, still_quoted
from ..states import ConsentState


@transaction.atomic
def quote_in_lesson(
    by: Participant,
    *,
    contributions: Iterable[Contribution],
    region: Region,
    title: str,
    why: str,
    user: User,
    **fields: Any,
) -> LessonPage:
    """A draft of the table's, from what was written in the session of ``by``. Whoever wrote it, other than ``user``, is asked
    whether they agree; until all have, the lesson is not published."""
    session = by.session
    chosen = list(contributions)
    if not chosen or quotable(by).filter(pk__in=[one.pk for one in chosen]).count() != len(chosen):
        raise IllegalMove(_("Choose from what was written in this session and can be read by you."))
    lesson = write_lesson(
        region=region,
        title=title,
        why=why,
        audience_key=session.table.circle.audience_key,
        provenance=[(SourceKind.SESSION, session, session.lead_region, session.year)],
        user=user,
        **fields,
    )
    others = [one for one in chosen if one.author.user_id != user.pk]
    consents = [QuoteConsent.objects.create(lesson=lesson, contribution=one) for one in others]
    record(session, "learningtables.quote_in_lesson", user=user, lesson=lesson.pk, contributions=len(chosen))
    quote_emails.ask(consents)
    return lesson


def _locked(lesson: LessonPage) -> LessonPage:
    """One lock for who publishes and who answers."""
    return LessonPage.objects.select_for_update(of=("self",)).get(pk=lesson.pk)


@transaction.atomic
def answer_consent(consent: QuoteConsent, *, agreed: bool, digest: str, user: User) -> QuoteConsent:
    """By the author of the words, about the text that ``digest`` is of."""
    lesson = _locked(consent.lesson)
    consent = QuoteConsent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.contribution is None or consent.contribution.author.user_id != user.pk:
        raise IllegalMove(_("Only who wrote the words can answer this."))
    demand_version(digest_of(latest_text(lesson)), digest)
    if lesson.live and consent.agreed and digest_of(vars(lesson)) == consent.digest and not agreed:
        raise IllegalMove(_("You agreed and the lesson has been published. Ask its owner to take your words out."))
    consent.agreed, consent.digest, consent.answered_at = agreed, digest, timezone.now()
    consent.save(update_fields=["agreed", "digest", "answered_at"])
    record(
        consent, "learningtables.answer_consent", user=user, agreed=agreed
    )  # a lesson's own log is read by more people
    quote_emails.answered(consent)
    return consent


@transaction.atomic
def ask_again(lesson: LessonPage, *, user: User) -> LessonPage:
    """Who has not answered about the text as it reads now is asked by mail."""
    lesson = _locked(lesson)
    asked = [one.consent for one in standings(lesson) if one.state == ConsentState.OPEN]
    if not asked:
        raise IllegalMove(_("Nobody has to be asked."))
    record(lesson, "learningtables.ask_consent", user=user, people=len(asked))
    quote_emails.ask(asked)
    return lesson


@transaction.atomic
def release_quote(consent: QuoteConsent, *, user: User) -> LessonPage:
    """``user`` says that the lesson no longer uses these words, which nobody has to agree to any more. The author hears of it."""
    lesson = _locked(consent.lesson)
    consent = QuoteConsent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.contribution and still_quoted(consent.contribution.body, latest_text(lesson)):
        raise IllegalMove(_("These words still stand in the lesson. Take them out of the text first."))
    record(lesson, "learningtables.release_quote", user=user)
    quote_emails.released(consent)
    consent.delete()
    return lesson
