from .checked import AttachmentForm
from .committee import (
    DeclarationForm,
    HostForm,
    ObjectionDecisionForm,
    ObjectionForm,
    OverrideForm,
    ProposeForm,
    TieDecisionForm,
)
from .fact_check import RemarkDecisionForm, RemarkForm
from .findings import EvidenceForm, FindingForm, RecommendationForm
from .report import ReportForm
from .response import ResponseForm, ReviewForm
from .trajectory import MoveForm, StartForm, TermsForm
from .visit import AnswerForm, ProgrammeForm, RequestForm

__all__ = [
    "AnswerForm",
    "AttachmentForm",
    "DeclarationForm",
    "EvidenceForm",
    "FindingForm",
    "HostForm",
    "MoveForm",
    "ObjectionDecisionForm",
    "ObjectionForm",
    "OverrideForm",
    "ProgrammeForm",
    "ProposeForm",
    "RecommendationForm",
    "RemarkDecisionForm",
    "RemarkForm",
    "ReportForm",
    "RequestForm",
    "ResponseForm",
    "ReviewForm",
    "StartForm",
    "TermsForm",
    "TieDecisionForm",
]
