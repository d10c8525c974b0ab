"""What can be done with circles: found one, let people in, change how they stand in it."""

import datetime
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails
from ..audit import record
from ..models import Circle, Invitation, Membership, User
from ..states import LEADING_ROLES, READING_STATUSES, ROLES_BY_CIRCLE, CircleKind, IllegalMove, MembershipStatus, Role

INVITATION_DAYS = 14


@transaction.atomic
def found_circle(*, kind: CircleKind, name: str, user: User | None) -> Circle:
    """A new circle without members; ``user`` is None when a command lays it."""
    circle = Circle.objects.create(kind=kind, name=name)
    record(circle, "regions.found_circle", user=user)
    return circle


@transaction.atomic
def add_member(
    circle: Circle,
    *,
    member: User,
    role: Role,
    user: User | None,
    status: MembershipStatus = MembershipStatus.ACTIVE,
) -> Membership:
    """``member`` in ``circle``; who is in it already gets the role and status given here."""
    if role not in ROLES_BY_CIRCLE[circle.kind]:
        raise IllegalMove(_("This role does not exist in a circle of this kind."))
    membership, _created = Membership.objects.exclude(status=MembershipStatus.ENDED).update_or_create(
        circle=circle, user=member, defaults={"role": role, "status": status}
    )
    _sync_editors(membership)
    record(membership, "regions.add_member", user=user, circle=circle.pk, role=role, status=status)
    return membership


@transaction.atomic
def set_membership_status(membership: Membership, *, status: MembershipStatus, user: User | None) -> Membership:
    membership.status = status
    membership.save(update_fields=["status"])
    _sync_editors(membership)
    record(membership, "regions.set_membership_status", user=user, status=status)
    return membership


def _sync_editors(membership: Membership) -> None:
    """Who leads a circle edits its pages in Wagtail, and nobody else does."""
    group = membership.circle.editors
    if group is None:
        return
    if membership.status in READING_STATUSES and membership.role in LEADING_ROLES:
        membership.user.groups.add(group)
    else:
        membership.user.groups.remove(group)


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(circle: Circle, *, email: str, role: Role, user: User) -> Invitation:
    """Offer a seat. An earlier open invitation of the same address to the same circle loses its link."""
    if role not in ROLES_BY_CIRCLE[circle.kind]:
        raise IllegalMove(_("This role does not exist in a circle of this kind."))
    if role == Role.CHAIR:
        raise IllegalMove(_("A committee has one chair, who is proposed and not invited by mail."))
    if (
        Membership.objects.exclude(status=MembershipStatus.ENDED)
        .filter(circle=circle, user__email__iexact=email)
        .exists()
    ):
        raise IllegalMove(_("This person is in the circle already."))
    Invitation.objects.open().filter(circle=circle, email__iexact=email).update(expires_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(),
        circle=circle,
        role=role,
        token_digest=token_digest(token),
        invited_by=user,
        expires_at=timezone.now() + datetime.timedelta(days=INVITATION_DAYS),
    )
    record(invitation, "regions.invite", user=user, circle=circle.pk, role=role)
    emails.send_invitation(invitation, token=token)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User) -> Membership:
    """Take the seat as ``user``. Raises IllegalMove when the invitation was used or is past its date."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not Invitation.objects.open().filter(pk=invitation.pk).exists():
        raise IllegalMove(_("This invitation has been used or is past its date. Ask for a new one."))
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    standing = Membership.objects.exclude(status=MembershipStatus.ENDED).filter(circle=invitation.circle, user=user)
    if (seat := standing.first()) is not None:
        if seat.status not in READING_STATUSES:
            # A seat that is closed to its holder is not opened by a letter to another of their addresses.
            raise IllegalMove(_("This person is in the circle already."))
        return seat
    # Whoever comes onto a committee by mail declares their ties first, like those who were proposed.
    on_committee = invitation.circle.kind == CircleKind.COMMITTEE
    status = MembershipStatus.AWAITING_DECLARATION if on_committee else MembershipStatus.ACTIVE
    return add_member(invitation.circle, member=user, role=Role(invitation.role), user=user, status=status)
