"""Ages in figures and words. Bands (12-15 jaar), limits (18+, tot 18 jaar) and durations (twee jaar lang) are no ages."""

import re
from collections.abc import Iterator

from .findings import Span
from .numerals import CARDINAL, ORDINAL

_NUMBER = rf"(?:\d{{1,2}}(?:[.,]5|½| ?1/2)?|{CARDINAL})"
_YEARS = r"(?:jaar(?:tjes)?|jr\.?|jaren|(?<=\d)j(?!\w))"
_SHORTER = r"(?:maanden|maand|mnd\.?|mndn|weken|wk\.?|wkn|dagen)"
_PERSON = (
    r"(?:jongens?|meisjes?|jongetjes?|zoon(?:tje)?s?|dochter(?:tje)?s?|kind(?:je)?|kinderen|kids|broer"
    r"(?:tje)?s?|broers|zus(?:je)?s?|zussen|baby(?:'?tje)?s?|peuter|kleuter"
    r"|tweeling|drieling|pubers?|tiener|jongere|jeugdige|man|vrouw|moeder|vader|mdr|vdr|oma|opa|stiefvader"
    r"|stiefmoeder|stiefbroer|stiefzus|halfbroer(?:tje)?|halfzus(?:je)?|pleegkind|pleegzoon"
    r"|pleegdochter|nicht(?:je)?|neef(?:je)?|vriend(?:in|je)?|cliënt|leerling|pupil|oudste|jongste"
    r"|middelste|kleinzoon|kleindochter|gast|knul|meid|dame|buurjongen|iemand|eentje|ventje|m|v|j)"
)
JARIGE = re.compile(
    rf"(?<![\w,.]){_NUMBER}[- ]?jarige[ns]?(?!\w)(?!\s(?:looptijd|periode|overeenkomst|opleiding|termijn"
    r"|aanpak|subsidie|studie|samenwerking|traject|evaluatie|contract|strategie|relatie|ervaring|jubileum"
    r"|beleids\w+|leeftijd\sen))",
    re.IGNORECASE,
)
JARIG = re.compile(rf"(?<![\w,.]){_NUMBER}[- ]?jarig(?=\s{_PERSON}\b)", re.IGNORECASE)
WITH_UNIT = re.compile(
    rf"(?<![\w,.€'-]){_NUMBER}(?:-| )?(?:{_YEARS}|{_SHORTER})"
    rf"(?:\sen\s{_NUMBER}\s{_SHORTER})?(?!\w)(?P<old>\s(?:oud|jong)\b(?!\sen\souder))?",
    re.IGNORECASE,
)
BRACKETED = re.compile(
    r"(?<=\()(?:[mvjx]\s?[,/-]?\s?|(?:\w+\.?,\s))?(?P<age>\d{1,2}(?:[.,]5|½)?)(?:\s?(?:j|y|m|wk)\.?)?(?=\)"
    r"|,\s|\sen\s|/|;\s)",
    re.IGNORECASE,
)

