"""What can be done in a visitation. Who may is asked by the views; what the state allows is checked here."""

from .attachments import attach, remove_attachment
from .committee import add_host, decide_on_tie, declare, propose_member, withdraw_member
from .fact_check import decide_remark, hand_in_remarks, remark
from .findings import (
    add_evidence,
    change_evidence,
    change_finding,
    change_recommendation,
    remove_evidence,
    remove_finding,
    remove_recommendation,
    write_finding,
    write_recommendation,
)
from .report import save_report
from .response import respond, review_progress
from .trajectory import move_on, set_terms, start_visitation

__all__ = [
    "add_evidence",
    "add_host",
    "attach",
    "change_evidence",
    "change_finding",
    "change_recommendation",
    "decide_on_tie",
    "decide_remark",
    "declare",
    "hand_in_remarks",
    "move_on",
    "propose_member",
    "remark",
    "remove_attachment",
    "remove_evidence",
    "remove_finding",
    "remove_recommendation",
    "respond",
    "review_progress",
    "save_report",
    "set_terms",
    "start_visitation",
    "withdraw_member",
    "write_finding",
    "write_recommendation",
]
