"""What can be done with lessons, their uptake, and actions."""

from .actions import agree_action, finish_action
from .comments import (
    change_comment,
    hide_comment,
    report_comment,
    show_comment,
    withdraw_comment,
    write_comment,
)
from .following import choose_rhythm, follow, put_aside, stop_following, stop_mail, take_away
from .lessons import (
    Source,
    agree_lesson,
    change_lesson,
    note_published,
    publish_lesson,
    reopen_lesson,
    retire_lesson,
    show_changes,
    successors,
    write_lesson,
)
from .merging import merge_lessons
from .publishing import publish_page
from .reviews import answer_contradiction, answer_review, ask_again, conclude_review, contradict, open_review
from .sources import add_source, take_source
from .themes import merge_theme
from .trials import begin_trial, change_trial, decide_trial, withdraw_trial_words
from .uptake import report_uptake, say_next, take_back_uptake
from .versions import keep_version, withdraw_version

__all__ = [
    "Source",
    "add_source",
    "agree_action",
    "agree_lesson",
    "answer_contradiction",
    "answer_review",
    "ask_again",
    "begin_trial",
    "change_comment",
    "change_lesson",
    "change_trial",
    "choose_rhythm",
    "conclude_review",
    "contradict",
    "decide_trial",
    "finish_action",
    "follow",
    "hide_comment",
    "keep_version",
    "merge_lessons",
    "merge_theme",
    "note_published",
    "open_review",
    "publish_lesson",
    "publish_page",
    "put_aside",
    "reopen_lesson",
    "report_comment",
    "report_uptake",
    "retire_lesson",
    "say_next",
    "show_changes",
    "show_comment",
    "stop_following",
    "stop_mail",
    "successors",
    "take_away",
    "take_back_uptake",
    "take_source",
    "withdraw_comment",
    "withdraw_trial_words",
    "withdraw_version",
    "write_comment",
    "write_lesson",
]