# A band on either side: "12-15 jaar", "tussen 12 en 18 jaar", "van 12 tot 18 jaar", "12 jaar en ouder".
BAND_BEFORE = re.compile(
    rf"(?:{_NUMBER}\s?(?:-|/|tot(?:\sen\smet)?|t/?m|à|a|of)\s?|\btussen\s(?:de\s)?(?:{_NUMBER}(?:\s(?:jaar"
    r"|maanden))?\sen\s(?:de\s)?)?|\b(?:vanaf|tot(?:\sen\smet)?|t/?m|boven|onder|minimaal|maximaal"
    r"|minstens|hoogstens|uiterlijk|ouder\sdan|jonger\sdan|beneden|circa)\s(?:de\s|hun\s)?"
    r"(?:leeftijd\svan\s)?(?:de\s)?)$",
    re.IGNORECASE,
)
BAND_AFTER = re.compile(
    r"\s?(?:\+|plus\b|-\s|en\s(?:ouder|jonger)|of\s(?:ouder|jonger)|(?:tot|t/m|à)\s"
    rf"(?:en\smet\s)?{_NUMBER})",
    re.IGNORECASE,
)
LASTING_BEFORE = re.compile(
    r"\b(?:sinds|al|na|binnen|over|afgelopen|voorbije|laatste|komende|elke|per|om\sde|gedurende|vanwege"
    r"|duurt|duurde|ruim|zo'n|ongeveer|nog|minder\sdan|meer\sdan"
    r"|langer\sdan|korter\sdan|elk|ieder|iedere|vorige|volgende|eerste|tweede|hele|een\spaar|maar\sliefst"
    r"|na\seen|die|deze|voor\sde\sduur\svan|met|was\sdat|op\seen|duur\svan|periode\svan|termijn\svan"
    r"|straf\svan|slechts|bijna\sal|hooguit|de|in|voor|door)\s$",
    re.IGNORECASE,
)
LASTING_AFTER = re.compile(
    r"\s(?:lang|geleden|cli[eë]nt|geweest|lid|werkzaam|actief|bekend|betrokken|in dienst"
    r"|later|terug|eerder|daarvoor|daarna|ervoor|erna|na|voor|durende?|wacht\w*|gewacht"
    r"|ervaring|bezig|cel|gevangenis\w*|jeugddetentie|jeugd-?tbs|tbs|voorwaardelijk|onvoorwaardelijk"
    r"|getrouwd|samen|uit\selkaar|bij\s(?:elkaar|ons|haar|hem|een|de|mij)|in\s(?!verwachting)|op\s"
    r"|verlengd|vertraging|looptijd|garantie|thuis|dakloos|clean|zwanger|onderweg|contact|hulp|begeleiding"
    r"|behandeling|wachttijd|ots"
    r"|ondertoezichtstelling|machtiging|werk\w*|gewerkt|gewoond|gezeten|gedaan|gehad|niet|geen|vastgezeten"
    r"|vast|mee|daar|hier|met|aan|per|pleegzorg|onderzoek|school|voorbereid\w*|achter|opgenomen|gesloten"
    r"|verder|tijd|voordat|nadat|dat|dan|afspra\w+|verlof|vol|nodig)\b",
    re.IGNORECASE,
)
SAYS_AGE = re.compile(
    rf"(?:\b(?:is|was|ben|bent|wordt|word|werd|geworden|leeftijd(?:\svan|:)?|{_PERSON}\s(?:van|v\.?)"
    rf"|{_PERSON}|toen\s\w+|als)(?:\s(?:net|pas|nu|al|bijna|toen|dan|inmiddels|ook|nog|maar|ruim|destijds"
    r"|pas\snet|morgen|gisteren|volgende\s(?:week|maand)|vorige\s(?:week|maand)|zelf|straks|zij|hij|ze|ik"
    rf"|tussen|precies|ongeveer|rond\sde|dit\sjaar|vandaag|helaas|eindelijk|\d{{1,2}}\sen|{CARDINAL}\sen"
    rf"|van|jaar,?)){{0,4}}"
    r"|[,(:;/-]|(?:^|\n)[-•*]?|\b[A-Z][\w'-]+\.?|\d\s?(?:jaar|jr\.?|mnd)\sen(?:\svan)?|[,(]\s?\d{1,2}\sen"
    r"|\)|\ben(?:\s(?:een|de|het))?\s\w+\svan|\b(?:van|v\.?))\s?$"
)
SAYS_MONTHS = re.compile(
    rf"(?:\b(?:baby|peuter|{_PERSON})(?:\s\w+)?\s(?:van|v)|[(,:]|\bleeftijd\svan|\b[A-Z][\w'-]+,)\s?"
    r"(?:nog\smaar\s|pas\s)?$"
)
ENDS = (
    r"(?=\s?(?:[.,](?!\d)|[;:!?)/]|$|\n|-\s)|\s(?:en|maar|toen|dan|geworden|dus|of|want|jarig|oud|die|met|ze|hij"
    r"|zij|waren|was|die|werd|volgens|omdat|zonder|als|met|terwijl|op|kwam|ging|in)\b)"
)
_ADVERBS = (
    r"(?:(?:net|pas|nu|al|bijna|toen|dan|inmiddels|ook|nog|maar|destijds|morgen|gisteren|gister|zelf"
    r"|straks|vandaag|eindelijk|dit\sjaar|deze\s(?:week|maand)|net\snog|volgend\sjaar|vorig\sjaar"
    r"|volgende?\s(?:week|maand)|vorige\s(?:week|maand)|afgelopen\s(?:\w+)|in\s\w+|hij|zij|ze|ik|je|jij"
    r"|volgens\s\w+|tussen|mijn\s\w+|pas)\s){0,4}"
)
BARE = (
    # "meisje van 15", "jongen v 9", "een van zes en een van acht"
    re.compile(
        rf"\b(?i:{_PERSON})(?:\s\(\w+\))?,?\s(?:van|v\.?)\s(?:net|pas|bijna"
        rf"|nog\smaar)?\s?(?P<age>(?!een\b|één\b){_NUMBER})(?!\w|[.,/:-]\d|\+|\s?(?:%|euro|procent|jaar|uur|keer|{_SHORTER}"
        r"|t/m|tot|naar))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b[A-ZÀ-Þ][\w'’-]+\svan\s(?P<age>\d{{1,2}}|(?!een\b|één\b){CARDINAL}){ENDS[:-1]}|\s(?:is|zit|woont"
        r"|heeft|had|gaat|werd|slaapt|wil|weet|kan)\b)"
    ),
    re.compile(
        rf"\b(?:eentje|één|een|die|dat|ene|ander|andere)\svan\s(?P<age>(?!een\b|één\b){_NUMBER}){ENDS}", re.IGNORECASE
    ),
    # "Jesse en Ruben, 11 en 13 jaar"
    re.compile(r"[,(]\s?(?P<age>\d{1,2})(?:\sen\s\d{1,2}\s(?:jaar|jr)\b)", re.IGNORECASE),
    # "zijn 4, 7 en 11 jaar"
    re.compile(r"(?<![\w.-])(?P<age>\d{1,2})(?=(?:, \d{1,2})* en (?:van )?\d{1,2} (?:jaar|jr)\b)"),
    # "zijn 9 en 11."
    re.compile(r"\b(?:zijn|waren)\s(?P<age>\d{1,2})(?=\sen\s\d{1,2}(?:[.,;!?]|$))"),
    re.compile(r"\b(?:zijn|waren)\s\d{1,2}\sen\s(?P<age>\d{1,2})(?=[.,;!?]|$)"),
    # "hij is net vijftien geworden", "ik ben bijna twaalf en"
    re.compile(
        r"(?<!\bhet\s)(?<!\bdat\s)(?<!\bdit\s)\b(?:is|was|ben|bent|wordt|word|werd"
        rf"|was\s\w+)\s{_ADVERBS}(?P<age>(?!een\b|één\b){_NUMBER}){ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?<!andere )(?<!de )(?<!alle )(?<!die )(?P<age>(?!een\b|één\b){_NUMBER})\s(?:geworden|word(?:t"
        rf"|en)?|jarig)(?!\w)",
        re.IGNORECASE,
    ),
    # "toen ik acht was", "toen Sem 3 was"
    re.compile(
        rf"\b(?:toen|sinds|als|tot|voordat|omdat|dat)\s(?:\w+\s){{1,3}}?(?:net|pas|al|nog\smaar"
        rf"|bijna)?\s?(?P<age>(?!een\b|één\b){_NUMBER})\s(?:was|ben|is|werd|word|wordt)\b",
        re.IGNORECASE,
    ),
    # "op mijn vijftiende", "sinds zijn 12e"
    re.compile(
        r"\b(?:op|sinds|vanaf|voor|tot|na|rond|tegen|van|bijna)\s(?:mijn|m'n|mn|zijn|z'n|zn|haar|d'r|je|jouw"
        rf"|hun)\s(?P<age>(?!eerste\b|tweede\b){ORDINAL}|\d{{1,2}}(?:e|de|ste))(?!\w)(?!\s(?:school|keer|jaar\b"
        r"|kind|huwelijk|poging|plek|pleeg|week|dag|brief|gesprek|huis|baan|oma|man|vrouw|stage|moeder|vader"
        r"|thuis))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:leeftijd|lft\.?)(?::|\sis|\svan)?\s(?P<age>(?!een\b|één\b){_NUMBER})(?!\w|[.,/-]\d|\s?(?:-|tot"
        r"|t/m|\+))",
        re.IGNORECASE,
    ),
    # "m15", "v/12": sex and age in notes
    re.compile(
        r"(?<![\w.])(?:m|v|j|jongen|meisje|mnl|vrl)[ /]?(?P<age>\d{1,2})(?=[\s,.;)]|$)(?!\s?(?:%|euro|keer|uur"
        r"|jaar))"
    ),
)
NUMBERED = (
    r"(?!(?:Vraag|Stap|Groep|Punt|Bijlage|Ronde|Fase|Deel|Hoofdstuk|Artikel|Week|Dag|Team|Les|Tafel|Kamer|Nummer|Kind|Blok"
    r"|Niveau|Optie|Variant|Sessie|Regio|Nr|Pagina|Figuur|Tabel|Casus|Thema|Module|Versie|Cluster|Klas)\b)"
)
NAME_COMMA = re.compile(
    rf"(?<![\w.]){NUMBERED}[A-Z](?:[^\W\d_]|['-])+,?\s?(?:\(|,\s)?(?P<age>\d{{1,2}}|{CARDINAL})(?=,\s|\.?$|\s?\)|;)"
)
# Said in passing: "oma zelf 73", "pas 16!", "met haar vijftien jaar", "hij wordt woensdag 9 april zes", "13j, 15j en 11mnd".
IN_PASSING = (
    re.compile(
        r"\b(?:zelf|amper|pas|nog\sgeen|inmiddels|intussen)\s(?P<age>\d{1,2})(?=\s?(?:[!;)]|[.,](?!\d)|$|\n))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:met|ondanks)\s(?:haar|zijn|hun|mijn|je|z'n|m'n|d'r)\s(?P<age>(?!een\b|één\b){_NUMBER}\s(?:jaar|lentes|jaren))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:wordt|werd|word|worden)\s(?:(?:op|aanstaande|komende|a\.s\.|volgende|deze)\s)?(?:week\s|maand\s|(?:maan"
        r"|dins|woens|donder|vrij|zater|zon)dag\s)?"
        rf"(?:\d{{1,2}}\s(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*\s)?(?P<age>(?!een\b|één\b){_NUMBER}){ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\d\s?(?:j|jr\.?|jaar|mnd|maanden|m)(?:,|\sen|\s&|/)\s?(?P<age>\d{{1,2}}\s?{_SHORTER})(?!\w)", re.IGNORECASE
    ),
    re.compile(rf"\b{_PERSON}\s(?:van|v\.?)\s(?P<age>\d{{1,2}}\sjaar)(?=\s(?:dat|die)\b)", re.IGNORECASE),
)
BRACKET_OPENS = re.compile(r"\w[\s\"']*\((?:\w+\.?,?\s?/?)?$")
GENERAL = re.compile(
    r"\b(?:jongeren|jeugdigen|kinderen|leeftijdsgroep|iedereen|mensen|elk kind|ieder kind|wie)\s(?:die\s"
    r"|vanaf\s|van\s|bijna\s|net\s|zijn\s|worden\s)*$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|\d|onze|mijn|hun|haar|zijn|de)\s(?:jonge\s|kleine\s)?kinderen\s"
    r"(?:van\s|zijn\s|waren\s|worden\s)?$",
    re.IGNORECASE,
)


