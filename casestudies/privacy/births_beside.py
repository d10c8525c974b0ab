"""A date directly behind a word of birth, however it is cut: "geb. 3mrt2011", "gebdatum 3--3--2011", "DOB: March 3rd 2011"."""

import re
from collections.abc import Iterator

from .births import BIRTH_WORD
from .numerals import CARDINAL, ORDINAL, around, matches_near

_MONTH = (
    r"(?:jan|feb|f[eé]v|maa|mrt|mar|mär|apr|avr|abr|kwi|mei|mai|may|maj|jun|jui|jul|aug|ao[uû]|ago|sep|okt|oct|ott|nov"
    r"|dec|d[eé]c|dez|dic"
    r"|gen|mag|giu|lug|set|out|ene|sty|lut|cze|lip|sie|wrz|paź|lis|gru|ocak|şub|nis|haz|tem|ağu|eyl|eki|kas|ara)"
    r"[^\W\d_]{0,8}\.?"
)
_YEAR = r"(?:'?\d\d(?:\d\d)?)(?!\d)"
_TH = r"(?:e|de|ste|st|nd|rd|th|er|º|\.)?"
_SAID = rf"(?:nul|{CARDINAL})"
LOOSE = (
    rf"(?:\d{{1,2}}(?:\s?[-/.\\_*:,|]{{1,2}}\s?|\s)\d{{1,2}}(?:\s?[-/.\\_*:,|]{{1,2}}\s?|\s)'?(?:\d{{4}}|\d\d)(?!\d)"
    rf"|\d{{4}}\s?[-/.\\_]\s?\d{{1,2}}\s?[-/.\\_]\s?\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}{_TH}[\s.-]{{0,3}}(?:of\s|van\s(?:de\s)?|de\s)?{_MONTH}(?:[\s.,'-]{{0,3}}(?:van\s|del?\s)?{_YEAR})?"
    rf"|\d{{1,2}}[\s-][IVX]{{1,4}}[\s-]{_YEAR}|\d{{1,2}}{_TH}\s(?:van\s(?:de\s)?)?(?:\d{{1,2}}(?:e|de|ste)|{ORDINAL}"
    rf"|{CARDINAL})(?:\smaand)?\s(?:van\s)?{_YEAR}"
    rf"|{_MONTH}\s\d{{1,2}}{_TH}(?:[\s,]{{1,2}}(?:19|20)\d\d)?"
    rf"|{_SAID}(?:[\s,-]{{1,2}}{_SAID}){{1,5}}(?:[\s,-]{{1,2}}(?:twee ?duizend|negentien ?honderd|twintig"
    rf"|negentien)(?:\s?(?:en\s)?{CARDINAL})?)?)"
)
_LEADS = (
    r"(?:\s?[:=,.(|?\"'-]\s?|\s)*(?:(?:op|on|le|am|in|the|de|den|dd\.?|d\.d\.?|d\.|dat(?:um)?\.?|date|is|was|of|om"
    r"|te\s[A-Z]\w+|a|nl|ca\.?)"
    r"(?:\s?[:=,.(|-]\s?|\s)+){0,4}"
)
_WORD = (
    rf"(?:{BIRTH_WORD}|gebr(?:t)?\.?\s?(?:datum|dat|dt)?|geb(?:oorte)?\.?-?(?:dt|dtm|dag|dtum|datm)\.?|birthday|née?"
    rf"|nac(?:ido|ida)|nato|nata"
    r"|ur\.|doğum(?: tarihi)?|verjaardag(?:en)?|v\.?dag)"
)
# One of these is in every word of birth.
SPEAKS_OF_BIRTH = (
    *(
        "geb",
        "gb",
        "gd",
        "g.d",
        "dob",
        "d.o.b",
        "birth",
        "born",
        "boren",
        "verj",
        "v.dag",
        "vdag",
        "jarig",
        "bouwjaar",
        "bday",
        "b-day",
    ),
    *(
        "levenslicht",
        "ter wereld",
        "beval",
        "né",
        "nac",
        "nato",
        "nata",
        "ur.",
        "doğum",
        "°",
        "˚",
        "*",
        "☆",
        "wordt",
        "word ",
        "werd",
    ),
)
REACH = 90  # signs
BESIDE = re.compile(rf"(?<![^\W\d]){_WORD}{_LEADS}(?P<date>{LOOSE})(?![^\W_]|[-/.]\d)", re.IGNORECASE)
# "(°2011)", "Sem *2011"
YEAR_ALONE = re.compile(r"[°˚*☆]\s?(?P<date>(?:19[2-9]|20[0-4])\d)(?!\d|[-/.]\d)")
# "verjaardagen: Sem 3-3, Noor 4-5"
LISTED = re.compile(r"\b(?:verjaardag(?:en|skalender|slijst)?|jarig(?:en)?|birthdays)\s?[:=]\s?", re.IGNORECASE)
ONE_LISTED = re.compile(
    r"[A-ZÀ-Þ][\w'-]*(?:\s[A-ZÀ-Þ][\w'-]*)?\s?[:(=-]?\s?(?P<date>\d{1,2}(?:[-/]\d{1,2}(?:[-/]\d{2,4})?"
    r"|\s[a-z]{3,9}))\)?(?:[,;]\s?(?:en\s)?|\s(?:en|&)\s|\s)?"
)
SHORT = re.compile(
    r"\b(?:verj\.?|verjaardag|jarig|b-?day|birthday|(?:wordt?|werd)(?=\s(?:op\s)?[\d/-]+\s\d))\s?(?:[:=]|is|op"
    r"|on)?\s?(?P<date>(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2]))(?![\w/-])",
    re.IGNORECASE,
)


SHORT_AFTER = re.compile(
    r"(?<![\w/.,-])(?P<date>(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2]))(?=\s(?:is\s\w+\s)?(?:jarig|verjaardag"
    r"|verj\.))",
    re.IGNORECASE,
)


def find_births_beside(raw: str) -> Iterator[tuple[int, int]]:
    low = raw.lower()
    near = (
        [(max(0, start), end) for start, end in around(SPEAKS_OF_BIRTH, low, REACH)]
        if len(low) == len(raw)
        else [(0, len(raw))]
    )
    for pattern in (BESIDE, YEAR_ALONE, SHORT, SHORT_AFTER):
        for match in matches_near(pattern, raw, near):
            yield match.span("date")
    for head in matches_near(LISTED, raw, near):
        end = head.end()
        while one := ONE_LISTED.match(raw, end):
            yield one.span("date")
            end = one.end()
