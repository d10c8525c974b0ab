"""Lists of content, lessons from draft to retirement, uptake, and the actions people took on."""

from .actions import ActionListView, FinishActionView
from .content import ContentListView
from .lessons import (
    DraftListView,
    LessonAgreeView,
    LessonEditView,
    LessonListView,
    LessonPublishView,
    LessonRetireView,
    LessonReviewView,
    LessonShowView,
    LessonWorkspaceView,
    LessonWriteView,
    UptakeView,
)
from .themes import ThemeListView, ThemeMergeView, ThemeView

__all__ = [
    "ActionListView",
    "ContentListView",
    "DraftListView",
    "FinishActionView",
    "LessonAgreeView",
    "LessonEditView",
    "LessonListView",
    "LessonPublishView",
    "LessonRetireView",
    "LessonReviewView",
    "LessonShowView",
    "LessonWorkspaceView",
    "LessonWriteView",
    "ThemeListView",
    "ThemeMergeView",
    "ThemeView",
    "UptakeView",
]
