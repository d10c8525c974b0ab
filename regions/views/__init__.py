"""What every screen of the site is made of, and those of people and regions."""

from .base import ActionFormMixin, ActionView, ListView, RuleRequiredMixin
from .exporting import ExportMixin
from .people import CircleView, InvitationGoneView, InvitationView
from .statements import (
    StatementAgreeView,
    StatementEditView,
    StatementListView,
    StatementSignView,
    StatementView,
    StatementWriteView,
    UndertakingView,
)
from .support import (
    SupportAgreeView,
    SupportCloseView,
    SupportEditView,
    SupportListView,
    SupportReopenView,
    SupportSendView,
    SupportView,
    SupportWithdrawView,
    SupportWriteView,
)

__all__ = [
    "ActionFormMixin",
    "ActionView",
    "CircleView",
    "ExportMixin",
    "InvitationGoneView",
    "InvitationView",
    "ListView",
    "RuleRequiredMixin",
    "StatementAgreeView",
    "StatementEditView",
    "StatementListView",
    "StatementSignView",
    "StatementView",
    "StatementWriteView",
    "SupportAgreeView",
    "SupportCloseView",
    "SupportEditView",
    "SupportListView",
    "SupportReopenView",
    "SupportSendView",
    "SupportView",
    "SupportWithdrawView",
    "SupportWriteView",
    "UndertakingView",
]
