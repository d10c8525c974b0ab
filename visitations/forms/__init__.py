from .assessments import (
    AloneForm,
    DissentForm,
    HandInForm,
    OpenForm,
    PanelForm,
    PanelInvitationForm,
    SelfEvaluationForm,
    TogetherForm,
)
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
from .follow_up import DrawLessonForm, ReviewForm, TakeActionForm
from .report import ReportForm
from .response import ResponseForm
from .trajectory import MoveForm, StartForm, TermsForm
from .visit import AnswerForm, ProgrammeForm, RequestForm

__all__ = [
    "AloneForm",
    "AnswerForm",
    "AttachmentForm",
    "DeclarationForm",
    "DissentForm",
    "DrawLessonForm",
    "EvidenceForm",
    "FindingForm",
    "HandInForm",
    "HostForm",
    "MoveForm",
    "ObjectionDecisionForm",
    "ObjectionForm",
    "OpenForm",
    "OverrideForm",
    "PanelForm",
    "PanelInvitationForm",
    "ProgrammeForm",
    "ProposeForm",
    "RecommendationForm",
    "RemarkDecisionForm",
    "RemarkForm",
    "ReportForm",
    "RequestForm",
    "ResponseForm",
    "ReviewForm",
    "SelfEvaluationForm",
    "StartForm",
    "TakeActionForm",
    "TermsForm",
    "TieDecisionForm",
    "TogetherForm",
]
