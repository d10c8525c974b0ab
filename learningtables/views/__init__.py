from .guests import GuestDoorView, GuestListView, LetGuestsInView, LetNobodyInView, ShowOutView
from .feeds import FeedListView, FeedView, RegionFeedView, RenewFeedView, TableFeedView
from .methods import MethodListView, MethodView
from .reports import ReportDraftView, ReportView
from .running import AttendanceView, CalendarView, OpenReflectionView, ReplyView
from .sessions import CancelView, ChangeSessionView, PlanView, SessionDoorView, SessionListView
from .tables import (
    AddPeopleView,
    ChangeTableView,
    EndMembershipView,
    FoundView,
    MemberListView,
    TableDoorView,
    TableListView,
)

__all__ = [
    "AddPeopleView",
    "AttendanceView",
    "CalendarView",
    "CancelView",
    "ChangeSessionView",
    "ChangeTableView",
    "EndMembershipView",
    "FeedListView",
    "FeedView",
    "FoundView",
    "GuestDoorView",
    "GuestListView",
    "LetGuestsInView",
    "LetNobodyInView",
    "MemberListView",
    "MethodListView",
    "MethodView",
    "OpenReflectionView",
    "PlanView",
    "RegionFeedView",
    "RenewFeedView",
    "ReplyView",
    "ReportDraftView",
    "ReportView",
    "SessionDoorView",
    "SessionListView",
    "ShowOutView",
    "TableDoorView",
    "TableFeedView",
    "TableListView",
]
