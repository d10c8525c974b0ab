from .committee import DeclarationForm, HostForm, ProposeForm, TieDecisionForm
from .fact_check import RemarkDecisionForm, RemarkForm
from .findings import EvidenceForm, FindingForm, RecommendationForm
from .report import ReportForm
from .response import ResponseForm, ReviewForm
from .trajectory import MoveForm, StartForm, TermsForm

__all__ = [
    "DeclarationForm",
    "EvidenceForm",
    "FindingForm",
    "HostForm",
    "MoveForm",
    "ProposeForm",
    "RecommendationForm",
    "RemarkDecisionForm",
    "RemarkForm",
    "ReportForm",
    "ResponseForm",
    "ReviewForm",
    "StartForm",
    "TermsForm",
    "TieDecisionForm",
]
