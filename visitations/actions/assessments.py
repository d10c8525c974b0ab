"""How far each criterion is met: what the visited party says of itself, what each member of the committee thinks alone, and what
the committee makes of it together."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from .. import emails
from ..judging import judges_of, unanswered
from ..models import Assessment, Criterion, Dissent, VisitationPage
from ..scores import criteria_of
from ..states import JUDGING_STAGES, Score, Stage, Voice
from .locking import demand_stage, demand_text


def write_assessment(
    visitation: VisitationPage,
    criterion: Criterion,
    *,
    voice: Voice,
    score: Score | int | None,
    text: str,
    author: User | None = None,
    version: str | None = None,
) -> Assessment:
    """Part of an action, in its transaction. Kept with the words in which the criterion was asked."""
    worded = next((one for one in criteria_of(visitation) if one.pk == criterion.pk), None)
    if worded is None:
        raise IllegalMove(_("This criterion belongs to another framework."))
    row = Assessment.objects.filter(visitation=visitation, criterion=worded, voice=voice, author=author).first()
    demand_version(version_of(row), version)
    row = row or Assessment(visitation=visitation, criterion=worded, voice=voice, author=author)
    row.score, row.text = score, text.strip()
    row.criterion_name, row.criterion_question = worded.name, worded.question
    row.save()
    return row


def _demand_in_hand(visitation: VisitationPage) -> None:
    demand_stage(visitation, {Stage.SELF_EVALUATION})
    if visitation.self_evaluated_on is not None:
        raise IllegalMove(_("The self-evaluation has been handed in and stays as it is."))


@transaction.atomic
def self_evaluate(
    visitation: VisitationPage,
    criterion: Criterion,
    *,
    score: Score | int | None,
    user: User,
    text: str = "",
    version: str | None = None,
) -> Assessment:
    """The visited party on one criterion; no score means that it cannot judge. EditConflict when another of its contacts saved
    since ``version``."""
    _demand_in_hand(visitation)
    row = write_assessment(visitation, criterion, voice=Voice.VISITED_PARTY, score=score, text=text, version=version)
    record(visitation, "visitations.self_evaluate", user=user, criterion=criterion.pk)
    return row


@transaction.atomic
def hand_in_self_evaluation(
    visitation: VisitationPage, *, user: User, cannot_judge: Collection[int] = ()
) -> VisitationPage:
    """From now on the committee reads it and nobody changes it. ``cannot_judge``: criteria that are left without an answer
    knowingly; raises IllegalMove when there are others."""
    _demand_in_hand(visitation)
    empty = unanswered(visitation, Voice.VISITED_PARTY)
    if overlooked := [criterion.name for criterion in empty if criterion.pk not in cannot_judge]:
        raise IllegalMove(_("Nothing was said yet on: %(criteria)s.") % {"criteria": ", ".join(overlooked)})
    for criterion in empty:
        write_assessment(visitation, criterion, voice=Voice.VISITED_PARTY, score=None, text="")
    _freeze(visitation, Voice.VISITED_PARTY)
    visitation.self_evaluated_on = timezone.localdate()
    visitation.save(update_fields=["self_evaluated_on"], clean=False)
    record(visitation, "visitations.hand_in_self_evaluation", user=user)
    emails.tell_self_evaluation(visitation)
    return visitation


def _freeze(visitation: VisitationPage, voice: Voice) -> None:
    """With the criterion's wording of this moment."""
    criteria = {criterion.pk: criterion for criterion in criteria_of(visitation)}
    rows = list(Assessment.objects.filter(visitation=visitation, voice=voice, criterion__in=criteria))
    for row in rows:
        row.handed_in_at = timezone.now()
        row.criterion_name = criteria[row.criterion_id].name
        row.criterion_question = criteria[row.criterion_id].question
    Assessment.objects.bulk_update(rows, ["handed_in_at", "criterion_name", "criterion_question"])


