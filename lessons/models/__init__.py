from .actions import Action
from .comments import Comment, CommentReport
from .content import ContentPage
from .following import FOLLOWED, Bookmark, Follow
from .lesson import LessonPage, Provenance
from .reviews import Contradiction, LessonReview, LessonVersion, ReviewAnswer
from .themes import FormerTheme, Theme, ThemePick
from .trials import TrialWords
from .uptake import Trial, Uptake

__all__ = [
    "FOLLOWED",
    "Action",
    "Bookmark",
    "Comment",
    "CommentReport",
    "ContentPage",
    "Contradiction",
    "Follow",
    "FormerTheme",
    "LessonPage",
    "LessonReview",
    "LessonVersion",
    "Provenance",
    "ReviewAnswer",
    "Theme",
    "ThemePick",
    "Trial",
    "TrialWords",
    "Uptake",
]
