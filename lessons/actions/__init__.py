"""What can be done with lessons, their uptake, and actions."""

from .actions import agree_action, finish_action
from .following import choose_rhythm, follow, put_aside, stop_following, stop_mail, take_away
from .lessons import (
    Source,
    agree_lesson,
    change_lesson,
    note_published,
    publish_lesson,
    retire_lesson,
    review_lesson,
    show_changes,
    write_lesson,
)
from .publishing import publish_page
from .themes import merge_theme
from .uptake import report_uptake

__all__ = [
    "Source",
    "agree_action",
    "agree_lesson",
    "change_lesson",
    "choose_rhythm",
    "finish_action",
    "follow",
    "merge_theme",
    "note_published",
    "publish_lesson",
    "publish_page",
    "put_aside",
    "report_uptake",
    "retire_lesson",
    "review_lesson",
    "show_changes",
    "stop_following",
    "stop_mail",
    "take_away",
    "write_lesson",
]
