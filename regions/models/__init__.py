from .circles import Circle, Membership
from .people import Invitation, User
from .places import Municipality, Organisation, Partnership, Region, RegionMunicipality

__all__ = [
    "Circle",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "Partnership",
    "Region",
    "RegionMunicipality",
    "User",
]