@transaction.atomic
def judge_alone(
    visitation: VisitationPage,
    criterion: Criterion,
    *,
    score: Score | int | None,
    user: User,
    text: str = "",
    version: str | None = None,
) -> Assessment:
    """A member's own judgement; nobody else reads it before all are opened together. It leaves no log entry: a moment and a name
    would show an order."""
    demand_stage(visitation, JUDGING_STAGES)
    if visitation.judgements_opened_on is not None:
        raise IllegalMove(_("The judgements have been opened, so your own stays as it was."))
    return write_assessment(
        visitation, criterion, voice=Voice.MEMBER, author=user, score=score, text=text, version=version
    )


@transaction.atomic
def open_judgements(visitation: VisitationPage, *, user: User, without: Collection[int] = ()) -> VisitationPage:
    """All members read each other's judgements from now on, and none can be changed any more. ``without``: ids of people whose
    judgement is not there and not waited for; raises IllegalMove with the names of others who have not judged everything."""
    demand_stage(visitation, JUDGING_STAGES)
    if visitation.judgements_opened_on is not None:
        raise IllegalMove(_("The judgements have been opened already."))
    judges = judges_of(visitation)
    if all(one.missing for one in judges):
        raise IllegalMove(_("Nobody has judged every criterion yet."))
    if awaited := [str(one) for one in judges if one.missing and one.seat.user_id not in without]:
        raise IllegalMove(_("Not everybody has judged: %(names)s.") % {"names": "; ".join(awaited)})
    _freeze(visitation, Voice.MEMBER)
    visitation.judgements_opened_on = timezone.localdate()
    visitation.save(update_fields=["judgements_opened_on"], clean=False)
    record(visitation, "visitations.open_judgements", user=user)
    emails.tell_judgements_opened(visitation)
    return visitation


def _demand_opened(visitation: VisitationPage) -> None:
    demand_stage(visitation, JUDGING_STAGES)
    if visitation.judgements_opened_on is None:
        raise IllegalMove(_("Each member judges alone first. Open the judgements, then judge together."))


@transaction.atomic
def judge_together(
    visitation: VisitationPage,
    criterion: Criterion,
    *,
    score: Score | int | None,
    text: str,
    user: User,
    version: str | None = None,
) -> Assessment:
    """The committee's one judgement, with its reasons. EditConflict when another member saved since ``version``."""
    _demand_opened(visitation)
    text = demand_text(text, _("Say in a few words what the judgement rests on: it is published."))
    row = write_assessment(visitation, criterion, voice=Voice.COMMITTEE, score=score, text=text, version=version)
    record(visitation, "visitations.judge_together", user=user, criterion=criterion.pk)
    return row


@transaction.atomic
def dissent(judgement: Assessment, *, text: str, user: User, version: str | None = None) -> Dissent:
    """Where a member does not go along with the judgement made together: published beside it, without a name, so that no log
    entry holds it either."""
    visitation = judgement.visitation
    _demand_opened(visitation)
    if judgement.voice != Voice.COMMITTEE:
        raise IllegalMove(_("Only with what the committee judges together can somebody disagree."))
    text = demand_text(text, _("Write down what you see differently."))
    standing = Dissent.objects.filter(assessment=judgement, author=user).first()
    demand_version(version_of(standing), version)
    row, _created = Dissent.objects.update_or_create(assessment=judgement, author=user, defaults={"text": text})
    return row


@transaction.atomic
def take_back_dissent(dissent: Dissent, *, user: User) -> Dissent:
    _demand_opened(dissent.assessment.visitation)
    dissent.delete()
    return dissent


def not_judged_together(visitation: VisitationPage) -> list[str]:
    """What is missing before the draft can go to the visited party, in words."""
    if visitation.judgements_opened_on is None:
        return [_("The members' own judgements have not been opened yet.")]
    return _missing(unanswered(visitation, Voice.COMMITTEE))


def _missing(criteria: Iterable[Any]) -> list[str]:
    names = ", ".join(criterion.name for criterion in criteria)
    return [_("The committee has not judged together yet: %(criteria)s.") % {"criteria": names}] if names else []
