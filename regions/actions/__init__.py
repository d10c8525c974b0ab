"""What can be done with people, circles and regions."""

from .circles import (
    INVITATION_DAYS,
    _sync_editors,
    accept_invitation,
    add_member,
    found_circle,
    invite,
    set_membership_status,
    token_digest,
)

__all__ = [
    "INVITATION_DAYS",
    "_sync_editors",
    "accept_invitation",
    "add_member",
    "found_circle",
    "invite",
    "set_membership_status",
    "token_digest",
]
