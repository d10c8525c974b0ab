"""Turns of phrase that say by themselves that everybody around knows who is meant: "de enige huisarts van het dorp"."""

import re
from collections.abc import Iterator

from .numerals import CARDINAL, around, matches_near
from .words import Text

REACH = 200  # signs that such a turn of phrase may have
_SOMEWHERE = (
    r"(?:(?:de|het|dit|dat|die|deze|ons|onze|haar|zijn|hun|mijn|een|heel|hele|vrije)\s){0,2}(?:dorp\w*|school|gemeente"
    r"|stad|wijk|buurt"
    r"|straat|klas|groep|eiland|streek|instelling|land|provincie|kerk|kerkgemeente|parochie|vereniging|club|camping|flat"
    r"|azc|wereld"
    r"|omgeving|[A-ZÀ-Þ][\w'-]+)"
)
_CHILD = (
    r"(?:meisje|jongen|gezin|familie|kind|kinderen|moeder|vader|ouders|man|vrouw|leerling|broer|zus|dochter|zoon|tweeling"
    r"|drieling|jongere|baby|oma|opa)"
)
# What a role in a village makes of a parent; with a "de" or a "van de" everybody knows which one.
_OFFICE = (
    r"(?:(?:loco-?)?burgemeester|wethouder|dominee|predikant|pastoor|imam|koster|notaris|raadslid|gemeenteraadslid|kamerlid"
    r"|statenlid|minister|staatssecretaris|schooldirecteur|hoofdmeester|korpschef|kroegbaas|dorpsdokter|dierenarts|veearts"
    r"|molenaar"
    r"|havenmeester|boswachter|wijkagent|dorpsagent|profvoetballer|bn'er|oud-?(?:wereld|olympisch|nederlands) ?-?kampioen\w*"
    r"|(?:voorzitter|secretaris|penningmeester|trainer|directeur|eigenaar|eigenaresse|baas|uitbater|hoofd"
    r"|oprichter)\svan\s(?:de|het)"
    r"(?:\s(?:plaatselijke|lokale|enige))?\s[^\W\d_]+(?:\s(?:van|in|op)\s(?:het|de)\s\w+)?)"
)
_TRADE = (
    r"(?:huisarts|tandarts|bakker|slager|smid|apotheker|apotheekhouder|melkveehouder|boer|visser|schipper|kapper"
    r"|agent|arts|juf|meester)"
)
_KIN = (
    r"(?:vader|moeder|ouders?|oma|opa|(?:stief|pleeg)(?:vader|moeder)|dochter|zoon|kind(?:eren)?|gezin|man|vrouw|partner|ex|broer"
    r"|zus|oom|tante|kleinkind\w*|kleinzoon|kleindochter|vriend|vriendin)"
)
_THING = (
    r"(?:school|reden|optie|manier|plek|mogelijkheid|oplossing|aanbieder|instelling|voorziening|weg|vraag|wens|doel"
    r"|verschil|steun"
    r"|uitweg|uitzondering|bron|keus|keuze|vorm|plaats|zekerheid|troost|regio|gemeente|team|methode|maatregel|moment|zorg\w*)"
)
_CLAUSE = r"(?:\s(?:die|dat)\s[^,.;\n]{1,90})?"
_DISASTER = (
    r"(?:afgebrand|uitgebrand|in brand|ontploft|ingestort|overvallen|failliet|verongelukt|vermoord|verdronken|omgekomen"
    r"|opgepakt|gearresteerd|veroordeeld|doodgeschoten|doodgestoken|aftreden|afgetreden|ontslagen|weggehaald|gewonnen|won)"
)
_NEWS = (
    r"(?:in|op|door)\s(?:(?:de|het|alle)\s)?(?:(?:lokale|regionale|landelijke|plaatselijke|grote)\s)?(?:krant(?:en)?"
    r"|dagblad|nieuws|journaal"
    r"|televisie|tv|radio|voorpagina|media|talkshow)"
)
# What each is looked for by: around words that it cannot do without, or through the whole text.
MEDIA = ("krant", "dagblad", "nieuws", "journaal", "televisie", "tv", "radio", "voorpagina", "media", "talkshow")
PHRASES = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        # "de enige huisarts van het dorp", "het enige Eritrese kind op de school", "als enige in de gemeente"
        (
            ("enige",),
            rf"\b(?:de|het|als)\senige\b(?!\s{_THING}\b)(?:\s(?!{_THING}\b)[\w'-]+){{0,3}}?\s(?:van|in|op|uit"
            rf"|binnen)\s{_SOMEWHERE}{_CLAUSE}",
        ),
        # "een van de drieling", "de jongste bewoner ooit"
        (
            ("ling",),
            rf"\b(?:[eé][eé]n|1)\svan\s(?:de|die|een)\s(?:drie|vier|vijf|zes)ling(?:en)?\b(?:\s(?:uit|van|in)\s(?:het"
            rf"|de)?\s?\w+)?{_CLAUSE}",
        ),
        (
            ("ooit", "aller tijden", "geschiedenis"),
            r"\b(?:jongste|oudste|eerste|enige)\s(?:[\w-]+\s){0,2}(?:ooit|aller tijden|in de geschiedenis)\b",
        ),
        (
            ("nederland", "het land", "europa", "wereld"),
            rf"\b(?:jongste|oudste|enige|eerste)\s(?!{_THING}\b)[\w-]+\s(?:van|in)\s(?:heel\s)?(?:Nederland|het land|Europa"
            rf"|de wereld)\b",
        ),
        # "in de krant gestaan", "haalde het nieuws", "was op televisie"
        (
            MEDIA,
            rf"\b(?:die|dat|is|was|hij|zij|ze|zaak|we|wij|ik|gezin|verhaal|foto)\b[^,.;\n]{{0,30}}?\b(?:stond(?:en)?|was|waren"
            rf"|kwam(?:en)?|haalden?)\s(?:uitgebreid\s|groot\s|toen\s)?{_NEWS}\b",
        ),
        (
            MEDIA,
            rf"\b{_NEWS}\s(?:heeft\s|hebben\s|is\s|zijn\s|had\s|was\s)?(?:gestaan|geweest|gekomen|verschenen|te zien|gehaald)\b",
        ),
        (
            ("haald",),
            r"\b(?:haalden?|gehaald)\s(?:zelfs\s|toen\s){0,2}(?:de (?:landelijke |lokale |regionale )?(?:krant(?:en)?"
            r"|voorpagina\w*|media)|het (?:landelijke |lokale |regionale )?(?:nieuws|journaal))\b",
        ),
        # "iedereen in het dorp weet", "heel het dorp kent", "je weet wel om wie het gaat"
        (
            ("iedereen",),
            rf"\biedereen\s(?:(?:in|op|uit|van)\s{_SOMEWHERE}\s|hier\s|daar\s)(?:\w+\s)?(?:weet|kent|wist|kende|herkent|praat"
            rf"|heeft het)\b(?:\s(?:het|van|ons|wie|hem|haar|dat|mij))*",
        ),
        (
            ("iedereen",),
            r"\biedereen\s(?:kent|kende|herkent)\s(?:ons|mij|me|haar|hem|hen|ze|dat gezin|het gezin|deze familie|die familie)\b",
        ),
        (
            ("iedereen",),
            r"\b(?:iedereen\s(?:weet|wist)|(?:weet|wist)\siedereen)\s(?:wie|wel wie|om wie)\b[^,.;\n]{0,25}",
        ),
        (
            ("heel ", "hele "),
            r"\b(?:heel het|het hele|heel ons|ons hele|de hele|heel de)\s(?:dorp|buurt|school|wijk|eiland|straat"
            r"|gemeente)\s(?:\w+\s)?(?:weet|wist|kent|kende|praat\w*|sprak|spreekt|heeft het|had het)\b",
        ),
        (
            ("weet",),
            r"\b(?:je|jullie|u)\sweet(?:\swel)?,?\s(?:om|over|van)\swie\s(?:het|ik|dit)\b[^,.;\n]{0,15}",
        ),
        # "vader is de wethouder die vorig jaar moest aftreden", "moeder = de voorzitter van de plaatselijke voetbalclub"
        (
            (),
            rf"\b{_KIN}(?:\s(?:is|was)|\s?[=:,])\s(?:(?:de|een|onze|hier|ook)\s){{0,2}}(?:[\w-]+e\s)?{_OFFICE}\b{_CLAUSE}",
        ),
        (
            (),
            rf"\b(?:de|een|het|als)\s{_KIN}\svan\s(?:de|een|onze|die|dé)\s(?:[\w-]+e\s)?(?:{_OFFICE}|{_TRADE}\s(?:van|in|uit"
            rf"|op)\s{_SOMEWHERE})\b{_CLAUSE}",
        ),
        (
            ("dorp", "eiland"),
            rf"\b{_KIN}(?:\s(?:is|was)|\s?[=:])\s(?:(?:de|een|onze|enige)\s)?(?:[\w-]+e\s)?{_TRADE}\s(?:van|in"
            rf"|op)\s(?:het dorp|ons dorp|dit dorp|het eiland|een klein dorp)\b",
        ),
        (
            ("wethouder", "burgemeester", "dominee", "voorzitter", "directeur", "voetballer", "zanger", "trainer"),
            rf"\b(?:de|een)\s(?:[\w-]+e\s)?(?:wethouder|burgemeester|dominee|voorzitter|directeur|voetballer|zanger(?:es)?"
            rf"|trainer)\sdie\s[^,.;\n]{{0,60}}\b{_DISASTER}\b[^,.;\n]{{0,30}}",
        ),
        # "het gezin van wie de boerderij is afgebrand", "ik ben het meisje dat vorig jaar bij de herdenking ..."
        (
            (),
            rf"\b(?:het|de|dat|die|een)\s{_CHILD}\s(?:van\swie|wiens|wier|waarvan|bij wie|die"
            rf"|dat)\s[^.;\n]{{0,80}}?\b{_DISASTER}\b",
        ),
        (
            (),
            rf"\b(?:ik\sben|wij\szijn|we\szijn|(?:hij|zij|ze|dit|dat)\sis|zijn)\s(?:het|de|dat|die)\s{_CHILD}\s(?:van\swie"
            rf"|wiens|die|dat|van|met)\s[^.;\n]{{0,30}}?\b(?:vorige?|toen|ooit|destijds|afgelopen|in\s(?:19|20)\d\d"
            rf"|op\s\d+)\b[^.;,\n]{{0,70}}",
        ),
        # "waarvan er in Nederland drie patiënten zijn", "van de twee kinderen ... is er één doof"
        (
            ("waarvan er", "van wie er"),
            rf"\b(?:waarvan|van wie)\ser\s(?:in|op)\s{_SOMEWHERE}\s(?:maar\s|slechts\s|nog geen\s)?(?:{CARDINAL}|\d{{1,3}})\s\w+",
        ),
        (
            ("maar ", "slechts "),
            rf"\b(?:maar|slechts)\s(?:{CARDINAL}|\d{{1,2}})\s(?:andere\s)?(?:kinderen|pati[eë]nten|gevallen|gezinnen|mensen"
            rf"|jongeren)\s(?:in|van)\s{_SOMEWHERE}",
        ),
        (
            ("is er ",),
            rf"\bvan\sde\s(?:{CARDINAL}|\d{{1,2}})\s(?:kinderen|jongens|meisjes|jongeren|gezinnen|leerlingen|bewoners"
            rf"|baby's)\s[^.;\n]{{0,80}}?\bis\ser\s(?:[eé][eé]n|1)\b",
        ),
        (
            (" kinderen",),
            r"\b(?:gezin|familie)\smet\s(?:acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|[89]|1\d)\skinderen\b",
        ),
    )
)


def find_unique(text: Text) -> Iterator[tuple[int, int]]:
    """Per sentence one stretch, from the first such phrase to the last."""
    stretches: dict[int, tuple[int, int]] = {}
    low = text.raw.lower()
    for words, pattern in PHRASES:
        near = around(words, low, REACH) if words and len(low) == len(text.raw) else [(0, len(text.raw))]
        for match in matches_near(pattern, text.raw, near):
            number = text.sentence_of(match.start())
            start, end = stretches.get(number, match.span())
            stretches[number] = (min(start, match.start()), max(end, match.end()))
    yield from sorted(stretches.values())
