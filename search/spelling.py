"""Words as they are written, for those that an index keeps without accents."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from .marks import fold
from .passages import texts_of

# Of so many pages the texts are read.
LOOKED_AT = 5
WORD = re.compile(r"[^\W_]+")


def as_written(words: Collection[str], pages: Sequence[Any]) -> dict[str, str]:
    """Each of ``words``, without accents, as most often in the texts of ``pages``, in lower case; itself where none has it. All
    that is told stands in those pages: give such as the reader may see."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    texts = texts_of(pages) if pages else {}
    all_said = "\n".join(f"{page.title}\n{texts.get(page.pk, page.summary)}" for page in pages)
    for form, times in Counter(WORD.findall(unicodedata.normalize("NFC", all_said).lower())).items():
        if (plain := fold(form)) in words:
            said[plain][form] += times
    return {word: max(said[word], key=lambda form: (said[word][form], form), default=word) for word in words}
