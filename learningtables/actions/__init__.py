"""What can be done with learning tables, their sessions, the rooms those are held in, and their reports."""

from .boards import close_vote, make_group, open_vote, put, rename_group, vote
from .contributions import set_ready, withdraw, write
from .guests import come_in, let_guests_in, let_nobody_in, show_out
from .feeds import give_feed, renew_feed
from .leadership import hand_over, pulse, take_over
from .reports import draft_report, publish_report, save_report
from .room import (
    StaleScreen,
    add_case,
    close_room,
    enter,
    extend,
    go_back,
    go_on,
    jump,
    open_room,
    pause,
    resume,
    reveal,
    spread,
)
from .running import hold_session, open_case_reflection, record_attendance, reply
from .sessions import cancel_session, change_session, plan_session
from .tables import add_people, change_table, end_membership, found_table

__all__ = [
    "StaleScreen",
    "add_case",
    "add_people",
    "cancel_session",
    "change_session",
    "change_table",
    "close_room",
    "close_vote",
    "come_in",
    "draft_report",
    "end_membership",
    "enter",
    "extend",
    "found_table",
    "give_feed",
    "go_back",
    "go_on",
    "hand_over",
    "hold_session",
    "jump",
    "let_guests_in",
    "let_nobody_in",
    "make_group",
    "open_case_reflection",
    "open_room",
    "open_vote",
    "pause",
    "plan_session",
    "publish_report",
    "pulse",
    "put",
    "record_attendance",
    "rename_group",
    "renew_feed",
    "reply",
    "resume",
    "reveal",
    "save_report",
    "set_ready",
    "show_out",
    "spread",
    "take_over",
    "vote",
    "withdraw",
    "write",
]
