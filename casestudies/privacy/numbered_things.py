"""Words before a number that count something: "Groep 3", "Windows 11". Such a word and its number are no address."""

import re

from .notation import word_set

NUMBERED = word_set(
    "groep groepen klas kamer zaal team unit afdeling gebouw bijlage artikel art lid leden fase week weken dag dagen punt punten"
    " stap stappen ronde vraag vragen deel hoofdstuk les lessen tafel nummer nr kind kinderen blok niveau optie variant "
    "sessie regio"
    " pagina blz figuur tabel casus thema module versie cluster havo vwo vmbo mavo mbo hbo gymnasium brugklas leerjaar jaar spoor"
    " perron lijn bus tram trein metro buslijn sprinter windows iphone ipad android galaxy playstation ps xbox switch "
    "fifa formule kanaal npo rtl"
    " radio net zender doel doelen actie acties situatie scenario stelling opdracht oefening schaal score domein pijler kolom rij"
    " regel level seizoen aflevering boek psalm wet besluit poging route persoon jongere ouder respondent deelnemer client cliënt"
    " getuige verdachte minderjarige euro eur ruim bijna ongeveer gemiddeld circa minstens zeker alle tussen nog pas al "
    "maximaal minimaal"
    " januari februari maart april mei juni juli augustus september oktober november december jan feb mrt apr jun jul "
    "aug sep okt nov dec"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag q covid word excel office paragraaf par versie bereik"
    " ca max min zo'n de het een zijn waren er hij zij ze wij we ik dat die dit deze maar of en dan toen nu om tot vanaf na over"
    " sinds voor binnen met zonder rond per elke hoogstens precies nogmaals samen leeftijd tijdens volgens kwartaal semester"
    " periode jaargang editie model type categorie profiel plan blad dossier zaak rapport brief bestand foto video scene scène"
    " akte hbo-v studiejaar indicator norm eis principe regelnummer kwadrant generatie graad trede tegel kaart slide dia"
    " verdieping etage moment gesprek bijeenkomst contact afspraak observatie meting evaluatie cyclus sprint onderdeel subsidie"
    " vmbo-t vmbo-k vmbo-b vmbo-kader vmbo-basis basis kader tl mavo-havo havo-vwo atheneum top code bsn telefoon tel mobiel"
    " dosis mg stoel rij vak bank hoek paal loket balie poort gate hal terminal ziekenhuis artikellid sub rubriek bron noot"
    " wmo jw ots uhp mdo zorgplan hulplijn"
)
# "Wijkteam 3", "Ouderkamer 3b", "Kerndoel 12": the same words at the end of another.
COUNTED = re.compile(
    r".(?:team|groep|klas|kamer|afdeling|doel|week|dag|fase|locatie|versie|stuk|plan|toets|niveau|lijst)\Z"
)
