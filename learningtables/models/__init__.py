from .methods import Method, Phase
from .sessions import Participant, SessionCase, SessionPage, SessionReport, with_tables
from .tables import LearningTablePage

__all__ = [
    "LearningTablePage",
    "Method",
    "Participant",
    "Phase",
    "SessionCase",
    "SessionPage",
    "SessionReport",
    "with_tables",
]
