"""Which dates are dates of birth: by a word of birth around them, or by whom they stand next to."""

import re

from .lexicon import is_dutch_word, lexicon
from .numerals import CARDINAL
from .words import fold

BIRTH_WORD = (
    r"(?:(?:ge?|e)?boren|gebor[end]{1,3}|gboren|gebr(?:oe|e|o)n|geobren|gebooren|gebb?orte\w*|geboote\w*|geb(?:\.|oorte\w*"
    r"|\.?\s?dat(?:um)?|dat|d)?\.?|gb\.?(?:d(?:at)?\.?)?|g\.?d\.?|gebd|dob|d\.o\.b\.?"
    r"|birth\w*|born|°|˚|\*|☆|verjaar\w*|verjaart|jarig|levenslicht|ter wereld|bevallen|bevalling|geboorte\w*"
    r"|bouwjaar|bday|b-day|birthday|verj\.?)"
)
# A full stop ends the reach of the word, but not the one inside "i.p.v." or a number.
# Of several such words the last.
BORN_BEFORE = re.compile(
    rf"(?s:.*)(?<!\w)(?P<word>{BIRTH_WORD})(?![^\W\d])(?P<between>(?:[^.;\n]|i\.p\.v\.|\bca\.|\bd\.?d\.|\bnl\."
    rf"|\.(?=\d)){{0,45}})$",
    re.IGNORECASE,
)
# What may stand between the word of birth and its date, so that another event's date is not taken for it.
OTHER_EVENT = re.compile(
    r"\d{4}|\d[-/.]'?\d|\b(?:overleden|overleed|sinds|verhuis\w*|gevlucht|uit huis|geplaatst|gescheiden|getrouwd"
    r"|besluit|melding|zitting|contact"
    r"|lag|ging|kwam(?! ter)|kreeg|had|mocht|moest|zat|stond|sprak|gesproken|gebeld|kreeg|waarna|toen"
    r"|ingeschreven|aangemeld|gestart|woont|vond|gesprek)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(r"\b(?!geb)ge[a-z]{3,}(?:d|t|en)\b")
ANOTHER_VERB = re.compile(r"\b(?:werd|was|is|heeft)\b", re.IGNORECASE)
_MONTHS = r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
_NOT_LATER = rf"(?!\s(?:op|in)\s(?:\d|{_MONTHS}\w*\s\d))"
BORN_AFTER = re.compile(
    rf"\s?\((?:geschat|schatting|fictief|ongeveer)\b|\)?,?\s?(?:\(?(?:geboren|geboortedatum"
    rf"|geb\.?(?:datum)?)\b{_NOT_LATER}|(?:is|werd)?\s?"
    rf"(?:\w+\s){{0,2}}geboren\b{_NOT_LATER}|ter wereld|[^.\n]{{0,40}}\(geboortedat)",
    re.IGNORECASE,
)
# "op 29 februari 2016 in de auto geboren", "op 3 mei 2015 zag zij het levenslicht", "12 maart is zijn verjaardag".
BORN_LATER = re.compile(
    r"(?P<between>[^.;\n\d]{1,110}?)\b(?:(?:ge|te vroeg ge)boren|ter wereld|bevallen|beviel|levenslicht|op de wereld"
    r"|(?:op )?dezelfde dag jarig)\b" + _NOT_LATER,
    re.IGNORECASE,
)
BIRTHDAY_AFTER = re.compile(
    r"\s(?:(?:(?:is|was|ben|wordt|viert?)\s(?:\w+\s){0,3}|(?:zijn|haar|mijn|hun|je|jouw|z'n|m'n|d'r)\s(?:\w+\s)?)"
    r"(?:jarig|verjaardag|verjaart|geboortedag|geboortedatum)|jarig)\b",
    re.IGNORECASE,
)
CLAUSE_STARTS = re.compile(
    r"\b(?:waar|wier|wiens|die|dat|omdat|nadat|toen|terwijl|met|over|van wie|wanneer|waarin)\b", re.I
)
# "staat in het paspoort": a document that says when somebody was born.
_DOCUMENT = r"(?:paspoort|geboorteakte|akte|identiteitskaart|id-?kaart|id|verblijfspas|brp|gba|uittreksel|pasje|geboortekaartje)"
DOCUMENT_SAYS = re.compile(
    rf"\s(?:staat|stond|staan|zegt|volgens|is wat|klopt)\b[^.;\n\d]{{0,25}}\b{_DOCUMENT}\b", re.IGNORECASE
)
DOCUMENT_SAID = re.compile(
    rf"\b(?:hoe oud|welke leeftijd|(?:volgens|in|op) (?:het|de|haar|zijn|hun|mijn|d'r|z'n) {_DOCUMENT}|{_DOCUMENT}"
    r" (?:zegt|staat|vermeldt))\b[^.;\n\d]{0,60}$",
    re.IGNORECASE,
)
# "na de bevalling is moeder op 3 maart opgenomen", "geboren in Ede en werd op 3 maart geplaatst"
BUT_THEN = re.compile(r"\b(?:werd|werden|is|zijn|was|heeft|had|ging)\b", re.IGNORECASE)
AND_THEN = re.compile(rf"\ben\b[^.;\n]*{BUT_THEN.pattern}", re.IGNORECASE)
SAYS_SO = ("geboren", "geb.", "geb ", "gd", "*", "°")
AND_BORN = re.compile(r"^[\s,.]{0,2}(?:en|,|/|&)[^.;\n]{0,45}$", re.IGNORECASE)
# What else happened on a day: beside such a word, or with it in between, the date is of that.
EVENT = re.compile(
    r"\b(?:overleden|overleed|sinds|verhuis\w*|gevlucht|uithuis\w*|uit huis|(?:terug|over|uit|door)?geplaatst"
    r"|gescheiden|getrouwd|besluit|melding|zitting"
    r"|sprak|gesproken|gebeld|ingeschreven|aangemeld|gestart|startte?|woont|gesprek|overleg|huisbezoek|intake|evaluatie"
    r"|rechter|rechtbank"
    r"|uitgesproken|verlengd|beschikking|aangifte|opgenomen|afgesloten|ontslagen|sloot|opname|onderzoek|toetsing|afspraak|mdo"
    r"|loopt|liep|begon(?! zijn| haar| mijn)|eindigt|vervalt|stopt|meldde|belde|mailde|schreef|kwam(?!en? ter"
    r"| op de wereld)|ging|vertrok|gewijzigd|geldt|wet|verordening|afgegeven|verlopen|getekend)\b",
    re.IGNORECASE,
)
# "geboren 16-3-2014, per 1 mei start zij"
FROM_THEN = re.compile(
    r"\b(?:per|vanaf|tot|t/m|sinds|start\w*|met ingang van|m\.?i\.?v\.?|d\.?d\.?|na|voor)\s\Z", re.IGNORECASE
)
# "geboortedatum (2 mei 2012) klopte niet; er stond 5-2-2012": the same date, written otherwise.
CORRECTED = re.compile(
    r"^\)?[^.\n\d]{0,50}\b(?:er (?:stond|staat)|moet(?: het)?(?: zijn)?|in plaats van|i\.p\.v\.|niet"
    r"|genoteerd als|vermeld(?: als)?)\s$",
    re.IGNORECASE,
)
AFTER_A_NAME = re.compile(r"[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?\s?\($")
IS_OF = re.compile(
    r"\b(?P<who>hij|zij|ze|ik|jongen|meisje|kind|zoon|dochter|zoontje|dochtertje|broer|zus|oudste|jongste"
    r"|[A-Z][a-z]\w*),?\s(?P<verb>is|ben|was)?\s?(?:(?:zelf|ook|officieel|eigenlijk|volgens\s\w+|op\spapier)\s)?van\s$"
)
# "werd 12 op 5 maart 2024", "wordt op 3 mei zestien": who becomes an age on a day was born on it.
TURNS_BEFORE = re.compile(
    rf"\b(?:werd|wordt|word|worden|geworden)\s(?:\w+\s)?(?:\d{{1,2}}|{CARDINAL})(?:\sjaar)?\s(?:op\s)?$", re.IGNORECASE
)
TURNS = re.compile(r"\b(?:werd|wordt|word|worden)\s(?:\w+\s)?(?:op\s)?(?:\w+dag\s)?$", re.IGNORECASE)
TURNED = re.compile(rf"\s(?:\d{{1,2}}|{CARDINAL})(?:\sjaar)?\s(?:geworden|geweest)\b", re.IGNORECASE)
TURNS_AFTER = re.compile(
    rf"\s(?:al\s|pas\s)?(?!een\b)(?:\d{{1,2}}|{CARDINAL})(?!\w|[.,/:-]\d)(?!\s(?:uur|keer|dagen|weken|maanden|euro|nieuwe?))",
    re.IGNORECASE,
)
# "op 4 februari wordt Tirza zestien"
SOMEBODY_TURNS = re.compile(
    r"\s(?:wordt|werd|word)\s(?:[A-ZÀ-Þ][\w'-]+|hij|zij|ze|ik|(?:mijn|haar|zijn|onze|de)\s\w+)\s(?:dan\s|al\s|eindelijk\s|pas\s)?"
    rf"(?!een\b|één\b)(?:\d{{1,2}}|{CARDINAL})(?=\s?(?:[.,;!?](?!\d)|$)|\s(?:en|jaar|dus|maar)\b)"
)
# "18 JUN/JUN 2008": the month in two languages, as on a passport.
ON_A_PASS = re.compile(r"[^\W\d_]{3,4}\.?\s?/\s?[^\W\d_]{3,4}")
# "z'n zus Fleur is van maart 2009"
OF = re.compile(r"\bvan\s(?:de\s)?\Z", re.IGNORECASE)
IS_OF_DAY = re.compile(
    r"\b(?!(?:\w*(?:verslag|brief|rapport|mail|besluit|beschikking|foto|bericht|plan|notitie|formulier|aangifte|uitspraak|melding"
    r"|versie|informatie|indicatie|toets|meting|onderzoek|akte|contract|wet|data|cijfers|gegevens|tekst|opname|filmpje"
    r"|afspraak|diagnose"
    r"|advies|stuk|stukken|document|brieven|lijst|overzicht|ding|paspoort|pas|laatste|vorige|eerste|dit|dat|die|het|er"
    r"|nota|vonnis"
    r"|evaluatie|aantekening|registratie|inschrijving|datum|handtekening|krant|artikel|bericht\w+|verklaring))\s)"
    r"[^\W\d]+\s(?:is|zijn|ben|was|waren)\s(?:(?:zelf|ook|officieel|eigenlijk|respectievelijk|volgens\s\w+|op\spapier"
    r"|beiden?|allebei|dus|net|pas)\s){0,2}van\s(?:de\s)?\Z",
    re.IGNORECASE,
)
KIN_IS_OF = re.compile(
    r"\b(?:hij|zij|zoon(?:tje)?|dochter(?:tje)?|broer(?:tje)?|zus(?:je)?|kind|baby|oudste|jongste|middelste|jongen|meisje)"
    r"(?:\s[A-Z][\w'-]+)?\s(?:is|was)\s(?:zelf\s|ook\s)?van\s$"
)
# "geboren in het jaar dat de euro kwam, op de eerste dag van maart"
RESUMED = re.compile(
    r"\b(?:jaar|dag|week|maand|zomer|winter|nacht|weekend)\s(?:dat|waarin|toen|van)\b[^.]{0,30},\sop\s(?:de\s)?$", re.I
)
SOMEBODY = (
    "Hij",
    "Zij",
    "Ze",
    "Ik",
)  # "Uitspraak van 14 mei": a word that is a capital's only for starting the sentence
WITHOUT_DAY = re.compile(r"[^\W\d]+\.?\s(?:van\s)?\d{4}$")


def is_birth(raw: str, start: int, end: int, last_birth: int) -> bool:
    """What the words around the date say."""
    if born_before(raw, start, end) or BORN_AFTER.match(raw, end) or _born_later(raw, end):
        return True
    if is_full(raw[start:end]) and (
        DOCUMENT_SAYS.match(raw, end) or DOCUMENT_SAID.search(raw[max(0, start - 90) : start])
    ):
        return True
    before = raw[max(0, start - 50) : start]
    if before.endswith(" die van ") and raw.startswith(" is", end) and is_full(raw[start:end]):
        return True
    if KIN_IS_OF.search(before) or (OF.search(before) and is_full(raw[start:end]) and IS_OF_DAY.search(before)):
        return True
    of = IS_OF.search(raw[max(0, start - 30) : start])
    if of and _somebody(of["who"], said=bool(of["verb"])) and not re.match(r"\w+\s\d{4}$", raw[start:end]):
        return True
    if is_bracketed(raw, start, end):
        return is_full(raw[start:end])
    return _turns(raw, start, end) or _another(raw, start, last_birth)


def _somebody(word: str, *, said: bool) -> bool:
    """ "Fenna, van 12-05-2014", and without a verb no other word: "het rapport van Veilig Thuis Drenthe van 9 oktober"."""
    if word in SOMEBODY or word[0].islower():
        return True
    return not is_dutch_word(word.lower()) and (said or fold(word) in lexicon().first_names)


def is_bracketed(raw: str, start: int, end: int) -> bool:
    """ "Dion (07-07-11)": between brackets after a name."""
    return bool(AFTER_A_NAME.search(raw[max(0, start - 50) : start])) and raw[end : end + 1] == ")"


def born_before(raw: str, start: int, end: int) -> bool:
    before = BORN_BEFORE.match(raw[max(0, start - 65) : start])
    if before is None or (OTHER_EVENT.search(before["between"]) and not RESUMED.search(before["between"])):
        return False
    then = AND_THEN if before["word"].lower().startswith(SAYS_SO) else BUT_THEN
    if then.search(before["between"]) and EVENT.search(raw, end, end + 45):
        return False
    # "kort na haar achtste verjaardag, in augustus 2022": no day, so not the day itself.
    return not (before["word"].lower().startswith("verjaar") and WITHOUT_DAY.match(raw[start:end]))


def _born_later(raw: str, end: int) -> bool:
    if BIRTHDAY_AFTER.match(raw, end):
        return True
    later = BORN_LATER.match(raw, end)
    return later is not None and not (
        OTHER_EVENT.search(later["between"].replace("kwam", "")) or CLAUSE_STARTS.search(later["between"])
    )


def _turns(raw: str, start: int, end: int) -> bool:
    before = raw[max(0, start - 40) : start]
    if ON_A_PASS.search(raw, start, end) or TURNS_BEFORE.search(before) or TURNED.match(raw, end):
        return True
    if SOMEBODY_TURNS.match(raw, end):
        return True
    return bool(TURNS.search(before) and TURNS_AFTER.match(raw, end))


def _another(raw: str, start: int, last_birth: int) -> bool:
    """ "geboren op 3-4-2012 en 5-6-2014": one more, after a date of birth."""
    between = raw[last_birth:start] if last_birth >= 0 and raw[start].isdigit() else ""
    if CORRECTED.match(between):
        return True
    if not AND_BORN.match(between):
        return False
    if FROM_THEN.search(between):
        return False
    return not (OTHER_EVENT.search(between) or ANOTHER_VERB.search(between) or HAPPENED.search(between))


def is_full(written: str) -> bool:
    """Day, month and year."""
    said = re.match(r"[^\W\d]+\s[^\W\d]+\s(?:van\s)?(?:twee ?duizend|negentien|twintig)", written, re.IGNORECASE)
    return bool(said or re.search(r"\d\D+\d+\D+\d", written) or re.match(r"\d+\w{0,3}\s\w+\.?\s'?\d", written))
