"""What the privacy check finds in a lesson, before the lesson goes beyond its circle."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from regions.checking import BLOCK, find_identifiers, why

BETWEEN_TEXTS = "\n\n"
TEXTS = ("title", "summary", "why", "conditions", "sources", "seo_title", "search_description")


@dataclass(frozen=True)
class Found:
    """A finding of the check, and the field of the lesson that it stands in."""

    field: str
    where: str
    finding: Any

    @property
    def blocks(self) -> bool:
        return bool(self.finding.severity == BLOCK)

    @property
    def kind(self) -> str:
        return str(self.finding.kind)

    @property
    def text(self) -> str:
        """Nothing for what is spread over a whole passage: its explanation names the parts."""
        return self.finding.text if self.finding.suggestion else ""

    @property
    def suggestion(self) -> str:
        return str(self.finding.suggestion)

    @property
    def why(self) -> str:
        return why(self.finding)


def texts_of(lesson: Any) -> dict[str, str]:
    tags = ", ".join(tag.name for tag in lesson.tags.all())
    return {**{name: getattr(lesson, name) for name in TEXTS}, "tags": tags}


def found_in(lesson: Any, texts: Mapping[str, str] | None = None) -> list[Found]:
    """All findings in all texts together, because what singles somebody out may be spread over several; ``texts`` by field,
    when they are not the lesson's own yet."""
    filled = {name: text for name, text in (texts or texts_of(lesson)).items() if text}
    names, starts, offset = list(filled), [], 0
    for text in filled.values():
        starts.append(offset)
        offset += len(text) + len(BETWEEN_TEXTS)
    found = []
    for finding in find_identifiers(BETWEEN_TEXTS.join(filled.values())):
        name = names[bisect_right(starts, finding.start) - 1]
        found.append(Found(name, capfirst(str(lesson._meta.get_field(name).verbose_name)), finding))
    return found


def blocking(found: Iterable[Found]) -> list[Found]:
    """What leads straight to a person: no confirmation helps."""
    return [one for one in found if one.blocks]


def refusal(found: Iterable[Found]) -> str:
    """In words for who tried, without the words that were found."""
    said = " ".join(dict.fromkeys(f"{one.where}: {one.why}" for one in found))
    return _("Others may not read this lesson as it is. %(found)s Take that out first.") % {"found": said}
