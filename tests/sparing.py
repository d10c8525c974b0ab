"""What tests go without because they look at none of it: an index kept at each save, a record of what each part of a page got."""

import gc
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from django.template.base import Template
from django.test.signals import template_rendered
from wagtail import signal_handlers as references

from tests.choosing import HERE, searches


@cache
def looks_at_references(module: Path) -> bool:
    """Wagtail's admin tells where a page is used; and what many do at once, they do with all that belongs to it."""
    return searches(module) or module.is_relative_to(HERE / "promises") or "admin/" in module.read_text()


class Indexes:
    """Wagtail's index of references, connected or not; changed only where the next test needs another than the one before."""

    def __init__(self) -> None:
        self.references = True

    def keep_for(self, module: Path) -> None:
        self.keep_references(looks_at_references(module))

    def keep_references(self, wanted: bool) -> None:
        if wanted == self.references:
            return
        if wanted:
            references.connect_reference_index_signal_handlers()
        else:
            references.disconnect_reference_index_signal_handlers()
        self.references = wanted


within = ContextVar("within", default=False)


def render_and_record(template: Template, context: Any) -> Any:
    """A page's own context is kept for ``response.context``; Django would copy that of each part of the page, too."""
    if within.get():
        return template.nodelist.render(context)
    token = within.set(True)
    try:
        template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)
    finally:
        within.reset(token)


def record_pages_only() -> None:
    Template._render = render_and_record


def leave_what_stays_alone() -> None:
    """What was imported and collected stays to the end; the garbage collector would go through it at every turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
