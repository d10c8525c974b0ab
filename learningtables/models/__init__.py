from .methods import Method, Phase
from .sessions import Participant, SessionCase, SessionPage, SessionReport
from .tables import LearningTablePage

__all__ = ["LearningTablePage", "Method", "Participant", "Phase", "SessionCase", "SessionPage", "SessionReport"]
