"""The parts of a report one by one, as its revisions keep them: ``{"type", "value", "id"}``."""

import hashlib
import json
import uuid
from typing import Any

from wagtail.blocks import StreamValue

from .blocks import rows_of
from .models import VisitationPage, VisitationReportPage
from .versions import OWN_TEXTS

Part = dict[str, Any]
PLACES = ("findings", "scores", "recommendations")  # what stands elsewhere and is shown here


def new_part(kind: str, value: Any = None) -> Part:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def composed(visitation: VisitationPage) -> list[Part]:
    """How a report begins: what was found on each criterion, how far each is met, and what is recommended."""
    criteria = [new_part("findings", criterion.pk) for criterion in visitation.framework.criteria.all()]
    return [*criteria, new_part("scores"), new_part("recommendations")]


def parts_of(report: VisitationReportPage | None) -> list[Part]:
    return [dict(part) for part in report.body.raw_data] if report else []


def set_body(report: VisitationReportPage, parts: list[Part]) -> None:
    field: Any = VisitationReportPage._meta.get_field("body")
    report.body = StreamValue(field.stream_block, parts, is_lazy=True)


def part_with(report: VisitationReportPage | None, part_id: str) -> Part | None:
    return next((part for part in parts_of(report) if part["id"] == part_id), None)


def mark_of(part: Part | None) -> str:
    """Another one as soon as the part says something else; "" when it is not there."""
    return _mark([part["type"], part["value"]]) if part else ""


def mark_of_texts(report: VisitationReportPage | None) -> str:
    """The same of the texts around the parts."""
    if report is None:
        return ""
    themes = sorted(theme.pk for theme in report.themes.all())
    tags = sorted(tag.name for tag in report.tags.all())
    return _mark([[getattr(report, name) for name in OWN_TEXTS], themes, tags])


def _mark(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]


# --- one text of a part, by its key in `versions.contents_of_report` ---


def reworded(report: VisitationReportPage, key: str, text: str) -> bool:
    """Put ``text`` where ``key`` says; False when there is no such text that can be worded anew."""
    if key in OWN_TEXTS:
        setattr(report, key, text)
        return True
    head, _colon, rest = key.partition(":")
    part_id, _colon, about = rest.partition(":")
    parts = parts_of(report)
    part = next((one for one in parts if one["id"] == part_id), None)
    if head != "body" or part is None or not _put(part, about, text):
        return False
    set_body(report, parts)
    return True


def _put(part: Part, about: str, text: str) -> bool:
    kind, value = part["type"], part["value"]
    if kind in {"heading", "text"} and not about:
        part["value"] = text
    elif kind in {"table", "picture"} and not about:
        part["value"] = {**value, "caption": text}
    elif kind == "table" and about == "rows":
        part["value"] = {**value, "rows": rows_of(text)}
    elif kind == "picture" and about == "alt":
        part["value"] = {**value, "image": {**value["image"], "alt_text": text}}
    else:
        return False
    return True
