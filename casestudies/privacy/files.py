"""Numbers of files: those of care, municipality, police and court."""

import re
from collections.abc import Iterator

from .findings import Span

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
    r"(?: RK)? ?\d{2}[-/]\d+)?"
)
# A word that says it is a number ("dossiernummer", "cliëntnr.", "V-nummer"), then the number itself.
NAMED = re.compile(
    rf"(?<!\w)(?:(?:{_SUBJECT}|dos)[- ]?(?:nummer|nr|no|id)\b|v-?nummer|kenmerk|referentie|\bref)\.?"
    r"(?: (?:van|voor) (?:\w+ ){1,4}?(?=is\b|luidt\b|:))?"
    rf"[ ]?(?:\((?:\w+)\))?[ ]?[:=#]?[ ]?(?:(?:is|was|luidt|met|van|nr\.?|nummer)[ :]+)?(?P<number>#?{_NUMBER})",
    re.IGNORECASE,
)
# "dossier 2023-0456", "zaak 448812", "beschikking J/2022/118": the file itself, then a number that is no year.
OF_FILE = re.compile(
    r"(?<!\w)(?:dossiers?|zaak|zaken|casus|cli[eë]nt|pati[eë]nt|beschikking|melding|mutatie|rekest|parket"
    r"|aangifte|proces-?verbaal|pv"
    r"|polis|besluit|vonnis|uitspraak|zorgmelding|registratie|id|client)"
    rf" ?(?:nr\.?|no\.?|nummer|:|onder|met)? ?(?P<number>#?{_NUMBER})",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?")
_ROLL = r"(?:JE|FA|KG|HA|F|KL|BZ|OM|EX|IN)[ -]?(?:RK|ZA|EK)[ -]?\d{2}[-/. ]\d{1,6}"
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
    r"(?<![\w/.-])(?:[A-Z]{1,6}\d?[-/.](?:19|20)?\d{2}[-/.]\d{3,8}|(?:19|20)\d\d[-/.][A-Z]{1,5}[-/.]\d{2,8}"
    r"|[A-Z]{1,4}[-/.]?\d{6,10}|[A-Z]{2,5}-\d{4,6})(?![\w/-])"
)
NOT_A_FILE = re.compile(
    r"(?:ISO|NEN|EN|RFC|ISBN|ICD|DSM|COVID|SARS|AVG|F|H|IQ|MP|PS|GGZ|HBO|MBO|WO)[-/.]?\d", re.IGNORECASE
)
# "... and under 0097741 too": another of the same shape, after one was named.
ANOTHER = re.compile(
    r"[^.;\n]{0,40}?\b(?:en|of|onder|naar|ook|oud|nieuw|was|wordt)[: ]+(?:nr\.? )?$|^\s?[,/&+]\s?$", re.IGNORECASE
)


def find_file_numbers(raw: str) -> Iterator[Span]:
    for match in NAMED.finditer(raw):
        yield Span(*match.span("number"), "file_number")
        yield from _another(raw, match)
    for match in OF_FILE.finditer(raw):
        if not YEAR.fullmatch(match["number"]):
            yield Span(*match.span("number"), "file_number")
    for match in COURT.finditer(raw):
        yield Span(*match.span(), "file_number")
    for match in CODED.finditer(raw):
        if not NOT_A_FILE.match(match.group()):
            yield Span(*match.span(), "file_number")


def _another(raw: str, match: re.Match[str]) -> Iterator[Span]:
    shape = re.sub(r"\d", r"\\d", re.sub(r"[^\w]", r".", match["number"]))
    shape = re.sub(r"[A-Za-z]", "[A-Za-z]", shape.replace(r"\d", "0")).replace("0", r"\d")
    for other in re.finditer(rf"(?<![\w./-]){shape}(?![\w/-])", raw[match.end() : match.end() + 60]):
        if ANOTHER.search(raw[match.end() : match.end() + other.start()]):
            yield Span(match.end() + other.start(), match.end() + other.end(), "file_number")
