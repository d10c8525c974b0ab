"""How somebody is reached: mail addresses, web addresses, names on platforms, and where they live."""

import re
from collections.abc import Iterator

from .findings import Span
from .numerals import matches_near, starts, windows

_AT_WORD = r"(?:at|ad|ape?n?staart(?:je)?|a|@)"
_AT = rf"(?:@|\s?[\[({{]\s?{_AT_WORD}\s?[\])}}]\s?|\s(?:at|ad|ape?n?staart(?:je)?|aapje|@)\s)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|punt|\.)\s?[\])}]\s?|\s(?:dot|punt|\.)\s)"
_END = (
    r"(?:nl|com|net|org|eu|be|de|info|nu|frl|amsterdam|me|email|online|gov|edu|uk|fr|io|biz|tv|school|care"
    r"|zorg|example)"
)
# Of addresses only: in running text "klaar.is" lacks a space more often than that it leads to Iceland.
_MAIL_END = rf"(?:{_END}|test|ch|at|pl|ro|bg|ua|tr|it|es|pt|se|dk|no|fi|hu|cz|gr|ie|us|ca|app|dev|site)"
# Signs that are said too: "jan streepje de underscore wit apenstaart".
_PART = rf"(?:{_DOT}|\s(?:streepje|underscore|laag streepje|min)\s)[\w+%-]+"
# As RFC 5322 has it in practice: what stands before the sign may hold letters of any language.
EMAIL = re.compile(r"(?<![\w.+%-])[\w.!#$%&'*+/=?^{|}~-]{0,200}[\w+%-]@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w])")
AT_SIGN, AT_SAID = re.compile("@"), re.compile(r"[@(\[{]|a(?:t|d|ape?n?staart|apje)\b|ape?n?staart", re.IGNORECASE)
LONGEST, LONGEST_SAID = 260, 90  # signs on either side of the sign
EMAIL_DISGUISED = re.compile(
    rf"(?<![\w.@+%-])[\w+%-]+(?:{_PART}){{0,3}}{_AT}[\w-]+(?:{_PART}){{0,2}}{_DOT}{_MAIL_END}(?!\w)", re.IGNORECASE
)
# "jandewit@gmail", "jandewit@ziggo,nl", "jandewit@gmail .com": of a known house, or cut at its end.
EMAIL_CUT = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,60}@(?:(?:gmail|googlemail|hotmail|outlook|live|ziggo|kpnmail|icloud|yahoo|home|planet"
    r"|casema|quicknet"
    r"|upcmail|xs4all|msn|protonmail|hetnet|telfort|tele2|chello|solcon|zonnet)|[\w-]+(?:\s\.|\.\s|,\s?|\s)(?=(?:nl|com"
    r"|net|org|eu|be|de)\b))"
    r"(?:\s?[., ]\s?(?:nl|com|net|org|eu|be|de))?(?![\w@])",
    re.IGNORECASE,
)
# "jan van outlook punt com" is said, not written; one word before the sign and a known ending are needed.
URL = re.compile(r"(?:https?://|www\.)[^\s<>\[\]\"”’)]+[^\s<>\[\]\"”’).,;:!?]", re.IGNORECASE)
BARE_URL = re.compile(
    rf"(?<![\w@./-])(?:[a-z0-9][a-z0-9-]*\.)+(?:{_END}|[a-z]{{2,}}(?=/\w))"
    r"(?:/[^\s<>\[\]\"”’),;]*[^\s<>\[\]\"”’).,;:!?])?(?![\w@]|\.\w)",
    re.IGNORECASE,
)
NUMBERED_HANDLE = re.compile(r"(?<![\w@./#-])(?=[\w.]*[^\W\d])[\w.]{2,32}#\d{4}(?!\w)")  # Discord, Battle.net
HANDLE = re.compile(r"(?<![\w@./])@[\w][\w.]{1,29}(?<![.])")
_PLATFORM = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|twitter|facebook|fb|twitch|telegram|you ?tube|x"
    r"|roblox|steam|playstation|psn|fortnite|linkedin|bereal|threads|kik|reddit|mastodon|xbox|minecraft|tinder|vinted"
    r"|marktplaats|onlyfans|yubo|omegle|pinterest|soundcloud|spotify|bluesky)(?!\w)"
)
NAMED_HANDLE = re.compile(
    rf"\b{_PLATFORM}(?:[- ]?(?:account|naam|profiel|kanaal|handle|id|tag|gebruikersnaam|pagina|username))?"
    r"(?: (?:is|heet|heette|van (?:haar|hem|mij)|account|onder|als|naam|op|met|de|het"
    rf"|gebruikersnaam)){{0,4}}"
    r"\s?[:=]?\s?[\"'“‘(]{0,2}(?P<handle>(?=[\w.-]*[\d_]|[\w-]+\.\w)[A-Za-z][\w.#-]{2,29}\w)",
    re.IGNORECASE,
)
# A word with a line below it is made for a screen: Kleine_Prinses_2012, lotte_verkoopt09.
UNDERLINED = re.compile(r"(?<![\w@./:-])(?=\w*[^\W\d_])[^\W_]\w*_\w*(?!\w|[@/-]|\.\w)")
# "driftkoning88 op discord"
ON_PLATFORM = re.compile(
    rf"(?<![\w@./-])(?P<handle>(?=\w*[^\W\d_])(?=\w*\d)[\w.]{{4,30}}) (?:op|via) {_PLATFORM}\b", re.IGNORECASE
)
CALLED = re.compile(
    r"\b(?:gebruikersnaam|username|nickname|gamertag|accountnaam|inlognaam|schuilnaam online|handle"
    r"|gamer ?tag)(?!\w)(?: (?:is|was|op \w+))?\s?[:=]?\s?[\"'“‘]?(?P<handle>[A-Za-z][\w.#-]{2,29}\w)",
    re.IGNORECASE,
)


def find_emails(raw: str) -> Iterator[Span]:
    at, said = (
        windows(starts(AT_SIGN, raw), LONGEST, LONGEST),
        windows(starts(AT_SAID, raw), LONGEST_SAID, LONGEST_SAID),
    )
    for pattern, near in ((EMAIL, at), (EMAIL_CUT, at), (EMAIL_DISGUISED, said)):
        for match in matches_near(pattern, raw, near):
            yield Span(*match.span(), "email")


def find_urls_and_handles(raw: str) -> Iterator[Span]:
    for pattern in (URL, BARE_URL, HANDLE, NUMBERED_HANDLE, UNDERLINED):
        for match in pattern.finditer(raw):
            yield Span(*match.span(), "url_handle")
    for pattern in (NAMED_HANDLE, CALLED, ON_PLATFORM):
        for match in pattern.finditer(raw):
            yield Span(*match.span("handle"), "url_handle")
