"""The report in the order in which it is read: for its page, the preview, the fact check and the PDF alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .models import VisitationReportPage

KINDS_OF_TEXT = ("introduction", "conclusion")


@dataclass(frozen=True)
class Shown:
    """One part. ``key`` is what `visitations.versions` calls its text; ``part_id`` the block's, when the committee placed it.

    ``value``: the words of a text; of a picture and a table their block's value; of findings (criterion, findings); of
    recommendations and scores their list. ``remarks`` are those on this part's own words.
    """

    kind: str
    value: Any
    key: str = ""
    part_id: str = ""
    remarks: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def remark_key(self) -> str:
        """The text that a remark here is about: of a table its rows, of a picture what is said under it or about it."""
        if self.kind == "table":
            return f"{self.key}:rows"
        if self.kind == "picture" and not self.value["caption"]:
            image = self.value["image"]
            return f"{self.key}:alt" if image is not None and image.contextual_alt_text else ""
        return self.key

    @property
    def template(self) -> str:
        return f"visitations/parts/{self.kind}.html"


def composition(
    report: VisitationReportPage | None, contents: Any, scores: Iterable[Any] = (), *, empty: bool = False
) -> list[Shown]:
    """Introduction, the parts as the committee placed them, what it placed nowhere, and the conclusion. A thing is shown once,
    where it is placed first. With ``empty`` also findings of a criterion that has none yet."""
    pool = _Pool(contents, list(scores))
    remarks: dict[str, list[Any]] = {}
    for remark in contents.remarks:
        remarks.setdefault(remark.key.removesuffix(":rows").removesuffix(":alt"), []).append(remark)
    parts = [
        *_own("introduction", report),
        *_placed(report, pool, empty=empty),
        *pool.rest(),
        *_own("conclusion", report),
    ]
    return [Shown(part.kind, part.value, part.key, part.part_id, tuple(remarks.get(part.key, ()))) for part in parts]


def _own(name: str, report: VisitationReportPage | None) -> Iterator[Shown]:
    if report is not None and getattr(report, name).strip():
        yield Shown(name, getattr(report, name), name)


def _placed(report: VisitationReportPage | None, pool: "_Pool", *, empty: bool) -> Iterator[Shown]:
    for block in report.body if report is not None else ():
        part_id = str(block.id)
        if block.block_type in {"findings", "scores", "recommendations"}:
            value = pool.take(block.block_type, block.value)
            if value or empty:
                yield Shown(block.block_type, value, "", part_id)
        else:
            yield Shown(block.block_type, block.value, f"body:{part_id}", part_id)


class _Pool:
    """What has to be shown somewhere, and was not yet."""

    def __init__(self, contents: Any, scores: list[Any]) -> None:
        self.findings = {criterion.pk: (criterion, findings) for criterion, findings in contents.by_criterion}
        self.left = {"scores": scores, "recommendations": contents.recommendations}

    def take(self, kind: str, which: Any) -> Any:
        return self.findings.pop(which, None) if kind == "findings" else self.left.pop(kind, None)

    def rest(self) -> Iterator[Shown]:
        for found in self.findings.values():
            yield Shown("findings", found)
        for kind, rows in self.left.items():
            if rows:
                yield Shown(kind, rows)
