"""The one door to a locked THEN: an identifying detail makes way for a neutral label, and the decision point says so."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.models import User
from regions.states import IllegalMove

from ..models import Addendum, DecisionPoint
from ..texts import Passage

CONTENT_LANGUAGE = "nl"
# Shows by itself that something stood here, or says an age or a moment less exactly.
NEUTRAL = re.compile(r"\[[^\[\]]+\]|\d+-\d+ jaar|maand \d+(?: tot \d+)?")


def check_neutral(labels: Iterable[str]) -> None:
    """With other words a decision could be rewritten: any word at all can be given as a name to look for."""
    if not all(NEUTRAL.fullmatch(label.strip()) for label in labels):
        raise IllegalMove(
            _("THEN is locked: only a label in square brackets can take the place of words in it, such as [school].")
        )


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
