"""What a finding says to its reader, and the neutral words that can take its place."""

import re

from .findings import Span
from .numerals import CARDINALS, ORDINALS


def _(text: str) -> str:
    """Marks a text for translation; who shows it has it translated."""
    return text


WHY = {
    "bsn": _("A citizen service number belongs to one person."),
    "email": _("An e-mail address leads to a person."),
    "phone": _("A telephone number leads to a person."),
    "iban": _("An account number belongs to a person."),
    "postcode_address": _("An address or postcode says where somebody lives."),
    "birthdate": _("A date of birth points at one person."),
    "licence_plate": _("A licence plate leads to an owner."),
    "file_number": _("The number of a file leads to a person for who can open that file."),
    "person": _("This looks like somebody's name."),
    "school": _("A school or childcare with its name says where a child can be found."),
    "institution": _("An institution with its name says where help was given."),
    "place": _("A place narrows down who this may be."),
    "exact_age": _("An exact age narrows down who this may be; a band of ages tells enough."),
    "date": _("A date can be laid beside a file or the news; relative time tells enough."),
    "url_handle": _("A link or account name leads to a person."),
}
COMBINATION = _("Together these may point at one child: %(elements)s.")
COMBINATION_PLACE = _(
    "Together these may point at one child: %(elements)s. %(place)s has about %(people)s inhabitants."
)
COMBINATION_SMALL = _("Together these may point at one child: %(elements)s. %(place)s is a small place or part of one.")
COMBINATION_KNOWN = _("People around may know at once who this is: %(elements)s.")

NEUTRAL = {
    "bsn": "[bsn]",
    "email": "[e-mailadres]",
    "phone": "[telefoonnummer]",
    "iban": "[rekeningnummer]",
    "postcode_address": "[adres]",
    "birthdate": "[geboortedatum]",
    "licence_plate": "[kenteken]",
    "file_number": "[nummer]",
    "person": "[naam]",
    "school": "[school]",
    "institution": "[instelling]",
    "place": "[plaats]",
    "date": "[datum]",
    "url_handle": "[account]",
    "combination": "",
}
BANDS = (
    (3, "0-3 jaar"),
    (7, "4-7 jaar"),
    (11, "8-11 jaar"),
    (15, "12-15 jaar"),
    (17, "16-17 jaar"),
    (23, "18-23 jaar"),
)
CHILDCARE = re.compile(r"opvang|dagverblijf|kdv|bso|psz|peuter|cr[eè]che|gastouder", re.IGNORECASE)
_UNITS = (
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
)
_ORDINALS = {"eerste": 1, "derde": 3, "achtste": 8}
_SHORTER = re.compile(r"maand|mnd|week|weken|wk|dagen", re.IGNORECASE)


def suggestion(span: Span, text: str) -> str:
    """A neutral label in the language that cases are written in."""
    if span.kind == "exact_age":
        return age_band(text)
    if span.kind == "person" and span.hint:
        return f"[{span.hint}]"
    if span.kind == "school" and CHILDCARE.search(text):
        return "[kinderopvang]"
    return NEUTRAL[span.kind]


def age_band(text: str) -> str:
    years = _years(text.lower())
    if years is None:
        return "[leeftijd]"
    return next((band for limit, band in BANDS if years <= limit), "[volwassen]")


def _years(text: str) -> int | None:
    if _SHORTER.search(text) and "ja" not in text:
        return 0
    figures = re.match(r"\d+", text)
    if figures:
        return int(figures.group())
    word = re.split(r"[- ]|ja", text)[0]
    if word in _ORDINALS:
        return _ORDINALS[word]
    word = word.removesuffix("de") if word in ORDINALS else word
    if word in _UNITS:
        return _UNITS.index(word) + 1
    if word.startswith("anderhal") or word in ("één", "eén"):
        return 1
    if "half" in word:
        return next((number for number, unit in enumerate(_UNITS, 1) if word.startswith(unit)), None)
    return 24 if word in CARDINALS or word in ORDINALS else None