def find_ages(raw: str) -> Iterator[Span]:
    for start, end in (*_with_unit(raw), *_bare(raw)):
        yield Span(start, end, "exact_age")


def _with_unit(raw: str) -> Iterator[tuple[int, int]]:
    for pattern in (JARIGE, JARIG):
        for match in pattern.finditer(raw):
            if not BAND_BEFORE.search(raw[max(0, match.start() - 30) : match.start()]):
                yield match.span()
    for match in WITH_UNIT.finditer(raw):
        if _is_age(raw, match):
            yield match.start(), match.start("old") if match["old"] else match.end()


def _bare(raw: str) -> Iterator[tuple[int, int]]:
    for match in BRACKETED.finditer(raw):
        if BRACKET_OPENS.search(raw, max(0, match.start("age") - 24), match.start("age")):
            yield match.start("age"), match.end()
    for pattern in (*BARE, *IN_PASSING, NAME_COMMA):
        for match in pattern.finditer(raw):
            if not _is_band(raw, *match.span("age")):
                yield match.span("age")


def _is_band(raw: str, start: int, end: int) -> bool:
    before = raw[max(0, start - 40) : start]
    general = GENERAL.search(before) and not COUNTED.search(before)
    return bool(BAND_BEFORE.search(before) or BAND_AFTER.match(raw, end) or general)


def _is_age(raw: str, match: re.Match[str]) -> bool:
    before = raw[max(0, match.start() - 48) : match.start()]
    if _is_band(raw, match.start(), match.start("old") if match["old"] else match.end()):
        return False
    if match.group().startswith("0"):
        return False
    if match["old"] or re.search(r"\bv\.?\s$", before):
        return True
    if LASTING_AFTER.match(raw, match.end()) or LASTING_BEFORE.search(before):
        return False
    months = re.search(_SHORTER, match.group(), re.IGNORECASE) and not re.search(
        r"jaar|jr", match.group(), re.IGNORECASE
    )
    return bool((SAYS_MONTHS if months else SAYS_AGE).search(before))
