"""What can be done in a visitation. Who may is asked by the views; what the state allows is checked here."""

from .attachments import attach, remove_attachment
from .committee import (
    add_host,
    decide_on_tie,
    declare,
    install_committee,
    override_recusal,
    propose_member,
    withdraw_member,
)
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
from .objections import decide_on_objection, object_to_member, waive_objections
from .programme import cancel_item, change_item, plan_item, send_programme
from .report import save_report
from .requests import answer_request, ask_for_document, settle_request
from .response import respond, review_progress
from .trajectory import move_on, set_terms, start_visitation

__all__ = [
    "add_evidence",
    "add_host",
    "answer_request",
    "ask_for_document",
    "attach",
    "cancel_item",
    "change_evidence",
    "change_finding",
    "change_item",
    "change_recommendation",
    "decide_on_objection",
    "decide_on_tie",
    "decide_remark",
    "declare",
    "hand_in_remarks",
    "install_committee",
    "move_on",
    "object_to_member",
    "override_recusal",
    "plan_item",
    "propose_member",
    "remark",
    "remove_attachment",
    "remove_evidence",
    "remove_finding",
    "remove_recommendation",
    "respond",
    "review_progress",
    "save_report",
    "send_programme",
    "set_terms",
    "settle_request",
    "start_visitation",
    "waive_objections",
    "withdraw_member",
    "write_finding",
    "write_recommendation",
]
