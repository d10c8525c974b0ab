from .findings import Evidence, FactCheckRemark, Finding, ProgressReview, Recommendation, Response
from .frameworks import Criterion, Framework
from .trajectory import Declaration, StageTerm, VisitationPage, VisitationReportPage

__all__ = [
    "Criterion",
    "Declaration",
    "Evidence",
    "FactCheckRemark",
    "Finding",
    "Framework",
    "ProgressReview",
    "Recommendation",
    "Response",
    "StageTerm",
    "VisitationPage",
    "VisitationReportPage",
]
