from .actions import Action
from .content import ContentPage
from .lesson import LessonPage, Provenance, Uptake
from .themes import Theme

__all__ = ["Action", "ContentPage", "LessonPage", "Provenance", "Theme", "Uptake"]
