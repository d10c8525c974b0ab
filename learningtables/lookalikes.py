"""Names that people cannot tell apart: with signs nobody sees, or letters of another script that look like these.

Unicode's own table of such letters (UTS 39) has thousands; here are those of the scripts that keyboards in the Netherlands have
beside ours: Greek and Cyrillic. Wider letters and ligatures are taken apart by NFKC.
"""

import unicodedata

# Not of the kind "other" (C), and yet without anything to see: fillers, selectors of a variant, a blank of braille.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
ALIKE = {
    "a": "аαɑᴀΑА",
    "b": "вьβΒВЬʙᴃ",
    "c": "сϲСϹᴄ",
    "d": "ԁᴅ",
    "e": "еεҽєΕЕᴇ",
    "f": "ϝғ",
    "g": "ɡց",
    "h": "һнΗНʜ",
    "i": "іιıΙІӀӏɪ",
    "j": "јϳЈᴊ",
    "k": "кκКΚᴋ",
    "l": "ӏʟ",
    "m": "мМΜᴍ",
    "n": "пηΝɴ",
    "o": "оοσОΟᴏ",
    "p": "рρРΡᴘ",
    "q": "ԛ",
    "r": "гᴦʀ",
    "s": "ѕЅꜱ",
    "t": "тτТΤᴛ",
    "u": "υцᴜ",
    "v": "νѵᴠ",
    "w": "ѡωԝᴡ",
    "x": "хχХΧ",
    "y": "уγүУΥҮʏ",
    "z": "ΖᴢZ",
    "-": "‐‑‒–—―−",
    "'": "’‘ʼ´`ʹ",
}
LETTERS = str.maketrans({sign: letter for letter, signs in ALIKE.items() for sign in signs})
STROKES = str.maketrans({"I": "l", "|": "l", "1": "l", "0": "o"})


def as_seen(name: str) -> str:
    """Without signs that nobody sees; spaces are single ones."""
    signs = unicodedata.normalize("NFKC", " ".join(name.split()))
    seen = (sign for sign in signs if not unicodedata.category(sign).startswith("C") and sign not in BLANK)
    return " ".join("".join(seen).split())


def looks(name: str) -> frozenset[str]:
    """What ``name`` may be taken for: two names look the same when these have one in common. Capitals do not matter, but a
    capital I stands for an l as well."""
    seen = as_seen(name)
    letters = seen.translate(LETTERS).casefold().translate(LETTERS)
    strokes = seen.translate(LETTERS).translate(STROKES).casefold().translate(LETTERS)
    return frozenset({seen.casefold(), letters, strokes.replace("rn", "m").replace("vv", "w")})


def look_alike(one: str, other: str) -> bool:
    return not looks(one).isdisjoint(looks(other))
