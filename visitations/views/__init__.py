from .attachments import AttachmentRemoveView, AttachmentView
from .committee import CommitteeView, DeclareView, HostView, ProposeView, TieDecisionView, WithdrawView
from .fact_check import FactCheckView, HandInView, RemarkDecisionView, RemarkView
from .response import FollowUpView, RespondView, ResponsesView, ReviewView
from .trajectory import MineView, MoveView, StartView, TermsView, VisitationListView
from .workspace import (
    EvidenceRemoveView,
    EvidenceView,
    FindingRemoveView,
    FindingView,
    PreviewView,
    RecommendationRemoveView,
    RecommendationView,
    ReportView,
    WorkspaceView,
)

__all__ = [
    "AttachmentRemoveView",
    "AttachmentView",
    "CommitteeView",
    "DeclareView",
    "EvidenceRemoveView",
    "EvidenceView",
    "FactCheckView",
    "FindingRemoveView",
    "FindingView",
    "FollowUpView",
    "HandInView",
    "HostView",
    "MineView",
    "MoveView",
    "PreviewView",
    "ProposeView",
    "RecommendationRemoveView",
    "RecommendationView",
    "RemarkDecisionView",
    "RemarkView",
    "ReportView",
    "RespondView",
    "ResponsesView",
    "ReviewView",
    "StartView",
    "TermsView",
    "TieDecisionView",
    "VisitationListView",
    "WithdrawView",
    "WorkspaceView",
]
