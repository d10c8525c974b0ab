"""What can be done with cases and reflections."""

from .answers import answer, new_pair_key
from .cases import EditConflict, edit_case, share_case, write_case
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
    agree_on_action,
    close,
    conclude,
    open_reflection,
    reveal,
)

__all__ = [
    "EditConflict",
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
    "lock_then",
    "move_decision_point",
    "new_pair_key",
    "open_reflection",
    "reveal",
    "share_case",
    "version_of",
    "write_case",
    "write_now",
    "write_outcome",
]
