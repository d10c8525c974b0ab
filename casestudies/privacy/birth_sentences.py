"""Dates of birth that the whole sentence tells: one that speaks of a birth, a birthday or of becoming an age, and its date."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from .births import EVENT, is_full
from .numerals import CARDINAL, ORDINAL

Stretch = tuple[int, int]
SENTENCE = re.compile(r"[.!?]+[\"')]*\s+(?=[^\W\d_a-z]|\d{1,2}[ -])|\n+")
# Words that only speak of a birth of somebody, not of birth in general: "geboren en getogen" tells no date.
BORN = re.compile(
    r"\b(?:geboren|geboorte(?:dag|datum|akte|kaartje|bericht)?|bevallen|bevalling|beviel|levenslicht|levensjaar"
    r"|ter wereld|op de wereld"
    r"|geboortebewijs|wieg|born|birth\w*|née?|doopdag|leven begon|begon (?:zijn|haar|mijn) leven|paspoort|identiteitskaart"
    r"|sterrenbeeld|kerstkind\w*|zondagskind|nieuwjaarskind|schrikkelkind\w*|kraambed|keizersnede|couveuse"
    r"|(?:zag|zagen)\b[^.;\n]{0,40}\bhet licht|levensloop|eentje van|te vroeg|verlost|eerste kind|(?:werd|werden"
    r"|geworden)\b[^.;\n]{0,20}\b(?:ouders?|moeder|vader|oma|opa) van"
    r"|kreeg(?:en)?\b[^.;\n]{0,40}\b(?:kind|kindje|baby|zoon|dochter|meisje|jongen|eerste|tweede|jongste)|(?:kleine"
    r"|baby|tweeling) kwam"
    r"|de dag (?:dat|waarop)|baby [A-Z]\w+ is er|prematuur geboren|uitgerekend\w*)\b",
    re.IGNORECASE,
)
BORN_THEN = re.compile(r"\b(?:geboren|geboorte|bevallen|bevalling|beviel)\b", re.IGNORECASE)
BIRTHDAY = re.compile(
    r"\b(?:jarig|verjaar\w*|verjaart|birthday|b-?day|kaarsjes|taart|verjaardagsfeest\w*|bday)\b", re.IGNORECASE
)
_AGE = rf"(?!een\b|één\b)(?:\d{{1,2}}|{CARDINAL})"
TURNS = re.compile(
    rf"\bturn(?:ed|s|ing)?\s(?:\d{{1,2}}|ten|eleven|twelve|\w+teen|twenty)\b|\bwill be (?:\w+teen|\d\d)\b"
    rf"|\b{_AGE}\s(?:jaar|jr\.?)\s(?:op|per|sinds)(?=\s\d)|\b(?:16|18|21)\s(?:op|per)(?=\s\d)"
    rf"|(?<=\d)\s(?:16|18|21)\s(?:jaar|jr)\b|\bvier(?:t|de)\s(?:zijn|haar|mijn)\s{ORDINAL}\b|\b(?:wordt|werd|word|worden"
    rf"|werden)\b[^.;\n]{{0,30}}?\b(?:{_AGE}(?:\sjaar(?:\soud)?)?(?=\s?(?:[.,;!?)](?!\d)|$"
    rf"|\n)|\sen\s|\sjaar\b)"
    rf"|meerderjarig|volwassen)|\b{_AGE}(?:\sjaar)?\s(?:geworden|werd|wordt|word)\b|\b(?:is|ben)\s(?:dan\s)?(?:hij|zij"
    rf"|ze|ik|[A-Z][\w'-]+)\s(?:dan\s|al\s|pas\s|precies\s|net\s|exact\s)?{_AGE}(?=\s?(?:[.,;!?)(](?!\d)|$|\n)|\sjaar)"
    rf"|\b(?:als|zodra|wanneer|tot|totdat)\s(?:hij|zij|ze|ik|[A-Z][\w'-]+)\s{_AGE}\s(?:is|ben|wordt)"
    rf"|\bleeftijd van {_AGE}|\bmeerderjarig(?:e leeftijd|heid)?\b"
    r"|\b(?:haar|zijn|mijn|de) (?:18e|achttiende|16e|zestiende|21e|eenentwintigste)\b",
    re.IGNORECASE,
)
CORRECTS = re.compile(
    r"\b(?:abuis|vergissing|foutief|fout|foute|verkeerde?|onjuiste?|klopte? niet|moet zijn|in plaats van|verschrijving"
    r"|typefout|tikfout)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"[^\n.!?]{0,80}[?:]\s*(?:(?:op|dat is|dat was|antwoord|a)[: ]\s?)?\Z", re.IGNORECASE)
REACH = 120


def told_by_sentence(raw: str, dates: Sequence[Stretch], births: Collection[Stretch]) -> list[Stretch]:
    """Of the dates that nothing next to them told, those that their sentence tells."""
    left = [date for date in dates if date not in births and re.search(r"\d\W|\s", raw[slice(*date)])]
    if not left:
        return []
    ends = [match.end() for match in SENTENCE.finditer(raw)]
    found: list[Stretch] = []
    sentences: dict[int, list[Stretch]] = {}
    for date in left:
        sentences.setdefault(bisect_right(ends, date[0]), []).append(date)
    taken = {bisect_right(ends, birth[0]) for birth in births}
    for number, held in sentences.items():
        start, end = (ends[number - 1] if number else 0), (ends[number] if number < len(ends) else len(raw))
        if number not in taken and (told := _told(raw, start, end, held)):
            found.append(told)
        if number in taken and CORRECTS.search(raw, start, end):
            found += [date for date in held if is_full(raw[slice(*date)])]
    return found


def _told(raw: str, start: int, end: int, dates: Sequence[Stretch]) -> Stretch | None:
    for cue, day_enough in ((BORN, False), (BIRTHDAY, True), (TURNS, True), (BORN_THEN, True)):
        near = [
            (abs(date[0] - word.start()), date)
            for date in dates
            for word in cue.finditer(raw, max(start, date[0] - REACH), min(end, date[1] + REACH))
            if _may_tell(raw, start, end, date, word.span(), day_enough)
        ]
        if near:
            return min(near)[1]
    asked = not {"?", ":"}.isdisjoint(raw[max(0, start - 12) : start])
    before = QUESTION.search(raw, max(0, start - REACH), start) if asked else None
    answered = before and (BORN.search(before.group()) or BIRTHDAY.search(before.group()))
    return dates[0] if answered and dates[0][0] - start < 12 else None


def _may_tell(raw: str, start: int, end: int, date: Stretch, word: Stretch, day_enough: bool) -> bool:
    written = raw[slice(*date)]
    if (
        not (is_full(written) or (day_enough and has_day(written)))
        or min(abs(date[0] - word[1]), abs(word[0] - date[1])) > REACH
    ):
        return False
    first, last = sorted((date, word))
    between, behind = raw[first[1] : last[0]], raw[date[1] : min(end, date[1] + 45)].lstrip(", ").partition(",")[0]
    return not (EVENT.search(between) or EVENT.search(behind))


def has_day(written: str) -> bool:
    """ "3 maart", "3/3", "de derde maart"; not "maart 2011"."""
    return bool(DAY_FIRST.match(written))


DAY_FIRST = re.compile(
    rf"(?!(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d)\d{{1,2}}(?:\D|$)|(?:{CARDINAL}|{ORDINAL})\s(?!kerst|paas|pinkster)",
    re.IGNORECASE,
)
