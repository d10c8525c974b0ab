"""Numbers of files: those of care, municipality, police and court."""

import re
from collections.abc import Iterator

from .findings import Span
from .numerals import FIGURES, matches_near, starts, windows

BEFORE, BEHIND = 120, 80  # signs that a number and the words for it may reach, around a figure
_SUBJECT = (
    r"dossier|zaak|zaaks|cli[eë]nt|cliënten|kenmerk|beschikkings?|registratie|rekest|parket|polis"
    r"|pati[eë]nt(?:en)?|meldings?|mutatie"
    r"|leerling|student(?:en)?|casus|toewijzings?|indicatie|referentie|verzoek|aanvraag|besluit"
    r"|proces-?verbaal|pv|paspoort"
    r"|id|identiteits?|rijbewijs|vreemdelingen|inschrijf|inschrijvings?|persoons|skj|big|agb|ozo|lrk|cr[ij]s"
    r"|gezins|traject|deelnemers?"
)
_NUMBER = (
    r"(?=[A-Z0-9./_-]*\d[A-Z./_-]*\d[A-Z./_-]*\d)[A-Z0-9]+(?:[./_-][A-Z0-9]+)*(?: ?/ ?[A-Z]{1,3}"
    r"(?: RK)? ?\d{2}[-/]\d+| [A-Z]{2} [A-Z]{2,4} \d{2}[-/]\d+)?"
)
# Any other word that ends in "nummer" or "nr", but those of what everybody has or that number a thing.
_ANY_SUBJECT = (
    r"(?!tele|tel|mob|huis|rek|bank|giro|burger|service|sofi|kamer|week|pagina|rug|volg|versie|artikel|nood|alarm|post|lijn|bus"
    r"|persoons|telefoon|onderwijs|kenteken|klant ?service|gironr|bsn|fax|gsm|jaar|lot|serie|factuur|order|bestel|model"
    r"|start|deur|winkel|track|ranglijst|tel)"
    r"[^\W\d_]{2,20}"
)
# A word that says it is a number ("dossiernummer", "cliëntnr.", "V-nummer"), then the number itself.
NAMED = re.compile(
    rf"(?<!\w)(?:(?:{_SUBJECT}|dos)[- ]?(?:nummer|number|nr|no|id)\b|{_ANY_SUBJECT}(?:nummer|nr)\b|v-?n(?:um[mb]e)?r\b|kenmerk"
    rf"|referentie|\bref)\.?"
    r"(?: (?:van|voor) (?:\w+ ){1,4}?(?=is\b|luidt\b|:)|(?: [a-z]{3,20}){1,2}(?=:))?"
    rf"[ ]?(?:\((?:\w+)\))?[ ]?[:=#]?[ ]?(?:(?:is|was|luidt|met|van|nr\.?"
    rf"|nummer)[ :]+)?(?P<number>#?{_NUMBER}(?:(?<=\d) \d{{3,6}}){{0,3}})",
    re.IGNORECASE,
)
SAYS_NUMBER = re.compile(r"(?:nummer|number|nr|no|id|kenmerk|referentie|ref)(?![^\W\d_])", re.IGNORECASE)
# "dossier 2023-0456", "zaak 448812", "beschikking J/2022/118": the file itself, then a number that is no year.
OF_FILE = re.compile(
    r"(?<!\w)(?:dossiers?|zaak|zaken|casus|cli[eë]nt|pati[eë]nt|beschikking|melding|mutatie|rekest|parket"
    r"|aangifte|proces-?verbaal|pv"
    r"|paspoort|identiteitskaart|id-?kaart|rijbewijs|verblijfs(?:document|kaart|pas)"
    r"|agb(?:-?code)?|skj|big(?:-registratie)?|polis|besluit|vonnis|uitspraak|zorgmelding|registratie|id|client)"
    rf" ?\(?(?:nr\.?|no\.?|nummer|:|onder|met)? ?(?P<number>#?{_NUMBER})",
    re.IGNORECASE,
)
DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
YEAR = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?")
# A mark that only its shape tells: "nummer 24/883 JEUGD", "zie WP-JH/22.0917", "rapport KZ-1-8JY3KQ", "dossier: ZK 2019 - 4471".
MARKED = re.compile(
    r"\b(?i:nummers?|nr\.?|n[or]s?\.?|zie(?: ook)?|rapport\w*|dossiers?|zaak|zaken|onder|kenmerk|ref\.?|referentie|betreft"
    r"|inzake|avn|beschikking|brief"
    r"|verslag|stuk(?:ken)?|aangifte|melding|casus|akte|proces-verbaal|registratie"
    r"|register)"
    r"(?: [A-Z][\w-]+(?=:))?(?: (?i:met|onder|nummer|nr\.?"
    r"|no\.?)){0,2}[ :#]{1,3}"
    r"(?P<number>(?=[^\s,;]*\d[^,;\n]*?\d[^,;\n]*?\d)(?!0[1-9]|(?:19|20)\d\d\b(?! ?-)|\d{1,2}[-/.]\d{1,2}(?:[-/.]|\b))"
    r"(?:[A-Z]{1,6}(?: |[-/.]))?[A-Z]{0,4}\d[A-Z0-9]*(?:[-/._][A-Za-z0-9]{1,10}| [-/] \d{1,10}){1,4}(?: [A-Z]{2,6}\b)?"
    r"|[A-Z][A-Za-z]{0,5}(?:[-/][A-Za-z]{1,5})*[-/. ]?\d[A-Z0-9]*(?:[-/._][A-Za-z0-9]{1,10}| - \d{1,10}){0,4})(?![\w%])"
)
_ROLL = r"[A-Z]{1,2}[ -]?(?:RK|ZA|EK)[ -]?\d{2}[-/. ]\d{1,6}"
COURT = re.compile(
    # C/09/123456 / JE RK 21-1234: number of a district court's civil case, with or without its roll number.
    rf"(?<!\w)C ?/ ?\d{{2}} ?/ ?\d{{5,6}}(?:(?: ?[/-] ?| ){_ROLL})?(?!\w)|(?<!\w){_ROLL}(?!\w)"
    # 200.123.456/01: a court of appeal. 10/123456-22: a public prosecutor's office.
    r"|(?<![\w.])\d{3}\.\d{3}\.\d{3}[/-]\d{2}(?!\w)|(?<![\w/.-])\d{2}[/.-]\d{6}[/-]\d{2}(?!\w)"
    # ECLI of a judgment; PL1500-2023123456: an official report of the police.
    r"|\bECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[A-Z0-9]+|(?<!\w)PL\d{4}[- ]?\d{6,12}(?:-\d)?(?!\w)"
)
# Z-2023-004512, JB/22/00817, DOS20210045: letters, a year, a number.
CODED = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{1,6}\d?[-/.](?:(?:19|20)\d{2}[-/.]\d{2,8}|\d{2}[-/.]\d{3,8})|(?:19|20)\d\d[-/.][A-Z]{1,5}[-/.]\d{2,8}"
    r"|[A-Z]{1,4}[-/.]?\d{6,10}|[A-Z]{2,5}-\d{4,6}"
    # WP-JH/22.0917, AV/4402-b, ZK 2019 - 4471
    r"|[A-Z]{1,3}\d{2}\.\d{3,5}|[A-Z]{1,6}[-/.][A-Z]{1,6}[-/.]?\d{2,4}[-/.]\d{3,8}|[A-Z]{2,4}/\d{4,8}(?:-[a-z0-9]{1,2})?"
    r"|[A-Z]{2,3} (?:19|20)\d\d ?- ?(?!(?:19|20)\d\d\b)\d{3,6})(?![\w/-])"
)
NOT_A_FILE = re.compile(
    r"(?:BSN|ISO|NEN|EN|RFC|ISBN|ICD|DSM|COVID|SARS|AVG|F|H|IQ|MP|PS|GGZ|HBO|MBO|WO|DOB|GEB|GEBD|GEBDAT|GB|EK|WK|NL|A|N"
    r"|E)[-/.]?\d",
    re.IGNORECASE,
)
# "zie 283586837_verslag.pdf": a file called after somebody's number, which is found as that.
OF_SOMEBODY = re.compile(r"\d{9}_")
# "... and under 0097741 too": another of the same shape, after one was named.
ANOTHER = re.compile(
    r"[^.;\n]{0,40}?\b(?:en|of|onder|naar|ook|oud|nieuw|was|wordt)[: ]+(?:nr\.? )?$|^\s?[,/&+]\s?$", re.IGNORECASE
)


