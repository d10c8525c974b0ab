"""What can be done with learning tables, their sessions, the rooms those are held in, and their reports."""

from .boards import close_vote, make_group, open_vote, put, rename_group, vote
from .contributions import set_ready, withdraw, write
from .feeds import give_feed, renew_feed
from .guests import come_in, let_guests_in, let_nobody_in, show_out
from .leadership import hand_over, pulse, take_over
from .minutes import save_minutes, take_back
from .planning import plan_series
from .polls import close_poll, plan_from_poll, propose_moments, remind_poll, reply_to_poll
from .question import ask, end_second_round, keep_time, reveal_answers, spread_question
from .quoting import answer_consent, ask_again, quote_in_lesson, release_quote
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
from .rota import give_turn, join_rota, leave_rota, move_in_rota, swap_turns
from .running import hold_session, open_case_reflection, record_attendance, reply
from .sessions import cancel_session, change_session, plan_session
from .tables import add_people, change_table, end_membership, found_table
from .verdicts import judge_lesson

__all__ = [
    "StaleScreen",
    "add_case",
    "add_people",
    "answer_consent",
    "ask",
    "ask_again",
    "cancel_session",
    "change_session",
    "change_table",
    "close_poll",
    "close_room",
    "close_vote",
    "come_in",
    "draft_report",
    "end_membership",
    "end_second_round",
    "enter",
    "extend",
    "found_table",
    "give_feed",
    "give_turn",
    "go_back",
    "go_on",
    "hand_over",
    "hold_session",
    "join_rota",
    "judge_lesson",
    "jump",
    "keep_time",
    "leave_rota",
    "let_guests_in",
    "let_nobody_in",
    "make_group",
    "move_in_rota",
    "open_case_reflection",
    "open_room",
    "open_vote",
    "pause",
    "plan_from_poll",
    "plan_series",
    "plan_session",
    "propose_moments",
    "publish_report",
    "pulse",
    "put",
    "quote_in_lesson",
    "record_attendance",
    "release_quote",
    "remind_poll",
    "rename_group",
    "renew_feed",
    "reply",
    "reply_to_poll",
    "resume",
    "reveal",
    "reveal_answers",
    "save_minutes",
    "save_report",
    "set_ready",
    "show_out",
    "spread",
    "spread_question",
    "swap_turns",
    "take_back",
    "take_over",
    "vote",
    "withdraw",
    "write",
]
