"""A label in the place of a word where the circle reads another text than the draft: the same part is being written in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lessons.models.content import closed_slug

from .. import parts, texts
from ..models import CaseStudyPage

Words = Mapping[str, str]  # by word, the label in its place


def drafted(stored: CaseStudyPage, draft: CaseStudyPage, names: Iterable[str]) -> set[str]:
    """Those of ``names`` of which the circle reads something else than the newest draft says."""
    if not stored.live or stored.is_wide:
        return set()
    return {name for name in names if parts.differs(stored, draft, name)}


def relabel(case: CaseStudyPage, words: Mapping[str, Words]) -> None:
    """Only those words change; nothing is saved yet. ``words``: by name of what the case says."""
    for name, labels in words.items():
        parts.fill(case, {name: _relabelled(name, parts.read(case, name)[name], labels)})
    if "title" in words:
        case.slug = closed_slug("", title=case.title)


def _relabelled(name: str, value: Any, labels: Words) -> Any:
    if name == texts.TAGS:
        return [tag for tag in value if _in_text(tag, labels) == tag]
    if isinstance(value, list):
        return [(first, _in_text(text, labels)) for first, text in value]
    return _in_text(value, labels)


def _in_text(text: str, labels: Words) -> str:
    words = "|".join(re.escape(word) for word in sorted(labels, key=len, reverse=True))
    small = {word.casefold(): label for word, label in labels.items()}
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", lambda hit: small[hit[0].casefold()], text, flags=re.IGNORECASE)
