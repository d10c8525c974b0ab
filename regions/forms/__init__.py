"""What forms are made of, and those for people and regions."""

from .base import LONGEST_TEXT, TextForm, VersionedForm, in_words, limit_texts
from .people import AcceptForm, InviteForm, SignUpForm

__all__ = [
    "LONGEST_TEXT",
    "AcceptForm",
    "InviteForm",
    "SignUpForm",
    "TextForm",
    "VersionedForm",
    "in_words",
    "limit_texts",
]
