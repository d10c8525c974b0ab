"""Which signs can be printed. A sign that no font has would stop the whole report, so it is replaced, in words where that
says more than a blank.

What there is to draw with is asked of typst itself, in a small document that holds each unusual sign of this report once.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

SIGN = "□"
ZERO_WIDTH_JOINER, NON_JOINER, SOFT_HYPHEN, ZERO_WIDTH_SPACE = "\u200d", "\u200c", "\u00ad", "\u200b"
KEPT_FORMATTING = {ZERO_WIDTH_JOINER, NON_JOINER, SOFT_HYPHEN, ZERO_WIDTH_SPACE}

# Letters and signs that the body font is known to have; most reports hold nothing else.
USUAL = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) | set("\n‘’‚“”„–—…•€−→")
_UNUSUAL = re.compile(f"[^{re.escape(''.join(sorted(USUAL)))}]")
_FLAG, _TONE = "[\U0001f1e6-\U0001f1ff]", "[\U0001f3fb-\U0001f3ff]"
_EMOJI = "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]"
# Several signs that are one picture: a flag, a family, a hand with a skin.
_ONE_PICTURE = re.compile(f"{_FLAG}{{2}}|{_EMOJI}{_TONE}?(?:\u200d{_EMOJI}{_TONE}?)+|{_EMOJI}{_TONE}")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")

Probe = Callable[[str], set[str]]


def tidy(text: str) -> str:
    """Without what is no text: control signs, hidden directions, halves of signs, what Unicode keeps for nobody."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", str(text)).replace("\t", " "))
    return "".join(_tidied(sign) for sign in text) if _UNUSUAL.search(text) else text


def _tidied(sign: str) -> str:
    if sign in USUAL or sign in KEPT_FORMATTING:
        return sign
    category = unicodedata.category(sign)
    if category in {"Cc", "Cf"} or "\ufe00" <= sign <= "\ufe0f":
        return ""
    return SIGN if category in {"Cs", "Co", "Cn"} else sign


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Me", "Mc"} or sign in KEPT_FORMATTING


def clusters(text: str) -> set[str]:
    """Each unusual sign with the marks that stand on it."""
    found, held = set(), ""
    for sign in text:
        if _is_mark(sign):
            held += sign
            continue
        if len(held) > 1 or held not in USUAL:
            found.add(held)
        held = sign
    found.add(held)
    return {cluster for cluster in found if cluster and not set(cluster) <= USUAL}


@dataclass
class Signs:
    """What is done with the unusual signs of one report; ``told`` says whether a blank was needed."""

    emoji: str
    drawable: dict[str, str] = field(default_factory=dict)
    told: bool = False

    def learn(self, texts: Iterable[str], probe: Probe) -> None:
        """``probe`` says which signs of a text could not be drawn."""
        found = set().union(*(clusters(text) for text in texts)) if texts else set()
        single = sorted({sign for cluster in found for sign in cluster if not _is_mark(sign) and sign not in USUAL})
        lost = probe("\n\n".join(single)) if single else set()
        marked = sorted(cluster for cluster in found if len(cluster) > 1 and not set(cluster) & lost)
        unmarkable = probe("\n\n".join(marked)) if marked else set()
        self.drawable = {cluster: self._replaced(cluster, lost, unmarkable) for cluster in found}

    def _replaced(self, cluster: str, lost: set[str], unmarkable: set[str]) -> str:
        base, marks = cluster[0], cluster[1:]
        if _is_mark(base):  # a mark on nothing
            return ""
        if base in lost:
            return self.emoji if _is_emoji(base) else SIGN
        return base if set(cluster) & unmarkable or _is_emoji(base) else base + marks

    def fit(self, text: str) -> str:
        if not _UNUSUAL.search(text):
            return text
        text = _ONE_PICTURE.sub(self.emoji, text)
        pieces, held = [], ""
        for sign in text:
            if _is_mark(sign):
                held += sign
                continue
            pieces.append(self.drawable.get(held, held))
            held = sign
        pieces.append(self.drawable.get(held, held))
        fitted = "".join(pieces)
        self.told = self.told or SIGN in fitted
        return fitted


def _is_emoji(sign: str) -> bool:
    return re.match(_EMOJI, sign) is not None


def plain(text: str) -> str:
    """What is left when all else failed: letters of the West, and a blank for the rest."""
    return "".join(sign if sign in USUAL else SIGN for sign in text)
