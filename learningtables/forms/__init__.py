"""Forms of tables and sessions; each ends in one action."""

from .guests import GuestForm
from .reports import ReportForm
from .running import AttendanceForm, ReflectionForm
from .sessions import SessionForm
from .tables import FoundForm, PeopleForm, TableForm

__all__ = [
    "AttendanceForm",
    "FoundForm",
    "GuestForm",
    "PeopleForm",
    "ReflectionForm",
    "ReportForm",
    "SessionForm",
    "TableForm",
]
