"""Lists of content, lessons from draft to retirement, uptake, and the actions people took on."""

from .actions import ActionListView, FinishActionView
from .content import ContentListView
from .lessons import (
    DraftListView,
    LessonAgreeView,
    LessonEditView,
    LessonListView,
    LessonPublishView,
    LessonReopenView,
    LessonRetireView,
    LessonShowView,
    LessonWorkspaceView,
    LessonWriteView,
    UptakeView,
)
from .life import AnswerContradictionView, CardView, ContradictView, MergeView, VersionsView, WithdrawVersionView
from .reviews import AskAgainView, ConcludeReviewView, OpenReviewView, ReviewView
from .sources import SourcesView, TakeSourceView
from .themes import ThemeListView, ThemeMergeView, ThemeView
from .trial_words import WithdrawTrialWordsView
from .trials import BeginTrialView, ChangeTrialView, DecideTrialView, TrialView
from .uptake import SayNextView, TakeBackUptakeView

__all__ = [
    "ActionListView",
    "AnswerContradictionView",
    "AskAgainView",
    "BeginTrialView",
    "CardView",
    "ChangeTrialView",
    "ConcludeReviewView",
    "ContentListView",
    "ContradictView",
    "DecideTrialView",
    "DraftListView",
    "FinishActionView",
    "LessonAgreeView",
    "LessonEditView",
    "LessonListView",
    "LessonPublishView",
    "LessonReopenView",
    "LessonRetireView",
    "LessonShowView",
    "LessonWorkspaceView",
    "LessonWriteView",
    "MergeView",
    "OpenReviewView",
    "ReviewView",
    "SayNextView",
    "SourcesView",
    "TakeBackUptakeView",
    "TakeSourceView",
    "ThemeListView",
    "ThemeMergeView",
    "ThemeView",
    "TrialView",
    "UptakeView",
    "VersionsView",
    "WithdrawTrialWordsView",
    "WithdrawVersionView",
]
