"""The panel of young people and parents: asked by the committee's side, answering alone, heard together."""

from django.db import transaction
from django.utils.translation import gettext as _

from regions import actions as circles
from regions.audit import record
from regions.models import Invitation, Membership, User
from regions.states import CircleKind, IllegalMove, MembershipStatus, Role

from .. import rules
from ..models import Assessment, Criterion, VisitationPage
from ..states import PANEL_STAGES, Score, Voice
from .assessments import write_assessment
from .founding import found
from .locking import demand_stage


@transaction.atomic
def invite_to_panel(visitation: VisitationPage, *, email: str, user: User, role: Role = Role.MEMBER) -> Invitation:
    """A link by mail. The first invitation founds the panel's circle."""
    demand_stage(visitation, PANEL_STAGES)
    known = User.objects.filter(email__iexact=email).first()
    if known and rules.has_seat_in(known, visitation.committee_id, visitation.visited_party_id):
        raise IllegalMove(_("This person sits at one of the tables of this visitation."))
    if visitation.panel is None:
        visitation.panel = found(CircleKind.PANEL, visitation.title, user=user)
        visitation.save(update_fields=["panel"], clean=False)
    invitation = circles.invite(visitation.panel, email=email, role=role, user=user)
    record(visitation, "visitations.invite_to_panel", user=user)
    return invitation


@transaction.atomic
def answer_on_panel(
    visitation: VisitationPage,
    criterion: Criterion,
    *,
    score: Score | int | None,
    user: User,
    text: str = "",
    version: str | None = None,
) -> Assessment:
    """One person of the panel on one criterion; nobody reads it as theirs, and no log entry says when it was given."""
    demand_stage(visitation, PANEL_STAGES)
    return write_assessment(
        visitation, criterion, voice=Voice.PANEL, author=user, score=score, text=text, version=version
    )


@transaction.atomic
def end_panel_seat(seat: Membership, *, user: User) -> Membership:
    """What the person said goes with them, unless the panel has been heard already: then nothing can be taken out of it."""
    visitation = VisitationPage.objects.get(panel=seat.circle_id)
    demand_stage(visitation, PANEL_STAGES)
    if seat.status == MembershipStatus.ENDED:
        raise IllegalMove(_("This seat has ended already."))
    _end(visitation, seat, user=user)
    record(visitation, "visitations.end_panel_seat", user=user)
    return seat


def leave_panel(visitation: VisitationPage, person: User, *, user: User) -> None:
    """Who takes a seat at a table does not speak on the panel as well. Says nothing to who gave them the seat."""
    if visitation.panel_id is None:
        return
    for seat in Membership.objects.reading().filter(circle=visitation.panel_id, user=person):
        _end(visitation, seat, user=user)


def _end(visitation: VisitationPage, seat: Membership, *, user: User) -> None:
    circles.set_membership_status(seat, status=MembershipStatus.ENDED, user=user)
    if visitation.stage in PANEL_STAGES:
        Assessment.objects.filter(visitation=visitation, voice=Voice.PANEL, author=seat.user_id).delete()
