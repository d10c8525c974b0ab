"""Putting together what belongs together, and voting on it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from regions.states import IllegalMove

from .. import rules
from ..models import Contribution, ContributionGroup, Participant, Room, Step, Vote
from ..states import Voting
from .events import touch
from .room import led_by, open_room_locked

MOST_VOTES = 10


def _board(step: Step, by: Participant) -> tuple[Room, Step]:
    """The locked room and the step, for who may arrange what stands there."""
    room = open_room_locked(step.room)
    step = room.steps.get(pk=step.pk)
    if not rules.may_arrange(by, room, step):
        raise IllegalMove(
            _("What was written here can be put together once it has been revealed, by who sits at the table.")
        )
    if step.voting != Voting.NONE:
        raise IllegalMove(_("People are voting on this, or have voted: it stays as it is."))
    return room, step


@transaction.atomic
def make_group(
    step: Step, *, title: str, by: Participant, contributions: Iterable[Contribution] = ()
) -> ContributionGroup:
    room, step = _board(step, by)
    group = ContributionGroup.objects.create(step=step, title=_titled(title))
    chosen = [contribution.pk for contribution in contributions]
    Contribution.objects.standing().filter(step=step, pk__in=chosen).update(group=group)
    sweep(step, keep=group)
    touch(room)
    return group


@transaction.atomic
def rename_group(group: ContributionGroup, *, title: str, by: Participant) -> ContributionGroup:
    room, _step = _board(group.step, by)
    group.title = _titled(title)
    group.save(update_fields=["title"])
    touch(room)
    return group


def _titled(title: str) -> str:
    if not title.strip():
        raise IllegalMove(_("Give the group a name."))
    return title.strip()[:100]


@transaction.atomic
def put(contribution: Contribution, *, group: ContributionGroup | None, by: Participant) -> Contribution:
    """Into ``group``, or out of any. A group that nobody is in any more is gone."""
    room, step = _board(contribution.step, by)
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if contribution.withdrawn_at or (group is not None and group.step_id != step.pk):
        raise IllegalMove(_("This is not there any more. This is how it stands; nothing was changed."))
    contribution.group = group
    contribution.save(update_fields=["group"])
    sweep(step)
    touch(room)
    return contribution


def sweep(step: Step, keep: ContributionGroup | None = None) -> None:
    """Groups that nobody's text is in any more."""
    empty = step.groups.filter(contributions__isnull=True)
    (empty.exclude(pk=keep.pk) if keep else empty).delete()


# --- voting ----------------------------------------------------------------------------------------------------


@transaction.atomic
def open_vote(step: Step, *, votes_each: int, by: Participant) -> Step:
    room = led_by(step.room, by)
    step = room.steps.get(pk=step.pk)
    if step.hides:
        raise IllegalMove(_("Reveal what was written first: nobody can vote on what they do not see."))
    if not 1 <= votes_each <= MOST_VOTES:
        raise IllegalMove(_("Give everybody between 1 and %(most)s votes.") % {"most": MOST_VOTES})
    if not Contribution.objects.standing().filter(step=step, score__isnull=True).exists():
        raise IllegalMove(_("Nothing was written here to vote on."))
    step.voting, step.votes_each = Voting.OPEN, votes_each
    step.save(update_fields=["voting", "votes_each"])
    touch(room)
    return step


@transaction.atomic
def close_vote(step: Step, *, by: Participant) -> Step:
    """The counts open to everybody; twice is once."""
    room = led_by(step.room, by)
    step = room.steps.get(pk=step.pk)
    if step.voting == Voting.OPEN:
        step.voting = Voting.CLOSED
        step.save(update_fields=["voting"])
        touch(room)
    return step


@transaction.atomic
def vote(
    step: Step,
    *,
    by: Participant,
    on: bool,
    contribution: Contribution | None = None,
    group: ContributionGroup | None = None,
) -> int:
    """Give a vote to one of the two, or take it back; how many ``by`` has left."""
    room = open_room_locked(step.room)
    step = room.steps.get(pk=step.pk)
    if step.voting != Voting.OPEN or by.session_id != room.session_id:
        raise IllegalMove(_("Nobody is voting here now."))
    _check_choice(step, by, contribution, group)
    own = Vote.objects.filter(step=step, participant=by)
    chosen = own.filter(contribution=contribution, group=group)
    if not on:
        chosen.delete()
    elif not chosen.exists():
        if own.count() >= step.votes_each:
            raise IllegalMove(_("You have given all your votes. Take one back first."))
        Vote.objects.create(step=step, participant=by, contribution=contribution, group=group)
    touch(room)
    return step.votes_each - own.count()


def _check_choice(
    step: Step, by: Participant, contribution: Contribution | None, group: ContributionGroup | None
) -> None:
    if group is not None:
        there = group.step_id == step.pk
    else:
        alone = Contribution.objects.readable_by(by).filter(step=step, group__isnull=True, score__isnull=True)
        there = contribution is not None and alone.filter(pk=contribution.pk).exists()
    if not there:
        raise IllegalMove(_("This is not there any more. This is how it stands; nothing was changed."))
