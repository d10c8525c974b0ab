"""Forms for lists, lessons and uptake; each ends in one action."""

from .lessons import LessonForm, PublishForm
from .life import MergeForm, RetireForm, found_by
from .lists import FilterForm, UptakeFilterForm, check_tags, offer_regions, parse_tags
from .reviews import (
    AnswerContradictionForm,
    ConcludeForm,
    ContradictForm,
    ReviewAnswerForm,
    WithdrawVersionForm,
)
from .sources import SourceForm
from .uptake import UptakeForm

__all__ = [
    "AnswerContradictionForm",
    "ConcludeForm",
    "ContradictForm",
    "FilterForm",
    "LessonForm",
    "MergeForm",
    "PublishForm",
    "RetireForm",
    "ReviewAnswerForm",
    "SourceForm",
    "UptakeFilterForm",
    "UptakeForm",
    "WithdrawVersionForm",
    "check_tags",
    "found_by",
    "offer_regions",
    "parse_tags",
]
