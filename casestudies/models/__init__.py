from .case import CaseLifeDomain, CasePerspective, CaseStudyPage, TimelineEvent
from .checks import PrivacyCheck
from .decisions import Addendum, DecisionPoint, NowRecord, Outcome
from .reflections import Answer, AnswerDraft, Conclusion, Reflection, Respondent
from .writers import CaseWriter

__all__ = [
    "Addendum",
    "Answer",
    "AnswerDraft",
    "CaseLifeDomain",
    "CasePerspective",
    "CaseStudyPage",
    "CaseWriter",
    "Conclusion",
    "DecisionPoint",
    "NowRecord",
    "Outcome",
    "PrivacyCheck",
    "Reflection",
    "Respondent",
    "TimelineEvent",
]
