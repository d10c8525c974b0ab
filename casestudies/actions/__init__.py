"""What can be done with cases and reflections."""

from .answers import answer, new_pair_key
from .cases import EditConflict, edit_case, share_case, write_case
from .conclusions import StillOpen, agree_on_action, close, conclude
from .decisions import (
    add_addendum,
    add_decision_point,
    delete_decision_point,
    edit_decision_point,
    lock_then,
    move_decision_point,
    version_of,
    write_now,
    write_outcome,
)
from .reflections import (
    add_respondents,
    end_overdue_round,
    end_round_two,
    open_reflection,
    remind,
    reveal,
    set_deadline,
)

__all__ = [
    "EditConflict",
    "StillOpen",
    "add_addendum",
    "add_decision_point",
    "add_respondents",
    "agree_on_action",
    "answer",
    "close",
    "conclude",
    "delete_decision_point",
    "edit_case",
    "edit_decision_point",
    "end_overdue_round",
    "end_round_two",
    "lock_then",
    "move_decision_point",
    "new_pair_key",
    "open_reflection",
    "remind",
    "reveal",
    "set_deadline",
    "share_case",
    "version_of",
    "write_case",
    "write_now",
    "write_outcome",
]
