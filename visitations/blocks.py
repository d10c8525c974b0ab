"""What stands between the findings of a report: free text, pictures and tables of the committee, and where its findings,
recommendations and scores are shown. Findings themselves stay in their own table."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class TableOfTexts(blocks.StructBlock):
    """``rows``: lists of cells; the first row is the head."""

    caption = blocks.CharBlock(max_length=200)
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(required=False)))


class Picture(blocks.StructBlock):
    image = ImageBlock()
    caption = blocks.CharBlock(max_length=300, required=False)


def report_blocks() -> list[tuple[str, blocks.Block]]:
    """``findings`` holds the id of a criterion; what no block places is shown at the end, so that nothing is left out."""
    return [
        ("heading", blocks.CharBlock(label=_("Heading"))),
        ("text", blocks.TextBlock(label=_("Text"))),
        ("picture", Picture(label=_("Picture"))),
        ("table", TableOfTexts(label=_("Table"))),
        ("findings", blocks.IntegerBlock(label=_("Findings on a criterion"))),
        ("scores", blocks.StaticBlock(label=_("How far each criterion is met"))),
        ("recommendations", blocks.StaticBlock(label=_("Recommendations"))),
    ]


def words_of(block: Any) -> Iterator[str]:
    """The committee's own words in one block of a report."""
    if block.block_type in {"heading", "text"}:
        yield block.value
    elif block.block_type == "picture":
        yield block.value["caption"]
    elif block.block_type == "table":
        yield block.value["caption"]
        for row in block.value["rows"]:
            yield " ".join(row)


BAR = re.compile(r"(?<!\\)\|")
WIDEST, LONGEST = 12, 200


def rows_of(text: str) -> list[list[str]]:
    """Rows as they are pasted from a spreadsheet (tabs) or typed (bars, and ``\\|`` for a bar itself), all equally wide."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    rows = [[cell.strip().replace("\\|", "|") for cell in _cells(line)] for line in lines]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _cells(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else BAR.split(line.strip().removeprefix("| ").removesuffix(" |"))


def text_of(rows: Iterable[Iterable[str]]) -> str:
    """Rows as somebody types them; `rows_of` reads them back."""
    return "\n".join(" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)
