"""The speeds as a drawing: one panel per size, one line per engine, from p50 to p95, on a scale of powers of ten."""

import math
from html import escape

from .aims import times
from .conductor import Measured, Run
from .figures import number, part, thousands
from .tables import LABELS

WIDTH, LEFT, RIGHT = 880, 215, 150
LINE, HEAD, FOOT, TOP = 34, 46, 34, 40
STYLE = """
  svg { color-scheme: light dark; font: 14px system-ui, sans-serif; }
  .back { fill: #ffffff; } text { fill: #1d2b28; } .title { font-weight: 650; } .quiet { fill: #4d5c58; font-size: 12.5px; }
  .grid { stroke: #d5dcda; } .range { stroke: #5d7d9a; } .dot { fill: #5d7d9a; }
  .own .range { stroke: #0b6b57; } .own .dot { fill: #0b6b57; } .own text { font-weight: 650; }
  @media (prefers-color-scheme: dark) {
    .back { fill: #16201d; } text { fill: #eef3f1; } .quiet { fill: #b9c6c2; } .grid { stroke: #36443f; }
    .range { stroke: #9fbfe0; } .dot { fill: #9fbfe0; } .own .range { stroke: #6fd3b8; } .own .dot { fill: #6fd3b8; }
  }
"""


def draw(run: Run) -> str:
    """SVG without script; what it shows stands in words in its description and in the table beside it."""
    shown = [one for one in run.measured if one.warm]
    sizes = sorted({one.size for one in shown})
    lowest = math.floor(math.log10(min((part(times(one.warm), 0.5) for one in shown), default=1)))
    highest = math.ceil(math.log10(max((part(times(one.warm), 0.95) for one in shown), default=10)))
    scale = _Scale(lowest, max(highest, lowest + 1))
    drawn, top = [], TOP
    for size in sizes:
        rows = [one for one in shown if one.size == size]
        drawn.append(_panel(size, rows, scale, top))
        top += HEAD + LINE * len(rows) + FOOT
    title = "Milliseconds per question, warm: half take no more (dot), 95 of 100 no more (end of the line)"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" aria-labelledby="title what">',
            f'<title id="title">{title}</title><desc id="what">{escape(_in_words(shown))}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="back" width="{WIDTH}" height="{top}"/>',
            f'<text class="title" x="16" y="26">{title}</text>',
            *drawn,
            "</svg>\n",
        ]
    )


class _Scale:
    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def x(self, ms: float) -> float:
        share = (math.log10(ms) - self.lowest) / (self.highest - self.lowest)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _panel(size: int, rows: list[Measured], scale: _Scale, top: int) -> str:
    bottom = top + HEAD + LINE * len(rows)
    parts = [f'<text class="title" x="16" y="{top + 26}">{thousands(size)} documents</text>']
    for power in range(scale.lowest, scale.highest + 1):
        x = scale.x(10.0**power)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{top + HEAD - 8}" y2="{bottom}"/>')
        parts.append(f'<text class="quiet" x="{x}" y="{bottom + 17}" text-anchor="middle">{10.0**power:,g} ms</text>')
    for at, one in enumerate(rows):
        parts.append(_line(one, scale, top + HEAD + LINE * at + LINE // 2))
    return "\n".join(parts)


def _line(one: Measured, scale: _Scale, y: int) -> str:
    p50, p95 = part(times(one.warm), 0.5), part(times(one.warm), 0.95)
    stopped = "> " if any(timed.stopped for timed in one.warm) else ""
    own = ' class="own"' if one.engine == "whoosh" else ""
    return (
        f'<g{own}><text x="16" y="{y + 5}">{escape(LABELS[one.engine])}</text>'
        f'<line class="range" x1="{scale.x(p50)}" x2="{scale.x(p95)}" y1="{y}" y2="{y}" stroke-width="6" stroke-linecap="round"/>'
        f'<circle class="dot" cx="{scale.x(p50)}" cy="{y}" r="7"/>'
        f'<text class="quiet" x="{scale.x(p95) + 12}" y="{y + 5}">{escape(stopped)}{number(p50)} – {number(p95)}</text></g>'
    )


def _in_words(shown: list[Measured]) -> str:
    return ". ".join(
        f"{LABELS[one.engine]}, {thousands(one.size)} documents: {number(part(times(one.warm), 0.5))} to "
        f"{number(part(times(one.warm), 0.95))} ms"
        for one in shown
    )
