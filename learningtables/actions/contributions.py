"""What people write in the room. What was confirmed is kept, and what is sent twice is kept once."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.states import IllegalMove

from ..models import Contribution, ContributionVersion, Participant, Ready, Room, Step
from ..models.contributions import HIGHEST_SCORE, LOWEST_SCORE
from ..states import ELSEWHERE, InputKind
from .boards import sweep
from .events import touch
from .room import locked_room

LONGEST_TEXT = 5000


@transaction.atomic
def write(
    step: Step,
    *,
    uid: uuid.UUID,
    body: str,
    by: Participant,
    score: int | None = None,
    contribution: Contribution | None = None,
    hidden: bool = False,
) -> Contribution:
    """Keep ``body`` as a contribution of ``by``, or as the new text of their ``contribution``. ``hidden`` says that the writer's
    screen promised that nobody else reads it yet.

    The writer's screen makes ``uid`` anew for each text; the same one again gives what the first kept, whatever came since.
    """
    room, step = _locked(step)
    kept = ContributionVersion.objects.filter(uid=uid).select_related("contribution").first()
    if kept is not None:
        return _sent_before(kept, by, body.strip(), score)
    _check_open(room, step, by)
    body = _checked(step, body, score)
    _check_numbers_closed(step)
    _check_promise(step, hidden)
    contribution = contribution or _standing_score(step, by)
    if contribution is None:
        written = Contribution.objects.create(
            uid=uid, step=step, author=by, kind=step.input_kind, body=body, score=score
        )
    else:
        written = _own(contribution, step, by)
        _check_unread(step)
        written.body, written.score = body, score
        written.save(update_fields=["body", "score"])
    ContributionVersion.objects.create(contribution=written, uid=uid, body=body, score=score)
    touch(room)
    return written


def _locked(step: Step) -> tuple[Room, Step]:
    """Both as they stand now. The room's row is the one lock: a reveal waits for what is being written, and the other way
    round."""
    room = locked_room(step.room)
    return room, room.steps.get(pk=step.pk)


def _sent_before(kept: ContributionVersion, by: Participant, body: str, score: int | None) -> Contribution:
    """Another text under the same number is not what was kept."""
    if kept.contribution.author_id != by.pk or (kept.body, kept.score) != (body, score):
        raise IllegalMove(_("This was not kept. Send it again."))
    return kept.contribution


def _check_open(room: Room, step: Step, by: Participant) -> None:
    if by.session_id != room.session_id:
        raise IllegalMove(_("You do not take part in this session."))
    if step.input_kind in ELSEWHERE:
        raise IllegalMove(_("Nothing is written at this step."))
    if not step.is_open_for_writing(room, timezone.now()):
        raise IllegalMove(
            _("This step is over. Your text is still here: say it aloud, or ask the facilitator to go back.")
        )


def _checked(step: Step, body: str, score: int | None) -> str:
    body = body.strip()
    if step.input_kind == InputKind.CHECK_OUT:
        if score is None or not LOWEST_SCORE <= score <= HIGHEST_SCORE:
            raise IllegalMove(_("Give a number from 1 to 10."))
    elif score is not None:
        raise IllegalMove(_("A number is asked at the check-out only."))
    elif not body:
        raise IllegalMove(_("Write something first."))
    if len(body) > LONGEST_TEXT:
        raise IllegalMove(
            _("This is longer than %(n)s characters. Make it shorter, or split it.") % {"n": LONGEST_TEXT}
        )
    return body


def _own(contribution: Contribution, step: Step, by: Participant) -> Contribution:
    fresh = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if fresh.author_id != by.pk or fresh.step_id != step.pk or fresh.withdrawn_at:
        raise IllegalMove(_("You can change what you wrote yourself, as long as it stands."))
    return fresh


def _check_promise(step: Step, hidden: bool) -> None:
    if hidden and not step.hides:
        raise IllegalMove(
            _(
                "This step was opened while you wrote: what you send now, everybody in the room reads at once."
                " Send it again if you want that."
            )
        )


def _standing_score(step: Step, by: Participant) -> Contribution | None:
    """Everybody has one score: another number takes the place of the first."""
    if step.input_kind != InputKind.CHECK_OUT:
        return None
    return Contribution.objects.standing().filter(step=step, author=by).first()


def _check_unread(step: Step) -> None:
    if step.written_first and step.revealed_at:
        raise IllegalMove(_("This was revealed: what you wrote first stays as it was. Write a new one beside it."))


def _check_numbers_closed(step: Step) -> None:
    """What comes or goes once the numbers are shown would be known by the difference."""
    given = Contribution.objects.standing().filter(step=step, score__isnull=False)
    if step.revealed_at and given.count() >= settings.SMALL_NUMBERS_K:
        raise IllegalMove(_("The numbers are shown: none is added, changed or taken back any more."))


@transaction.atomic
def withdraw(contribution: Contribution, *, by: Participant) -> Contribution:
    """Take one's own text back, also after the reveal: from then on nobody reads it."""
    room, step = _locked(contribution.step)
    if not room.is_open:
        raise IllegalMove(_("This room is closed. What was said is in the minutes and the report."))
    contribution = _own(contribution, step, by)
    _check_numbers_closed(step)
    contribution.withdrawn_at = timezone.now()
    contribution.group = None
    contribution.save(update_fields=["withdrawn_at", "group"])
    contribution.votes.all().delete()
    sweep(step)
    touch(room)
    return contribution


@transaction.atomic
def set_ready(step: Step, *, ready: bool, by: Participant) -> Step:
    room, step = _locked(step)
    if by.session_id != room.session_id or not step.is_open_for_writing(room, timezone.now()):
        raise IllegalMove(_("This step is over."))
    if ready:
        Ready.objects.get_or_create(step=step, participant=by)
    else:
        Ready.objects.filter(step=step, participant=by).delete()
    touch(room)
    return step
