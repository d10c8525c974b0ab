"""What an age looks like with its unit, and the words around it that say band, duration or age."""

import re

from .numerals import CARDINAL

NUMBER = rf"(?:\d{{1,2}}(?:[.,]5|½| ?1/2)?|{CARDINAL})"
YEARS = r"(?:jaar(?:tjes)?|jr\.?|jaren|(?<=\d)j(?!\w))"
SHORTER = r"(?:maanden|maand|mnd\.?|mndn|weken|wk\.?|wkn|dagen)"
PERSON = (
    r"(?:jongens?|meisjes?|jongetjes?|zoon(?:tje)?s?|dochter(?:tje)?s?|kind(?:je)?|kinderen|kids|broer"
    r"(?:tje)?s?|broers|zus(?:je)?s?|zussen|baby(?:'?tje)?s?|peuter|kleuter"
    r"|tweeling|drieling|pubers?|tiener|jongere|jeugdige|man|vrouw|moeder|vader|mdr|vdr|oma|opa|stiefvader"
    r"|stiefmoeder|stiefbroer|stiefzus|halfbroer(?:tje)?|halfzus(?:je)?|pleegkind|pleegzoon"
    r"|pleegdochter|nicht(?:je)?|neef(?:je)?|vriend(?:in|je)?|cliënt|leerling|pupil|oudste|jongste"
    r"|middelste|kleinzoon|kleindochter|gast|knul|meid|dame|buurjongen|iemand|eentje|ventje|m|v|j)"
)
JARIGE = re.compile(
    rf"(?<![\w,.]){NUMBER}[- ]?jarige[ns]?(?!\w)(?!\s(?:looptijd|periode|overeenkomst|opleiding|termijn"
    r"|aanpak|subsidie|studie|samenwerking|traject|evaluatie|contract|strategie|relatie|ervaring|jubileum"
    r"|beleids\w+|leeftijd\sen))",
    re.IGNORECASE,
)
JARIG = re.compile(rf"(?<![\w,.]){NUMBER}[- ]?jarig(?=\s{PERSON}\b)", re.IGNORECASE)
WITH_UNIT = re.compile(
    rf"(?<![\w,.€'-]){NUMBER}(?:-| )?(?:{YEARS}|{SHORTER})"
    rf"(?:\sen\s{NUMBER}\s{SHORTER})?(?!\w)(?P<old>\s(?:oud|jong)\b(?!\sen\souder))?",
    re.IGNORECASE,
)
BRACKETED = re.compile(
    r"(?<=\()(?:[mvjx]\s?[,/-]?\s?|(?:\w+\.?,\s))?(?P<age>\d{1,2}(?:[.,]5|½)?)(?:\s?(?:j|y|m|wk)\.?)?(?=\)"
    r"|,\s|\sen\s|/|;\s)",
    re.IGNORECASE,
)

# A band on either side: "12-15 jaar", "tussen 12 en 18 jaar", "van 12 tot 18 jaar", "12 jaar en ouder".
BAND_BEFORE = re.compile(
    rf"(?:{NUMBER}\s?(?:-|/|tot(?:\sen\smet)?|t/?m|à|a|of)\s?|\btussen\s(?:de\s)?(?:{NUMBER}(?:\s(?:jaar"
    r"|maanden))?\sen\s(?:de\s)?)?|\b(?:vanaf|tot(?:\sen\smet)?|t/?m|boven|onder|minimaal|maximaal"
    r"|minstens|hoogstens|uiterlijk|ouder\sdan|jonger\sdan|beneden|circa)\s(?:de\s|hun\s)?"
    r"(?:leeftijd\svan\s)?(?:de\s)?)$",
    re.IGNORECASE,
)
BAND_AFTER = re.compile(
    rf"\s?(?:\+|plus\b|-\s(?:en|of|tot)\b|[-–]\s?{NUMBER}\s?(?:jaar|jr)|en\s(?:ouder|jonger)|of\s(?:ouder|jonger)|(?:tot|t/m|à)\s"
    rf"(?:en\smet\s)?{NUMBER})",
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
    r"\s?[=x×]\s?\d|\s(?:lang|geleden|cli[eë]nt|geweest|lid|werkzaam|actief|bekend|betrokken|in dienst"
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
    rf"(?:\b(?:is|was|ben|bent|wordt|word|werd|geworden|leeftijd(?:\svan|:)?|{PERSON}\s(?:van|v\.?)"
    rf"|{PERSON}|toen\s\w+|als)(?:\s(?:net|pas|nu|al|bijna|toen|dan|inmiddels|ook|nog|maar|ruim|destijds"
    r"|pas\snet|morgen|gisteren|volgende\s(?:week|maand)|vorige\s(?:week|maand)|zelf|straks|zij|hij|ze|ik"
    rf"|tussen|precies|ongeveer|rond\sde|dit\sjaar|vandaag|helaas|eindelijk|\d{{1,2}}\sen|{CARDINAL}\sen"
    rf"|van|jaar,?)){{0,4}}"
    r"|[,(:;/-]|(?:^|\n)[-•*]?|\b[A-Z][\w'-]+\.?|\d\s?(?:jaar|jr\.?|mnd)\sen(?:\svan)?|[,(]\s?\d{1,2}\sen"
    r"|,\s(?:nu|inmiddels|thans)|\)|\ben(?:\s(?:een|de|het))?\s\w+\svan|\b(?:van|v\.?))\s?$"
)
SAYS_MONTHS = re.compile(
    rf"(?:\b(?:baby|peuter|{PERSON})(?:\s\w+)?\s(?:van|v)|[(,:]|\s[-–]|\bleeftijd\svan|\b[A-Z][\w'-]+,)\s?"
    r"(?:nog\smaar\s|pas\s)?$"
)
BRACKET_OPENS = re.compile(r"\w[\s\"']*\((?:\w+\.?,?\s?/?)?$")
GENERAL = re.compile(
    r"\b(?:jongeren|jeugdigen|kinderen|leeftijdsgroep|iedereen|mensen|elk kind|ieder kind|wie)\s(?:die\s"
    r"|vanaf\s|van\s|bijna\s|net\s|zijn\s|worden\s)*$"
    r"|\b(?:wanneer|als|zodra|totdat|voordat|tot)\s(?:een|ieder|elk)\s(?:jongere|jeugdige|kind|cliënt|leerling|pupil)\s$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|\d|onze|mijn|hun|haar|zijn|de)\s(?:jonge\s|kleine\s)?kinderen\s"
    r"(?:van\s|zijn\s|waren\s|worden\s)?$",
    re.IGNORECASE,
)
# "een meisje van 17 jaar": what follows says nothing about how long.
OF_PERSON = re.compile(rf"\b{PERSON}\s(?:van|v\.?)\s$", re.IGNORECASE)
