from .case import CaseLifeDomain, CasePerspective, CaseStudyPage, TimelineEvent
from .decisions import Addendum, DecisionPoint, NowRecord, Outcome
from .reflections import Answer, Conclusion, Reflection, Respondent

__all__ = [
    "Addendum",
    "Answer",
    "CaseLifeDomain",
    "CasePerspective",
    "CaseStudyPage",
    "Conclusion",
    "DecisionPoint",
    "NowRecord",
    "Outcome",
    "Reflection",
    "Respondent",
    "TimelineEvent",
]
