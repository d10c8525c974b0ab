"""What forms are made of, and those for people and regions."""

from .base import LONGEST_TEXT, TextForm, VersionedForm, in_words, limit_texts
from .days import since_the_regions, still_to_come
from .naming import NamingForm
from .people import AcceptForm, InviteForm, SignUpForm

__all__ = [
    "LONGEST_TEXT",
    "AcceptForm",
    "InviteForm",
    "NamingForm",
    "SignUpForm",
    "TextForm",
    "VersionedForm",
    "in_words",
    "limit_texts",
    "since_the_regions",
    "still_to_come",
]
