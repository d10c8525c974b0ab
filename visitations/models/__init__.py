from .assessments import Assessment, Dissent
from .attachments import Attachment
from .committee import Declaration, MemberObjection
from .findings import Evidence, FactCheckRemark, Finding, ProgressReview, Recommendation, Response
from .frameworks import Criterion, Framework
from .programme import DocumentRequest, ProgrammeItem
from .report import ReportVersion, VisitationReportPage
from .terms import MovedTerm, StageTerm, TermTemplate, TermTemplateStage
from .trajectory import VisitationPage

__all__ = [
    "Assessment",
    "Attachment",
    "Criterion",
    "Declaration",
    "Dissent",
    "DocumentRequest",
    "Evidence",
    "FactCheckRemark",
    "Finding",
    "Framework",
    "MemberObjection",
    "MovedTerm",
    "ProgrammeItem",
    "ProgressReview",
    "Recommendation",
    "ReportVersion",
    "Response",
    "StageTerm",
    "TermTemplate",
    "TermTemplateStage",
    "VisitationPage",
    "VisitationReportPage",
]
