"""What can be done with people, circles and regions."""

from .circles import (
    INVITATION_DAYS,
    accept_invitation,
    add_member,
    found_circle,
    invite,
    set_membership_status,
    token_digest,
)
from .mail import send_mail_again
from .statements import agree_statement, change_statement, report_undertaking, sign_statement, write_statement
from .support import (
    agree_support,
    change_support_request,
    close_support_request,
    reopen_support_request,
    say_about_support,
    send_support_request,
    withdraw_support_request,
    write_support_request,
)

__all__ = [
    "INVITATION_DAYS",
    "accept_invitation",
    "add_member",
    "agree_statement",
    "agree_support",
    "change_statement",
    "change_support_request",
    "close_support_request",
    "found_circle",
    "invite",
    "reopen_support_request",
    "report_undertaking",
    "say_about_support",
    "send_mail_again",
    "send_support_request",
    "set_membership_status",
    "sign_statement",
    "token_digest",
    "withdraw_support_request",
    "write_statement",
    "write_support_request",
]
