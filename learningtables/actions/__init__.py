"""What can be done with learning tables, their sessions and the reports of those."""

from .reports import draft_report, publish_report, save_report
from .running import hold_session, open_case_reflection, record_attendance, reply
from .sessions import cancel_session, change_session, plan_session
from .tables import add_people, change_table, end_membership, found_table

__all__ = [
    "add_people",
    "cancel_session",
    "change_session",
    "change_table",
    "draft_report",
    "end_membership",
    "found_table",
    "hold_session",
    "open_case_reflection",
    "plan_session",
    "publish_report",
    "record_attendance",
    "reply",
    "save_report",
]