def find_file_numbers(raw: str) -> Iterator[Span]:
    near = windows(starts(FIGURES, raw), BEFORE, BEHIND)
    for match in matches_near(NAMED, raw, windows(starts(SAYS_NUMBER, raw), 40, 120)):
        if not DAY.fullmatch(match["number"]):
            yield Span(*match.span("number"), "file_number")
            yield from _another(raw, match)
    for match in matches_near(OF_FILE, raw, near):
        if not (YEAR.fullmatch(match["number"]) or DAY.fullmatch(match["number"])):
            yield Span(*match.span("number"), "file_number")
    for match in matches_near(MARKED, raw, near):
        if not (NOT_A_FILE.match(match["number"]) or OF_SOMEBODY.match(match["number"])) and not (
            YEAR.fullmatch(match["number"]) or DAY.search(match["number"])
        ):
            yield Span(*match.span("number"), "file_number")
    for match in matches_near(COURT, raw, near):
        yield Span(*match.span(), "file_number")
    for match in matches_near(CODED, raw, near):
        if not NOT_A_FILE.match(match.group()):
            yield Span(*match.span(), "file_number")


def _another(raw: str, match: re.Match[str]) -> Iterator[Span]:
    shape = re.sub(r"\d", r"\\d", re.sub(r"[^\w]", r".", match["number"]))
    shape = re.sub(r"[A-Za-z]", "[A-Za-z]", shape.replace(r"\d", "0")).replace("0", r"\d")
    for other in re.finditer(rf"(?<![\w./-]){shape}(?![\w/-])", raw[match.end() : match.end() + 60]):
        if ANOTHER.search(raw[match.end() : match.end() + other.start()]):
            yield Span(match.end() + other.start(), match.end() + other.end(), "file_number")
