from .circles import Circle, Membership
from .expert_teams import ExpertTeam, TeamYear
from .mail import SentMail
from .people import Invitation, User
from .places import Municipality, Organisation, Partnership, Region, RegionMunicipality
from .plans import PlanPart, PlanVersion, PlanWriter, RegionalPlan
from .statements import Signatory, Statement, UndertakingReport
from .support import SupportMessage, SupportRequest

__all__ = [
    "Circle",
    "ExpertTeam",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "Partnership",
    "PlanPart",
    "PlanVersion",
    "PlanWriter",
    "Region",
    "RegionMunicipality",
    "RegionalPlan",
    "SentMail",
    "Signatory",
    "Statement",
    "SupportMessage",
    "SupportRequest",
    "TeamYear",
    "UndertakingReport",
    "User",
]
