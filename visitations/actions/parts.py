"""The parts of the report: added, changed, put elsewhere and taken out, each as a new revision."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version

from ..body import Part, mark_of, new_part, parts_of, set_body
from ..models import VisitationPage, VisitationReportPage
from ..states import WRITING_STAGES
from .locking import demand_stage
from .report import take_up_report

MOST_PARTS = 300


def _kept(
    visitation: VisitationPage, report: VisitationReportPage, parts: list[Part], *, verb: str, user: User
) -> None:
    set_body(report, parts)
    report.save_revision(user=user)
    record(visitation, f"visitations.{verb}", user=user)


def _demand_described(kind: str, value: Any) -> None:
    """Nobody is left without what a picture says."""
    if kind == "picture" and not (value["image"]["alt_text"].strip() or value["image"]["decorative"]):
        raise IllegalMove(_("Say what the picture shows, or mark it as decoration."))


def _index(parts: list[Part], part_id: str) -> int:
    for index, part in enumerate(parts):
        if part["id"] == part_id:
            return index
    raise IllegalMove(_("This part is no longer there: somebody else took it out."))


@transaction.atomic
def add_part(visitation: VisitationPage, *, kind: str, user: User, value: Any = None, after: str | None = None) -> Part:
    """``after``: the id of the part before it, "" for the beginning, None for the end."""
    demand_stage(visitation, WRITING_STAGES)
    _demand_described(kind, value)
    report = take_up_report(visitation, user=user)
    parts, part = parts_of(report), new_part(kind, value)
    if len(parts) >= MOST_PARTS:
        raise IllegalMove(_("A report has at most %(most)s parts. Join some of them.") % {"most": MOST_PARTS})
    known = [one["id"] for one in parts]
    place = 0 if after == "" else known.index(after) + 1 if after in known else len(parts)
    parts.insert(place, part)
    _kept(visitation, report, parts, verb="add_part", user=user)
    return part


@transaction.atomic
def change_part(
    visitation: VisitationPage, part_id: str, *, kind: str, value: Any, user: User, version: str | None = None
) -> Part:
    """EditConflict when the part says something else than what ``version`` marks (`body.mark_of`). Who saves again after
    somebody took the part out puts it back, at the end."""
    demand_stage(visitation, WRITING_STAGES)
    _demand_described(kind, value)
    report = take_up_report(visitation, user=user)
    parts = parts_of(report)
    standing = next((one for one in parts if one["id"] == part_id), None)
    demand_version(mark_of(standing), version)
    part = {"type": kind, "value": value, "id": part_id}
    if standing is None:
        parts.append(part)
    else:
        parts[_index(parts, part_id)] = part
    _kept(visitation, report, parts, verb="change_part", user=user)
    return part


@transaction.atomic
def move_part(visitation: VisitationPage, part_id: str, *, by: int, user: User) -> list[Part]:
    """One place up (-1) or down (1); at the end of the row nothing happens."""
    demand_stage(visitation, WRITING_STAGES)
    report = take_up_report(visitation, user=user)
    parts = parts_of(report)
    here = _index(parts, part_id)
    there = here + by
    if 0 <= there < len(parts):
        parts[here], parts[there] = parts[there], parts[here]
        _kept(visitation, report, parts, verb="move_part", user=user)
    return parts


@transaction.atomic
def remove_part(visitation: VisitationPage, part_id: str, *, user: User, version: str | None = None) -> Part:
    """Out of the report; earlier revisions still have it."""
    demand_stage(visitation, WRITING_STAGES)
    report = take_up_report(visitation, user=user)
    parts = parts_of(report)
    part = parts[_index(parts, part_id)]
    if version is not None and version != mark_of(part):
        raise IllegalMove(_("Somebody else changed this part since you looked. Read it first."))
    if visitation.remarks.filter(part__startswith=f"body:{part_id}").exists():
        raise IllegalMove(_("There are remarks of the fact check on this part: change its wording instead."))
    parts.remove(part)
    _kept(visitation, report, parts, verb="remove_part", user=user)
    return part
