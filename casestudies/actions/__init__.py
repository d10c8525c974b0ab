"""What can be done with cases and reflections."""

from .answers import answer, discard_draft, keep_draft, new_pair_key
from .cases import StillLacking, share_case, write_case
from .checks import drop_kept, keep_finding, pass_check, replace_in_case
from .conclusions import StillOpen, agree_on_action, close, conclude
from .decisions import (
    add_addendum,
    add_decision_point,
    delete_decision_point,
    edit_decision_point,
    lock_then,
    move_decision_point,
    write_now,
    write_outcome,
)
from .kept import forget_typed, keep_typed, now_screen, point_screen, typed_at_points
from .moving import move_case
from .reflections import (
    add_respondents,
    end_overdue_round,
    end_round_two,
    open_reflection,
    remind,
    reveal,
    set_deadline,
)
from .widening import ask_second_reader, narrow_case, read_second_time, widen_case
from .writers import ask_along, change_role, take_leave
from .writing import edit_case_part, put_back

__all__ = [
    "StillLacking",
    "StillOpen",
    "add_addendum",
    "add_decision_point",
    "add_respondents",
    "agree_on_action",
    "answer",
    "ask_along",
    "ask_second_reader",
    "change_role",
    "close",
    "conclude",
    "delete_decision_point",
    "discard_draft",
    "drop_kept",
    "edit_case_part",
    "edit_decision_point",
    "end_overdue_round",
    "end_round_two",
    "forget_typed",
    "keep_draft",
    "keep_finding",
    "keep_typed",
    "lock_then",
    "move_case",
    "move_decision_point",
    "narrow_case",
    "new_pair_key",
    "now_screen",
    "open_reflection",
    "pass_check",
    "point_screen",
    "put_back",
    "read_second_time",
    "remind",
    "replace_in_case",
    "reveal",
    "set_deadline",
    "share_case",
    "take_leave",
    "typed_at_points",
    "widen_case",
    "write_case",
    "write_now",
    "write_outcome",
]
