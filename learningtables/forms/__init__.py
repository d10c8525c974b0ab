"""Forms of tables and sessions; each ends in one action."""

from .guests import GuestForm
from .minutes import MinutesForm
from .planning import RotaForm, SeriesForm, TurnForm
from .polls import PollForm, PollReplyForm
from .question import AskForm
from .reports import ReportForm
from .running import AttendanceForm, ReflectionForm
from .sessions import SessionForm
from .tables import FoundForm, PeopleForm, TableForm
from .verdicts import VerdictForm

__all__ = [
    "AskForm",
    "AttendanceForm",
    "FoundForm",
    "GuestForm",
    "MinutesForm",
    "PeopleForm",
    "PollForm",
    "PollReplyForm",
    "ReflectionForm",
    "ReportForm",
    "RotaForm",
    "SeriesForm",
    "SessionForm",
    "TableForm",
    "TurnForm",
    "VerdictForm",
]
