from .case import CaseLifeDomain, CasePerspective, CaseStudyPage, TimelineEvent
from .checks import PrivacyCheck
from .decisions import Addendum, DecisionPoint, NowRecord, Outcome
from .reflections import Answer, AnswerDraft, Conclusion, Reflection, Respondent
from .writers import CaseWriter, KeptText

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
    "KeptText",
    "NowRecord",
    "Outcome",
    "PrivacyCheck",
    "Reflection",
    "Respondent",
    "TimelineEvent",
]
