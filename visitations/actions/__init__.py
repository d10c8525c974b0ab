"""What can be done in a visitation. Who may is asked by the views; what the state allows is checked here."""

from .assessments import (
    dissent,
    hand_in_self_evaluation,
    judge_alone,
    judge_together,
    open_judgements,
    self_evaluate,
    take_back_dissent,
)
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
from .fact_check import decide_remark, hand_in_remarks, remark, withdraw_remark
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
from .follow_up import draw_lesson, review_progress, take_action
from .objections import decide_on_objection, object_to_member, waive_objections
from .panel import answer_on_panel, end_panel_seat, invite_to_panel
from .parts import add_part, change_part, move_part, remove_part
from .pictures import keep_picture
from .programme import cancel_item, change_item, plan_item, send_programme
from .report import save_report
from .requests import answer_request, ask_for_document, settle_request
from .response import respond
from .trajectory import default_terms, move_on, set_terms, start_visitation

__all__ = [
    "add_evidence",
    "add_host",
    "add_part",
    "answer_on_panel",
    "answer_request",
    "ask_for_document",
    "attach",
    "cancel_item",
    "change_evidence",
    "change_finding",
    "change_item",
    "change_part",
    "change_recommendation",
    "decide_on_objection",
    "decide_on_tie",
    "decide_remark",
    "declare",
    "default_terms",
    "dissent",
    "draw_lesson",
    "end_panel_seat",
    "hand_in_remarks",
    "hand_in_self_evaluation",
    "install_committee",
    "invite_to_panel",
    "judge_alone",
    "judge_together",
    "keep_picture",
    "move_on",
    "move_part",
    "object_to_member",
    "open_judgements",
    "override_recusal",
    "plan_item",
    "propose_member",
    "remark",
    "remove_attachment",
    "remove_evidence",
    "remove_finding",
    "remove_part",
    "remove_recommendation",
    "respond",
    "review_progress",
    "save_report",
    "self_evaluate",
    "send_programme",
    "set_terms",
    "settle_request",
    "start_visitation",
    "take_action",
    "take_back_dissent",
    "waive_objections",
    "withdraw_member",
    "withdraw_remark",
    "write_finding",
    "write_recommendation",
]
