"""The steps in which a case is written: in an order that helps, open in any order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from . import parts, rules
from .models import CaseStudyPage, DecisionPoint, Outcome
from .parts import Part


@dataclass(frozen=True)
class Step:
    """``slug`` is its address; a step with a ``part`` is a form for that part of the text."""

    slug: str
    label: Any
    part: Part | None = None


DECISIONS = Step("beslispunten", _("Decision points"))
OUTCOME = Step("afloop", _("What came of it"))
READING = Step("", _("Read it through and share"))
STEPS = (
    Step("begin", Part.START.label, Part.START),
    Step("situatie", Part.SITUATION.label, Part.SITUATION),
    Step("perspectieven", Part.PERSPECTIVES.label, Part.PERSPECTIVES),
    Step("tijdlijn", Part.TIMELINE.label, Part.TIMELINE),
    DECISIONS,
    Step("kenmerken", Part.ABOUT.label, Part.ABOUT),
    OUTCOME,
    READING,
)
SECOND = STEPS[1]
BY_SLUG = {step.slug: step for step in STEPS}


def of_part(part: str) -> Step:
    return next(step for step in STEPS if step.part == part)


def url(case: CaseStudyPage, step: Step) -> str:
    if step.slug:
        return reverse("casestudies:write", args=[case.pk, step.slug])
    return reverse("casestudies:workspace", args=[case.pk])


def beside(step: Step, distance: int) -> Step:
    """The one after it (1) or before it (-1); the first and the last lead to the overview."""
    place = STEPS.index(step) + distance
    return STEPS[place] if 0 <= place < len(STEPS) else READING


def progress(
    case: CaseStudyPage,
    latest: CaseStudyPage,
    *,
    user: Any,
    points: Iterable[DecisionPoint],
    outcome: Outcome | None,
    current: Step = READING,
) -> list[dict[str, Any]]:
    """Where somebody is and what there is already, as the stepper takes it; with doors for who may write."""
    told = {**_told_of_parts(case, latest), **_told_of_records(list(points), outcome)}
    opens = rules.may_edit_case(user, case)
    return [
        {
            "label": step.label,
            "note": told.get(step.slug, (False, ""))[1],
            "state": "current" if step == current else "done" if told.get(step.slug, (False, ""))[0] else "coming",
            "url": url(case, step) if step != current and (opens or step == READING) else "",
        }
        for step in STEPS
    ]


def _told_of_parts(case: CaseStudyPage, latest: CaseStudyPage) -> dict[str, tuple[bool, str]]:
    lacking, told = parts.lacking(latest), {}
    waiting = parts.differs(case, latest) if case.is_shared else []
    for step in STEPS:
        if not step.part:
            continue
        filled = step.part not in lacking and parts.is_filled(latest, step.part)
        if step.part in lacking and parts.is_filled(latest, step.part):
            note = str(lacking[step.part])
        elif set(waiting) & set(parts.FIELDS[step.part]):
            note = gettext("Kept, not shared yet")
        else:
            note = gettext("Filled in") if filled else gettext("Nothing yet")
        told[step.slug] = (filled, note)
    return told


def _told_of_records(points: list[DecisionPoint], outcome: Outcome | None) -> dict[str, tuple[bool, str]]:
    count = len(points)
    now = sum(bool(point.readable_now) for point in points)  # type: ignore[attr-defined]
    decisions = ngettext("%(n)d decision point", "%(n)d decision points", count) % {"n": count}
    written = now + bool(outcome)
    came = gettext("%(done)d of %(all)d written") % {"done": written, "all": count + 1}
    if not points:
        came = gettext("Filled in") if outcome else gettext("Nothing yet")
    return {DECISIONS.slug: (bool(count), decisions), OUTCOME.slug: (written == count + 1, came)}
