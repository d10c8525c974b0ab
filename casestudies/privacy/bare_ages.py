"""Ages without a unit, and in passing: only the words around them tell."""

import re

from .age_words import NUMBER, PERSON, SHORTER
from .numerals import CARDINAL, ORDINAL

ENDS = (
    r"(?=\s?(?:[.,](?!\d)|[;:!?)/]|$|\n|-\s)|\s(?:en|maar|toen|dan|geworden|dus|of|want|jarig|oud|die|met|ze|hij"
    r"|zij|waren|was|die|werd|volgens|omdat|zonder|als|met|terwijl|op|kwam|ging|in)\b)"
)
ADVERBS = (
    r"(?:(?:net|pas|nu|nou|al|bijna|toen|dan|inmiddels|ook|nog|maar|destijds|morgen|gisteren|gister|zelf"
    r"|straks|vandaag|eindelijk|dit\sjaar|deze\s(?:week|maand)|net\snog|volgend\sjaar|vorig\sjaar"
    r"|volgende?\s(?:week|maand)|vorige\s(?:week|maand)|afgelopen\s(?:\w+)|in\s\w+|hij|zij|ze|ik|je|jij"
    r"|volgens\s\w+|tussen|mijn\s\w+|pas)\s){0,4}"
)
BARE = (
    # "meisje van 15", "jongen v 9", "een van zes en een van acht"
    re.compile(
        rf"\b(?i:{PERSON})(?:\s\(\w+\))?(?:\suit\s[A-Z][\w-]+)?,?\s(?:van|v\.?)\s(?:net|pas|bijna"
        rf"|nog\smaar)?\s?(?P<age>(?!een\b|één\b){NUMBER})(?!\w|[.,/:-]\d|\+|\s?(?:%|euro|procent|jaar|uur|keer|{SHORTER}"
        r"|t/m|tot|naar|dochters|zon(?:en|s)|kinderen|jongens|meisjes|zussen|broers))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b[A-ZÀ-Þ][\w'’-]+\svan\s(?P<age>\d{{1,2}}|(?!een\b|één\b){CARDINAL}){ENDS[:-1]}|\s(?:is|zit|woont"
        r"|heeft|had|gaat|werd|slaapt|wil|weet|kan)\b)"
    ),
    re.compile(
        rf"\b(?:eentje|één|een|die|dat|ene|ander|andere)\svan\s(?P<age>(?!een\b|één\b){NUMBER}){ENDS}", re.IGNORECASE
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
        rf"|was\s(?!(?:bij|op|tot|met|na|voor|van|in|nummer|kamer)\b)\w+)\s{ADVERBS}(?P<age>(?!een\b|één\b){NUMBER}){ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?<!andere )(?<!de )(?<!alle )(?<!die )(?P<age>(?!een\b|één\b){NUMBER})\s(?:geworden|word(?:t"
        rf"|en)?|jarig)(?!\w)",
        re.IGNORECASE,
    ),
    # "toen ik acht was", "toen Sem 3 was"
    re.compile(
        rf"\b(?:toen|sinds|als|tot|voordat|omdat|dat)\s(?:\w+\s){{1,3}}?(?:net|pas|al|nog\smaar"
        rf"|bijna)?\s?(?P<age>(?!een\b|één\b){NUMBER})\s(?:was|ben|is|werd|word|wordt)\b",
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
        rf"\b(?:leeftijd|lft\.?)(?::|\sis|\svan)?\s(?P<age>(?!een\b|één\b){NUMBER})(?!\w|[.,/-]\d|\s?(?:-|tot"
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
    rf"(?<![\w.]){NUMBERED}(?![A-Z]{{2,}}-)[A-Z](?:[^\W\d_]|['-])+,?\s?(?:\(|,\s)?(?P<age>\d{{1,2}}|{CARDINAL})(?=,\s|\.?$"
    rf"|\s?\)|;)"
)
# Said in passing: "oma zelf 73", "pas 16!", "met haar vijftien jaar", "hij wordt woensdag 9 april zes", "13j, 15j en 11mnd".
IN_PASSING = (
    re.compile(
        r"\b(?:zelf|amper|pas|nog\sgeen|inmiddels|intussen)\s(?P<age>\d{1,2})(?=\s?(?:[!;)]|[.,](?!\d)|$|\n))",
        re.IGNORECASE,
    ),
    # "de middelste, 14, zit"
    re.compile(
        r"\b(?:oudste|jongste|middelste|zoon|dochter|broer(?:tje)?|zus(?:je)?),\s(?P<age>\d{1,2})(?=,)", re.IGNORECASE
    ),
    # "ik ben non-binair, 17, en"
    re.compile(
        r"\b(?:ik\sben|hij\sis|zij\sis|ze\sis)\s[^.,\n\d]{2,25},\s(?P<age>\d{1,2})(?=,|\.(?!\d)|$|\n)", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:met|ondanks)\s(?:haar|zijn|hun|mijn|je|z'n|m'n|d'r)\s(?P<age>(?!een\b|één\b){NUMBER}\s(?:jaar|lentes|jaren))\b",
        re.IGNORECASE,
    ),
    # "op 4 februari wordt Tirza zestien"
    re.compile(rf"\b(?:wordt|werd)\s{NUMBERED}[A-ZÀ-Þ][\w'-]+\s(?P<age>(?!een\b|één\b){NUMBER}){ENDS}"),
    # "woont met zestien jaar zelfstandig"
    re.compile(rf"\b(?:woont|woonde|leeft|werkt)\s(?:al\s)?met\s(?P<age>{NUMBER}\sjaar)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:wordt|werd|word|worden)\s(?:(?:op|aanstaande|komende|a\.s\.|volgende|deze)\s)?(?:week\s|maand\s|(?:maan"
        r"|dins|woens|donder|vrij|zater|zon)dag\s)?"
        rf"(?:\d{{1,2}}\s(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*\s)?(?P<age>(?!een\b|één\b){NUMBER}){ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\d\s?(?:j|jr\.?|jaar|mnd|maanden|m)(?:,|\sen|\s&|/)\s?(?P<age>\d{{1,2}}\s?{SHORTER})(?!\w)", re.IGNORECASE
    ),
)
# "dat hij tien jaar is", "hij 19, zij 18 jaar", and the rows of a list: "- Boaz - 11 - pleeggezin".
SAID_OF = (
    re.compile(
        rf"\b(?:hij|zij|ze|ik|die|je)\s(?:net|pas|al|bijna|nog\smaar)?\s?(?P<age>(?!een\b|één\b){NUMBER}\s(?:jaar|jr|{SHORTER}))"
        r"\s(?:is|was|wordt|werd|ben|bent)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:hij|zij|ik|pa|ma|vader|moeder|oma|opa)\s(?P<age>\d{1,2}(?:\s(?:jaar|jr))?)(?=\s?[,;.)/](?!\d))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w.]){NUMBERED}[A-Z][\w'-]+\s[-–]\s(?P<age>\d{{1,2}})(?=\s[-–]\s)"),
)
FAMILY = re.compile(
    r"\b(?:vader|moeder|oma|opa|zoon(?:tje)?|dochter(?:tje)?|broer(?:tje)?|zus(?:je)?|mdr|vdr|jongen|meisje|kind|partner)\s"
    r"(?P<age>\d{1,2})(?=\s?(?:[,;)]|$|\n))",
    re.IGNORECASE,
)
BABY = re.compile(
    rf"\b(?:baby|peuter|dreumes|zuigeling|zoontje|dochtertje)\s(?P<age>\d{{1,2}}\s?{SHORTER})(?!\w)", re.IGNORECASE
)
LAST_BRACKETED = re.compile(r"\(\d{1,2}(?:, \d{1,2})*,? en (?P<age>\d{1,2})\)")
ALL = (*BARE, *IN_PASSING, *SAID_OF, FAMILY, BABY, LAST_BRACKETED, NAME_COMMA)
