"""A vocabulary as Dutch has it: some words everywhere, many made of two others, and most of them rare."""

from random import Random


def _listed(words: str) -> list[str]:
    return words.split()


# What texts about help for children are full of; the rest of the words is put together below.
NOUNS = _listed("""
aanpak aanvraag advies afspraak begeleiding behandeling bericht besluit bestuur buurt casus crisis dagdeel dienst
dossier drempel gemeente gesprek gezin gezondheid groep hulp huis instelling jeugd kans kind klas kosten kracht kwaliteit leer
leven lijst maatregel melding meting methode moeder nacht netwerk onderwijs onderzoek ontwikkeling opvang ouder overleg
partner perspectief plaats plan praktijk proces proef rapport recht regio rol ruimte samenwerking school signaal situatie
slaap spreekuur stap steun straat stuur taak tafel team termijn toegang toezicht traject uitkomst vader veiligheid verhaal
verwijzing visie voogd voorziening vraag wacht weg werk wet wijk woon zitting zorg""")
SMALL = _listed("""
de het een van in en is dat op te met voor niet aan er om ook als dan bij maar zijn was door naar uit zij hij
wij ze je dit die wat wie hoe nog al over heeft hebben wordt worden kan kunnen moet moeten wil willen zou tot onder tegen
na sinds tussen zonder""")
OPENINGS = _listed("b bl br d dr f g gr h j k kl kr l m n p pl pr r s sch sl sn sp st str t tr v vl w z zw")
MIDDLES = _listed("a aa e ee eu i ie ij o oe oo ou u ui")
ENDINGS = _listed("d f g k l ling m n ng nk p r rd rk s st t ver")
LINKS = ("", "", "", "s", "en")
ROOTS = 600
SEED = 20240607


def vocabulary(size: int = 34_000) -> list[str]:
    """The most frequent first: small words and nouns by turns, then compounds."""
    heads = roots()
    random = Random(SEED + 1)  # noqa: S311
    words = dict.fromkeys([word for pair in zip(SMALL, heads, strict=False) for word in pair] + heads)
    while len(words) < size:
        first, second = random.sample(heads, 2)
        words[first + random.choice(LINKS) + second] = None
    return list(words)


def roots() -> list[str]:
    """What compounds are made of."""
    random = Random(SEED)  # noqa: S311 - the same words every time
    found = dict.fromkeys(NOUNS)
    while len(found) < len(NOUNS) + ROOTS:
        found[_root(random)] = None
    return list(found)


def _root(random: Random) -> str:
    word = random.choice(OPENINGS) + random.choice(MIDDLES) + random.choice(ENDINGS)
    return word if len(word) > 4 and random.random() < 0.5 else word + random.choice(["el", "er", "ing", "em", "aat"])
