"""What an address is written with: a street, a number with what is added to it, a postcode."""

# What tells one door from another on the same number: 12a, 12-3, 12-A3, 12 bis B, 12 3hoog, 12-3v, 12 hs, 12 II, 12 2e etage.
_FLOOR = r"(?:hoog|etage|verdieping|verd\.?|hg|v|vloer)"
_ADDITION = (
    rf"(?:[ ,-]{{0,2}}(?:\d{{1,2}}|een|één|twee|drie|vier|I{{1,3}})?(?:e|de|ste)? ?-?{_FLOOR}|[ -]?(?:bis|hs|huis|sous"
    rf"|souterrain|bg"
    r"|beneden|boven|rood|zwart|rd|zw|ond|t/?o(?: \d{1,4})?|(?:t/m|tot en met) \d{1,4}|V?I{1,3}|I?V)"
    r"(?! (?:de|het|een|mijn"
    r"|haar)\b)"
    r"|[ -](?:bus|app(?:artement)?\.?|apt\.?|unit|kamer|flat|box|k|nr\.?) ?[A-Z]?\d{1,4}"
    r"|,? ?/? ?(?:chalet|kavel|bungalow|huisje|stacaravan|caravan|woonwagen|(?:sta|lig|woon)?plaats|plek|unit|kamer|appartement"
    r"|studio)(?: nr\.?| nummer)? ?[A-Z]?\d{1,4}[a-zA-Z]?|[ -]?[a-zA-Z](?:[ -]?\d{1,3})?"
    r"|[-/]\d{1,4}[a-zA-Z]?| \d{1,4})(?![\w])"
)
# Not the digits of a postcode: "adres 3076 EB 118".
NO_NUMBER = (
    r"(?!0|\d{1,2} (?i:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|jun[i.]|jul[i.]|aug(?:ustus)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|[1-9]\d{3} {0,2}[A-Z]{2}(?!\w)"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]'?\d{2,4}|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
)
NUMBER = rf"{NO_NUMBER}\d{{1,5}}(?!\d)(?:{_ADDITION}){{0,2}}"
# What a number counts that is no house.
UNITS = (
    r"(?:jaar|jaren|uur|uren|keer|x|weken|week|maanden|maand|dagen|dag|nachten|nacht|minuten|euro|kinderen|leerlingen"
    r"|jongeren|mensen"
    r"|jongens|meisjes|huizen|gezinnen|plekken|plaatsen|kamers|procent|km|kilometer|meter|cm|kilo|kg|gram|anderen"
    r"|graden|punten|stappen"
    r"|stuks|personen|bewoners|woningen|vragen|lessen|bijeenkomsten|gesprekken|bezoeken|cli[eë]nten|groepen|medewerkers"
    r"|begeleiders"
    r"|katten|honden|broers|zussen|broertjes|zusjes|zonen|zoons|dochters|adviezen)(?!\w)"
)
# Four digits, the first no zero, and two letters; SA, SD and SS are never given out (NEN 5825).
CODE = r"[1-9]\d{3} {0,2}(?!SA|SD|SS)[A-Z]{2}(?!\w)"
# "Havendijk t/o 12", "Kade tegenover nr. 4": what may stand before the number.
BEFORE_NUMBER = r"(?:(?:t/?o|tegenover)\.? ?)?(?:nr\.?|nummer|no\.?|huisnummer) ?|(?:t/o|t\.o\.) ?"
# Words a street's name ends in. A name of several words starts with a capital.
ENDING = (
    r"(?:straat|str\.?|laan|ln|weg|plein|pln|kade|gracht|singel|dijk|dreef|hof|pad|plantsoen|steeg|park"
    r"|burg|markt|wal|ring|baan|erf|poort"
    r"|boulevard|allee|kamp|weide|meent|brink|hage|akker|veld|oord|zoom|rade|donk|gaarde|haven|vaart|sloot"
    r"|steen|werf|tuin|wijk|horst"
    r"|berg|bos|hout|waard|buurt|plaats|stede|es|veste|passage|heuvel|schans|eind|einde|hoek|slag|tocht"
    r"|dam|sluis|brug|kwartier|gang"
    r"|strjitte|leane|dyk|wei|reed|straot|hoeve|kreek|bloem|beek|polder|duin|zand|dorp|polderweg|rand|spoor|lei|kolk)"
)
STREET = (
    r"(?:(?:Laan|Ln\.?|Plein|Pln\.?|Straat|Weg|Pad|Hof|Park|Boulevard|Avenue|Rue|Kade|Singel)(?: (?:van|naar|achter"
    r"|langs|aan|de|der|den"
    r"|het|'t|du|v\.?"
    rf"|v\.?d\.?|[A-Z][\w'-]*|\d{{4}}(?:-\d{{4}})?|'\d\d(?:-'\d\d)?)){{1,5}}(?=,? )|[A-Z][\w.'-]{{0,30}}(?: (?:van|de"
    rf"|den|der|het|'t|ter"
    rf"|ten|op|aan|a/d|v\.?"
    rf"|d\.?|[A-Z][\w.'-]{{0,30}})){{0,4}} ?{ENDING}|[A-Z][\w.'-]{{0,30}}{ENDING}|[A-Z][\w'-]*"
    rf"(?: [a-z]{{2,4}}){{0,2}} (?i:{ENDING}))"
)
