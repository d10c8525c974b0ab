"""The year of somebody's birth, where it stands for the date: "moeder Aysel (1985)"."""

import re
from collections.abc import Iterator

from .findings import Span
from .numerals import matches_near, starts, windows

_YEAR = r"(?P<year>19[2-9]\d|20[0-4]\d)(?!\d)"
_NAME = r"[A-ZÀ-Þ][\w'-]*"
_KIN = (
    r"(?:(?:stief|pleeg|half|schoon|groot|over|adoptie)?(?:moeder|vader|oma|opa|broer(?:tje)?|zus(?:je)?|zoon(?:tje)?"
    r"|dochter(?:tje)?|kind)|mdr|vdr|tante|oom|nicht(?:je)?|neef(?:je)?|jeugdige|jongere|oudste|jongste|middelste)"
)
YEARS = re.compile(r"(?<!\d)(?:19[2-9]|20[0-4])\d(?!\d)")
BEFORE, BEHIND = 45, 40  # signs around a year that may tell it
BRACKETED = re.compile(rf"(?<=\s)\((?:geb\.?\s|°\s?|\*\s?)?{_YEAR}\)")
KIN_BEFORE = re.compile(rf"\b(?i:{_KIN})(?:\s{_NAME}){{0,3}}\s\Z")
CALLED_SO = re.compile(
    rf"\b(?:geboortejaar|geb\.?\s?ja?a?r|bouwjaar|geb(?:oren)?\.?(?:\sin)?(?:\shet\sjaar)?(?=[\s:=]{{0,2}}(?:19"
    rf"|20)\d\d(?![\d/-]|\s?-\s?\d)))(?:\s(?:is|van\s\w+(?:\sis)?))?\s?[:=]?\s?{_YEAR}",
    re.IGNORECASE,
)
# "Kinderen: Emre (2010), Elif (2012)"
# "oma is van 1951", "is in 1951 geboren"
OF_YEAR = re.compile(
    rf"\b(?:{_KIN}|hij|zij|ze|ik)\s(?:is|ben|was)\s(?:\w+\s)?van\s{_YEAR}(?![-/.]\d)|\bin\s(?P<born>19[2-9]\d"
    rf"|20[0-4]\d)\s(?:\w+\s){{0,3}}geboren\b",
    re.IGNORECASE,
)
CHILDREN = re.compile(r"\b(?:kinderen|kids|broers|zussen|gezin)\b:?\s(?:zijn\s|heten\s)?", re.IGNORECASE)
CHILD = re.compile(rf"{_NAME}(?:\s{_NAME})?\s\({_YEAR}\)(?:,\s(?:en\s)?|\sen\s)?")


def find_birth_years(raw: str) -> Iterator[Span]:
    near = windows(starts(YEARS, raw), BEFORE, BEHIND)
    for match in matches_near(BRACKETED, raw, near):
        if KIN_BEFORE.search(raw, max(0, match.start() - 80), match.start()):
            yield Span(*match.span("year"), "birthdate")
    for match in matches_near(CALLED_SO, raw, near):
        yield Span(*match.span("year"), "birthdate")
    for match in matches_near(OF_YEAR, raw, near):
        yield Span(*match.span("born" if match["born"] else "year"), "birthdate")
    for head in CHILDREN.finditer(raw):
        end = head.end()
        while child := CHILD.match(raw, end):
            yield Span(*child.span("year"), "birthdate")
            end = child.end()
