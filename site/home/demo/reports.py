"""What a committee writes between its findings, with a table and a picture, and remarks on passages of it."""

import io
from typing import Any

from PIL import Image, ImageDraw

from regions.models import User
from visitations import actions
from visitations.body import parts_of
from visitations.models import FactCheckRemark, Recommendation, VisitationPage
from visitations.versions import texts_of_report, working_report

from .texts import read

WIDTH, BAR, GAP, MARGIN = 960, 44, 20, 30
COLOURS = ("#1d5f5a", "#b65f2a", "#5b4b8a", "#7a6a1f")


def of(key: str) -> dict[str, Any]:
    """What there is of the report of the visitation ``key``; nothing for most."""
    return next((row for row in read("reports", "report") if row["visitation"] == key), {})


def lay_parts(visitation: VisitationPage, key: str, *, user: User) -> None:
    """Each part at its place: behind the findings on a criterion, or at the beginning."""
    criteria = list(visitation.framework.criteria.values_list("pk", flat=True))
    for row in of(key).get("part", ()):
        where = _place(visitation, criteria[row["after"] - 1]) if row.get("after") else ""
        actions.add_part(visitation, kind=row["kind"], value=_value(row), after=where, user=user)


def _place(visitation: VisitationPage, criterion: int) -> str:
    """The last part before the findings on the next criterion, so that parts keep the order in which they are told."""
    parts = parts_of(working_report(visitation))
    here = next(i for i, part in enumerate(parts) if part["type"] == "findings" and part["value"] == criterion)
    while here + 1 < len(parts) and parts[here + 1]["type"] in {"heading", "text", "picture", "table"}:
        here += 1
    return str(parts[here]["id"])


def _value(row: dict[str, Any]) -> Any:
    if row["kind"] == "table":
        return {"caption": row["caption"], "rows": row["rows"]}
    if row["kind"] == "picture":
        image = actions.keep_picture(drawn(row["bars"]))
        return {
            "image": {"image": image.pk, "decorative": False, "alt_text": row["alt"]},
            "caption": row["caption"],
        }
    return row["text"]


def drawn(bars: list[int]) -> bytes:
    """Bars without words: what they stand for is said under the picture, and about it."""
    picture = Image.new("RGB", (WIDTH, 2 * MARGIN + len(bars) * (BAR + GAP) - GAP), "#fffdf8")
    pen = ImageDraw.Draw(picture)
    for index, length in enumerate(bars):
        top = MARGIN + index * (BAR + GAP)
        end = MARGIN + round((WIDTH - 2 * MARGIN) * length / max(bars))
        pen.rectangle((MARGIN, top, end, top + BAR), fill=COLOURS[index % len(COLOURS)])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def remark(visitation: VisitationPage, row: dict[str, Any], *, user: User) -> FactCheckRemark:
    """On a recommendation, or on the words of the report's own text in which the passage stands."""
    said = {"kind": row["kind"], "text": row["text"], "passage": row["passage"], "user": user}
    if number := row.get("recommendation"):
        return actions.remark(Recommendation.objects.get(visitation=visitation, number=number), **said)
    report = working_report(visitation)
    texts = texts_of_report(report) if report else {}
    return actions.remark(visitation, part=next(key for key in texts if row["passage"] in texts[key]), **said)


def decide(row: dict[str, Any], made: FactCheckRemark, *, user: User) -> None:
    """``now`` takes the place of the passage."""
    new = made.before.replace(made.passage, row["now"]) if row.get("now") else None
    actions.decide_remark(made, decision=row["decision"], reason=row["reason"], statement=new, user=user)
