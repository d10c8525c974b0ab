from .contributions import Contribution, ContributionGroup, ContributionVersion, Vote
from .methods import Method, Phase
from .minutes import Minutes, MinutesVersion, QuoteConsent
from .participants import Participant
from .planning import CalendarFeed, DateOption, DatePoll, DateReply, LessonVerdict, RotaPlace
from .room import Ready, Room, Step
from .sessions import SessionCase, SessionPage, SessionReport, with_tables
from .shown import tell_open_rooms
from .tables import LearningTablePage

__all__ = [
    "CalendarFeed",
    "Contribution",
    "ContributionGroup",
    "ContributionVersion",
    "DateOption",
    "DatePoll",
    "DateReply",
    "LearningTablePage",
    "LessonVerdict",
    "Method",
    "Minutes",
    "MinutesVersion",
    "Participant",
    "Phase",
    "QuoteConsent",
    "Ready",
    "Room",
    "RotaPlace",
    "SessionCase",
    "SessionPage",
    "SessionReport",
    "Step",
    "Vote",
    "tell_open_rooms",
    "with_tables",
]
