"""The one door to a locked THEN: an identifying detail makes way for a neutral label, and the decision point says so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.models import User

from ..models import Addendum, DecisionPoint
from ..texts import Passage

CONTENT_LANGUAGE = "nl"


def redact(parts: Sequence[Passage], by_key: Mapping[str, Sequence[Any]], *, user: User) -> None:
    """``parts`` of decision points in which words were replaced; ``by_key`` holds the replacements."""
    labels: dict[DecisionPoint, list[str]] = defaultdict(list)
    for part in parts:
        point = part.holder.decision_point if isinstance(part.holder, Addendum) else part.holder
        labels[point] += [one.label for one in by_key[part.key]]
    for point, used in labels.items():
        Addendum.objects.create(decision_point=point, text=_note(used), author=user)


def _note(labels: Sequence[str]) -> str:
    with override(CONTENT_LANGUAGE):
        return _("An identifying detail was replaced by a label: %(labels)s. Nothing else was changed.") % {
            "labels": ", ".join(dict.fromkeys(labels))
        }
