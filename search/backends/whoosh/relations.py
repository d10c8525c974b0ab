"""Words made of one another: "plaatsing" of "plaatsen", "veiligheid" of "veilig".

Only one step is taken: from "regel" to the verb "regelen", not on to "regeling", which is something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

VOWELS = "aeou"
HARD = {"v": "f", "z": "s"}
SOFT = {"f": "v", "s": "z"}
IsLemma = Callable[[str], bool]
SHORTEST = 3
# Made of one another long ago, and something else by now.
APART = frozenset({"houding", "leiding", "ding", "koning", "haring"})
NO_VERB = frozenset({"regel", "maat", "raad", "kost", "jong"})


def relatives(lemma: str, is_lemma: IsLemma, knows: IsLemma) -> Iterator[str]:
    """Lemmas that may be made of this Dutch one, or it of them. Not each is a word."""
    if lemma.endswith("en") and len(lemma) >= SHORTEST + 2:
        yield from {stem_of_verb(lemma, knows)} - NO_VERB
        yield from {lemma[:-2] + "ing"} - APART
        if lemma.endswith("eren"):
            yield lemma[:-4] + "atie"
    for noun, verb in (("ing", "en"), ("atie", "eren")):
        if lemma.endswith(noun) and lemma not in APART and is_lemma(lemma.removesuffix(noun) + verb):
            yield lemma.removesuffix(noun) + verb
    if lemma.endswith("heid") and len(lemma) >= SHORTEST + 4:
        yield lemma.removesuffix("heid")
    elif knows(lemma + "heid"):
        yield lemma + "heid"
    if lemma in NO_VERB:
        return
    yield from (verb for verb in _verbs_of(lemma) if is_lemma(verb) and stem_of_verb(verb, knows) == lemma)


def stem_of_verb(verb: str, knows: IsLemma) -> str:
    """As in "ik leer", "ik plan", "ik verwijs"."""
    stem = verb[:-2]
    if len(stem) < 2:
        return verb
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        return stem[:-1]
    hard = stem[:-1] + HARD.get(stem[-1], stem[-1])
    if len(stem) > 2 and stem[-2] in VOWELS and stem[-3] not in VOWELS + "i" and stem[-1] not in VOWELS:
        long = hard[:-1] + hard[-2] + hard[-1]
        return long if knows(long) else hard
    return hard


def _verbs_of(stem: str) -> Iterator[str]:
    if len(stem) < SHORTEST:
        return
    soft = stem[:-1] + SOFT.get(stem[-1], stem[-1])
    yield stem + "en"
    yield stem + stem[-1] + "en"
    yield soft + "en"
    if stem[-2] == stem[-3] and stem[-2] in VOWELS:
        yield soft[:-2] + soft[-1] + "en"
