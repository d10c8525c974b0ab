"""The texts of a case that readers outside its circle would read, each with where it stands.

What is known now, the outcome and what people answered stay inside the circle, and are none of these.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

OWN_FIELDS = ("title", "summary", "situation", "sources", "seo_title", "search_description")
THEN_FIELDS = ("title", "period", "decided_by", "known", "unknown", "options", "chosen", "dissent", "expected")
TAGS = "tags"
BETWEEN_TAGS = ", "
BETWEEN_PARTS = "\n\n"


@dataclass(frozen=True)
class Passage:
    """One text: ``key`` says where it stands, ``label`` says so to people, ``holder`` and ``attribute`` where it is kept
    and ``edited_as`` under which name of the page."""

    key: str
    label: str
    text: str
    holder: Any = field(repr=False, compare=False, default=None)
    attribute: str = field(repr=False, compare=False, default="text")
    edited_as: str = field(repr=False, compare=False, default="")

    @property
    def mark(self) -> str:
        return mark(self.text)


def mark(text: str) -> str:
    """The same for the same text, wherever it stands."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def texts(case: Any) -> list[Passage]:
    """Those of ``case`` that are not empty: the page or a revision of it, and what its other tables hold now."""
    return [part for part in _all_parts(case) if part.text.strip()]


def latest_texts(case: Any) -> list[Passage]:
    """Those of the newest version: what would be read if it were published now."""
    return texts(type(case).objects.get(pk=case.pk).get_latest_revision_as_object())


def digest(parts: Sequence[Passage]) -> str:
    said = json.dumps([(part.key, part.text) for part in parts], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def own_digest(case: Any) -> str:
    """Of what the page itself holds, as published or as about to be."""
    return digest([part for part in _own_parts(case) if part.text.strip()])


def _all_parts(case: Any) -> Iterator[Passage]:
    yield from _own_parts(case)
    for number, point in enumerate(case.decision_points.prefetch_related("addenda"), start=1):
        yield from _of_decision_point(point, number)


def _own_parts(case: Any) -> Iterator[Passage]:
    for name in OWN_FIELDS:
        yield Passage(name, _label(case, name), getattr(case, name) or "", case, name, name)
    yield Passage(TAGS, _label(case, TAGS), BETWEEN_TAGS.join(sorted(case.tags.names())), case, TAGS, TAGS)
    for place, one in enumerate(sorted(case.perspectives.all(), key=lambda one: one.sort_order or 0)):
        label = f"{_('How they saw it')}: {one.get_perspective_display()}"
        yield Passage(f"perspective-{place}", label, one.text, one, edited_as="perspectives")
    for place, event in enumerate(sorted(case.events.all(), key=lambda event: (event.month or 0, event.text))):
        label = _("Timeline, month %(number)s") % {"number": "–" if event.month is None else event.month}
        yield Passage(f"event-{place}", label, event.text, event, edited_as="events")


def _of_decision_point(point: Any, number: int) -> Iterator[Passage]:
    here = _("Decision point %(number)s") % {"number": number}
    for name in THEN_FIELDS:
        yield Passage(f"point-{point.pk}-{name}", f"{here}: {_label(point, name)}", getattr(point, name), point, name)
    for addendum in point.addenda.all():
        yield Passage(f"addendum-{addendum.pk}", f"{here}: {_('addendum')}", addendum.text, addendum)


def _label(holder: Any, name: str) -> str:
    return str(capfirst(str(holder._meta.get_field(name).verbose_name)))
