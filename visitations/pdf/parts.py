"""Each part of a report as the branches that `report.typ` prints: lists and words alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from . import contents
from .pictures import readable
from .texts import blocks, line, reads_right_to_left, shortened

DEEPEST = 5
LONG_HEADING = 90


@dataclass
class Writer:
    labels: contents.Labels
    files: dict[str, bytes] = field(default_factory=dict)
    level: int = 0
    targets: set[str] = field(default_factory=set)

    def heading(self, level: int, text: str, *, own: bool = False, target: str = "", aside: str = "") -> dict[str, Any]:
        """No level is skipped on the way down."""
        said = line(text) or self.labels.untitled
        self.level = max(1, min(level, self.level + 1, DEEPEST))
        return {
            "part": "heading",
            "level": self.level,
            "text": said,
            "short": shortened(said),
            "own": own,
            "listed": not target,
            "long": len(said) > LONG_HEADING,
            "rtl": reads_right_to_left(said),
            "target": target if target in self.targets else "",
            "aside": line(aside),
        }

    def parts(self, part: contents.Part) -> Iterator[dict[str, Any]]:
        writers: dict[type, Callable[[Any], Iterator[dict[str, Any]]]] = {
            contents.Heading: self.headings,
            contents.Text: self.texts,
            contents.Picture: self.pictures,
            contents.Table: self.tables,
            contents.Findings: self.findings,
            contents.Recommendations: self.recommendations,
            contents.Ledger: self.ledgers,
            contents.Scores: self.scores,
        }
        return writers[type(part)](part)

    def headings(self, part: contents.Heading) -> Iterator[dict[str, Any]]:
        yield self.heading(part.level, part.text, own=part.own)

    def texts(self, part: contents.Text) -> Iterator[dict[str, Any]]:
        yield {"part": "text", "blocks": blocks(part.text), "quiet": part.quiet}

    def pictures(self, part: contents.Picture) -> Iterator[dict[str, Any]]:
        drawn = readable(part.data)
        said = line(part.caption)
        if drawn is None:
            about = " ".join(filter(None, [self.labels.picture_left_out, line(part.alt) or said]))
            yield {"part": "text", "blocks": blocks(about), "quiet": True}
            return
        name = f"picture-{len(self.files) + 1}.{drawn.suffix}"
        self.files[name] = drawn.data
        alt = line(part.alt) or said or self.labels.picture
        yield {"part": "picture", "file": name, "alt": alt, "caption": said, "width": drawn.width}

    def tables(self, part: contents.Table) -> Iterator[dict[str, Any]]:
        width = max([len(part.columns), *(len(row) for row in part.rows)], default=0)
        if width == 0:
            return
        columns = [line(name) for name in part.columns] + [""] * (width - len(part.columns))
        rows = [[cell(said) for said in row] + [cell("")] * (width - len(row)) for row in part.rows]
        yield table(line(part.caption), columns, rows)

    def findings(self, part: contents.Findings) -> Iterator[dict[str, Any]]:
        yield self.heading(part.level, part.criterion, own=True)
        level = self.level + 1
        for item in part.items:
            said = self.labels.finding.replace("{number}", str(item.number))
            yield self.heading(level, said, target=f"finding-{item.number}", aside=item.kind)
            yield {"part": "text", "blocks": blocks(item.statement), "quiet": False}
            facts = [{"label": self.labels.evidence, "items": [line(said) for said in item.evidence], "links": []}]
            yield {"part": "facts", "facts": [fact for fact in facts if fact["items"]]}
            yield {"part": "text", "blocks": blocks(item.note), "quiet": True}

    def recommendations(self, part: contents.Recommendations) -> Iterator[dict[str, Any]]:
        for item in part.items:
            said = self.labels.recommendation.replace("{number}", str(item.number))
            yield self.heading(part.level, said, target=f"recommendation-{item.number}", aside=item.weight)
            yield {"part": "text", "blocks": blocks(item.text), "quiet": False}
            yield {"part": "facts", "facts": self._facts_of(item)}
            if item.response:
                yield self._response(item.response, item.progress)

    def _facts_of(self, item: contents.Recommendation) -> list[dict[str, Any]]:
        rests = [
            {
                "text": self.labels.finding_link.replace("{number}", str(number)),
                "target": self._known(f"finding-{number}"),
            }
            for number in item.from_findings
        ]
        facts: list[dict[str, Any]] = [
            {"label": self.labels.addressee, "items": [line(item.addressee)], "links": []},
            {"label": self.labels.from_findings, "items": [], "links": rests},
        ]
        return [fact for fact in facts if any(fact["items"]) or fact["links"]]

    def _known(self, target: str) -> str:
        return target if target in self.targets else ""

    def _response(self, response: contents.Response, progress: str) -> dict[str, Any]:
        facts = [(self.labels.owner, response.owner), (self.labels.due, response.due)]
        return {
            "part": "response",
            "position": line(response.missing or response.position),
            "blocks": [] if response.missing else blocks(response.plan),
            "facts": [
                {"label": label, "items": [line(said)], "links": []}
                for label, said in facts
                if line(said) and not response.missing
            ],
            "progress": line(progress),
        }

    def ledgers(self, part: contents.Ledger) -> Iterator[dict[str, Any]]:
        labels = self.labels
        columns = [labels.ledger_target, labels.ledger_remark, labels.ledger_decision, labels.ledger_wording]
        rows = [
            [
                cell(row.target, quiet=row.passage),
                cell(row.remark, strong=row.kind),
                cell(row.reason, strong=row.decision),
                self._wording(row),
            ]
            for row in part.rows
        ]
        if rows:
            yield {**table(line(part.caption), columns, rows), "widths": [1.1, 2, 2, 2], "own": False}

    def _wording(self, row: contents.LedgerRow) -> dict[str, Any]:
        if not row.after:
            return cell(self.labels.unchanged)
        return {**cell(""), "changes": [[self.labels.before, line(row.before)], [self.labels.after, line(row.after)]]}

    def scores(self, part: contents.Scores) -> Iterator[dict[str, Any]]:
        labels, span = self.labels, max(part.highest - part.lowest, 1)
        who = [labels.visited, labels.panel, labels.assessors]
        given = [(item, (item.visited, item.panel, item.committee)) for item in part.items]
        present = [place for place in range(3) if any(scores[place] is not None for _item, scores in given)]
        if not present:
            return
        plotted = [
            {"criterion": line(item.criterion), "at": [_placed(score, part.lowest, span) for score in scores]}
            for item, scores in given
        ]
        told = [(line(item.criterion), _in_words(item, scores, labels)) for item, scores in given]
        said = [f"{name}: " + ", ".join(f"{who[place]} {words[place]}" for place in present) for name, words in told]
        yield {
            "part": "dots",
            "caption": line(part.caption),
            "alt": "; ".join(said),
            "rows": plotted,
            "ticks": [
                f"{tick}"
                for tick in (range(part.lowest, part.highest + 1) if span <= 10 else (part.lowest, part.highest))
            ],
            "who": [{"name": who[place], "place": place} for place in present],
            "scale": line(part.scale),
        }
        rows = [[cell(name), *(cell(words[place]) for place in present)] for name, words in told]
        yield table("", [labels.criterion, *(who[place] for place in present)], rows)


def cell(text: str, *, strong: str = "", quiet: str = "") -> dict[str, Any]:
    return {"strong": line(strong), "blocks": blocks(text), "quiet": line(quiet), "changes": []}


def table(caption: str, columns: list[str], rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "part": "table",
        "own": True,
        "caption": caption,
        "columns": columns,
        "rows": rows,
        "widths": [_width([columns[place], *(_all_of(row[place]) for row in rows)]) for place in range(len(columns))],
    }


def _all_of(held: dict[str, Any]) -> str:
    return " ".join(said for block in held["blocks"] for said in block["lines"])


def _width(texts: list[str]) -> float:
    """A column's share: more for longer texts, without leaving the short ones nothing."""
    return min(max(*(len(text) for text in texts), 8), 90) ** 0.5


def _placed(score: float | None, lowest: int, span: int) -> float | None:
    return None if score is None else min(max((score - lowest) / span, 0.0), 1.0)


def _in_words(item: contents.Score, scores: tuple[float | None, ...], labels: contents.Labels) -> list[str]:
    """Of each of the three the number, or why there is none."""
    return [
        (line(why) or labels.no_score) if score is None else f"{score:g}".replace(".", labels.decimal)
        for score, why in zip(scores, item.missing, strict=True)
    ]
