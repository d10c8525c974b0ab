"""A vocabulary as Dutch has it: some words everywhere, many made of two others, and most of them rare."""

from itertools import zip_longest
from random import Random


def _listed(words: str) -> list[str]:
    return words.split()


# What is spoken of, and put together below; and what is said of it.
NOUNS = _listed("""
aanbieder aanbod aandacht aanleiding aanmelding aanpak aantal aanvraag actie adres advies afdeling afspraak afstand
ambtenaar angst antwoord apparaat arbeid arts aula auto avond baan balie band bank basis bed bedrag bedrijf bedreiging
begeleiding begin begrip begroting behandeling behoefte beleid belang beperking bericht beroep bescherming beslissing
besluit bestuur betekenis beurt beveiliging bewijs bezoek bibliotheek blad blik bloem boek boom bord brief broer brug
buurt bus casus cel centrum cijfer cirkel college commissie computer concept conclusie conflict contact contract
controle crisis cultuur cursus dag dak dans datum deel deskundige detail deur dienst dier diploma docent doel dokter
domein dorp dossier drempel druk duur effect eigenaar einde eis element energie ervaring etage examen expert familie
fase feest feit fiets film fonds formulier foto fout functie gang gast gebied gebouw gebrek gedrag gedachte geld
geluid gemeente gemeenschap generatie gesprek getuige gevaar gevoel gevolg gewicht gewoonte gezag gezicht gezin
gezondheid gids goed graad grens groep grond haven heer herstel hoek hoofd huis hulp huur idee indruk informatie
ingang inhoud initiatief inkomen inrichting inspectie instelling instroom invloed inzet inzicht jaar jeugd jongen
jongere jurist kaart kamer kans kantoor kapitaal kenmerk kennis kern keuze kind klacht klas klant kleur klimaat koffie
kosten kracht krant kring kunst kwaliteit kwestie land leeftijd leerling leider les leraar leven lezer lichaam lid
lied liefde lijn lijst loket loon lucht maatregel maand maatschappij macht man manier markt mate meester melding mens
merk meting methode middag middel migratie minuut model moeder moment mond motief muur muziek naam nacht natuur
netwerk niveau norm nota onderdeel onderwerp onderwijs onderzoek ongeluk ontmoeting ontwerp ontwikkeling onrust oom
oordeel oorzaak opdracht opgave opleiding oplossing oproep opvang opvatting orde organisatie ouder overheid overleg
overzicht pand papier park partij partner pauze periode persoon perspectief plaats plan planning plein pleegzorg
plicht poging politie positie post praktijk prestatie prijs principe probleem procedure proces product proef programma
project protocol psycholoog punt raad rapport reactie rechter recht rechtbank reden reeks regel regie regio register
reis rekening relatie reserve resultaat richting rij risico rol ruimte samenleving samenwerking schade schaal schema
school schuld seizoen signaal situatie slaap spel sport spreekuur staat stad stap stem steun stichting stoel straat
strategie structuur student studie stuk systeem taak taal tafel team techniek tekst tekort termijn terrein test thema
therapie tijd toekomst toegang toelichting toets toezicht traject trap trein tuin uitgang uitkomst uitleg uitspraak
uitstroom uitvoering uur vader vak veiligheid veld venster verandering verband verblijf verdeling verdriet verhaal
verkeer verklaring verlies vermogen verschil verslag vertrouwen vervoer verwachting verwijzing verzoek vestiging visie
vlak vloer voeding voogd voorbeeld voordeel voorkeur voorraad voorstel voorziening vorm vraag vrede vriend
vrijwilliger vrouw waarde waarheid wacht wand water week weg welzijn wens wereld werk wet wijk winkel winst wissel
woning woord zaak zaal zitting zoon zorg zus zwangerschap
""")
OTHERS = _listed("""
aandachtig actief afhankelijk algemeen anders bekend belangrijk bereikbaar beschikbaar betrokken bezig bijzonder boos
breed deels dicht direct duidelijk eerder eerlijk eigen ernstig extra fijn flexibel gelijk gemiddeld gericht
gezamenlijk goedkoop groot haalbaar heftig helder huidig intensief jong kort kwetsbaar lang langzaam lastig licht
lokaal meestal moeilijk mogelijk nieuw nodig onveilig oud passend plotseling praktisch recent rustig samen scherp
serieus simpel snel soms sterk stil tijdelijk tijdig trots veilig verantwoordelijk vaak vast vertrouwd vrij vroeg
waardevol warm zelfstandig zichtbaar zinvol zwaar aanmelden afsluiten afstemmen afwachten begeleiden beginnen
behandelen bellen beoordelen bepalen bereiken beslissen bespreken betalen betrekken bezoeken bieden blijven brengen
delen denken doorverwijzen durven gaan gebruiken geloven geven groeien halen helpen herkennen hopen horen houden
inzetten kennen kiezen kijken komen krijgen laten leiden leren leveren lezen liggen lopen luisteren maken melden
merken nadenken nemen noemen onderzoeken ontstaan ontvangen opstellen organiseren overleggen passen plaatsen praten
proberen raken regelen samenwerken schrijven spelen spreken staan starten sturen toetsen uitleggen uitvoeren vallen
veranderen verbinden vergeten verhuizen verlaten versterken vertellen verwachten verwijzen vinden voeren voelen volgen
voorkomen vragen wachten weten wennen werken wonen zeggen zien zitten zoeken zorgen
""")
SMALL = _listed("""
de het een van in en is dat op te met voor niet aan er om ook als dan bij maar zijn was door naar uit zij hij
wij ze je dit die wat wie hoe nog al over heeft hebben wordt worden kan kunnen moet moeten wil willen zou tot onder tegen
na sinds tussen zonder""")
OPENINGS = _listed("b bl br d dr f g gr h j k kl kr l m n p pl pr r s sch sl sn sp st str t tr v vl w z zw")
MIDDLES = _listed("a aa e ee eu i ie ij o oe oo ou u ui")
ENDINGS = _listed("d f g k l ling m n ng nk p r rd rk s st t ver")
LINKS = ("", "", "", "s", "en")
NAMES = 60  # words that no dictionary knows
SEED = 20240607


def vocabulary(size: int = 34_000) -> list[str]:
    """The most frequent first: small words, others and nouns by turns, then compounds."""
    heads = nouns()
    random = Random(SEED + 1)  # noqa: S311
    by_turns = [word for group in zip_longest(SMALL, heads, OTHERS) for word in group if word]
    words = dict.fromkeys(by_turns)
    while len(words) < size:
        first, second = random.sample(heads, 2)
        words[first + random.choice(LINKS) + second] = None
    return list(words)


def nouns() -> list[str]:
    """In an order of chance, with some names among them."""
    random = Random(SEED)  # noqa: S311 - the same words every time
    found = dict.fromkeys(NOUNS)
    while len(found) < len(NOUNS) + NAMES:
        found[_name(random)] = None
    return random.sample(list(found), len(found))


def _name(random: Random) -> str:
    word = random.choice(OPENINGS) + random.choice(MIDDLES) + random.choice(ENDINGS)
    return word if len(word) > 4 and random.random() < 0.5 else word + random.choice(["el", "er", "ing", "em", "aat"])
