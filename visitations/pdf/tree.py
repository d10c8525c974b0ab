"""A report as the tree that `report.typ` prints, with nothing left in it that could stop the printing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from . import contents
from .parts import LONG_HEADING, Writer
from .signs import SIGN, Probe, Signs
from .texts import blocks, breakable, line, shortened


@dataclass
class Printed:
    """``data`` is the tree; ``files`` are the pictures it names."""

    data: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def _targets(parts: tuple[contents.Part, ...]) -> set[str]:
    """What can be linked to: the numbers that stand for one thing."""
    named = Counter(
        f"{name}-{item.number}"
        for part in parts
        for kind, name in ((contents.Findings, "finding"), (contents.Recommendations, "recommendation"))
        if isinstance(part, kind)
        for item in part.items
    )
    return {target for target, count in named.items() if count == 1}


def printed(report: contents.Report, *, probe: Probe, pictures: bool = True) -> Printed:
    """``probe`` says which signs cannot be drawn; without ``pictures`` a line of words stands for each."""
    writer = Writer(report.labels, targets=_targets(report.parts))
    shown = report.parts if pictures else tuple(map(_without_data, report.parts))
    parts = [made for part in shown for made in writer.parts(part)]
    title = line(report.title) or report.labels.untitled
    data = {
        "title": title,
        "title_long": len(title) > LONG_HEADING,
        "running": shortened(title),
        "kicker": line(report.kicker),
        "language": report.language,
        "content_language": report.content_language,
        "day": [report.date.year, report.date.month, report.date.day],
        "facts": _front(report),
        "footer": _footer(report),
        "address": line(report.address),
        "committee": [line(person) for person in report.committee],
        "summary": blocks(report.summary),
        "draft": report.draft,
        "labels": {name: line(said) for name, said in asdict(report.labels).items()},
        "parts": parts,
    }
    return Printed(_fitted(data, report.labels, probe), writer.files)


def _without_data(part: contents.Part) -> contents.Part:
    return contents.Picture(b"", part.alt, part.caption) if isinstance(part, contents.Picture) else part


def _front(report: contents.Report) -> list[list[str]]:
    labels = report.labels
    facts = [(labels.about, report.about), (labels.version, report.version), (labels.date, report.date_text)]
    return [[label, line(said)] for label, said in facts if line(said)]


def _footer(report: contents.Report) -> list[str]:
    version = f"{report.labels.version} {report.version}" if report.version else ""
    return [line(version), line(report.date_text)]


def _fitted(data: dict[str, Any], labels: contents.Labels, probe: Probe) -> dict[str, Any]:
    signs = Signs(emoji=labels.emoji)
    signs.learn(_words(data), probe)
    signs.told = False
    fitted = changed(data, lambda text: breakable(signs.fit(text)))
    fitted["address_link"] = data["address"] if data["address"].startswith(("http://", "https://")) else ""
    fitted["unknown"] = labels.unknown_signs.replace("{sign}", SIGN) if signs.told else ""
    return fitted


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for held in data.values():
            yield from _words(held)
    elif isinstance(data, list):
        for held in data:
            yield from _words(held)


def changed(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: changed(held, change) for key, held in data.items()}
    if isinstance(data, list):
        return [changed(held, change) for held in data]
    return data
