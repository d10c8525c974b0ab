"""A report is plain text with two habits: "## " begins a heading, "- " an item of a list."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def report_html(text: str) -> SafeString:
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe("\n".join(_block(block) for block in blocks if block.strip()))


def _block(block: str) -> str:
    lines = [line.strip() for line in block.splitlines()]
    if lines[0].startswith("## "):
        heading = format_html("<h3>{}</h3>", lines[0][3:])
        return heading + (_block("\n".join(lines[1:])) if lines[1:] else "")
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(format_html("<li>{}</li>", line[2:]) for line in lines) + "</ul>"
    return "<p>" + "<br>".join(escape(line) for line in lines) + "</p>"
