"""``{% page_metadata %}`` and ``{% page_description %}`` in the head of each page."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from .. import metadata
from ..told import short, told_by

register = template.Library()


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context: Any) -> dict[str, Any]:
    request = context.get("request")
    if request is None or request.method not in ("GET", "HEAD"):
        return {}
    address = metadata.canonical(request)
    head = {"canonical": address, "noindex": metadata.is_left_out(request, context.get("page"))}
    if getattr(request, "is_preview", False):
        return head
    if page := metadata.public_page(context.get("page")):
        said = {"type": "article", "locale": "nl_NL", "title": page.title, "description": short(page.summary)}
        return {**head, **said, "script": metadata.as_script(metadata.described(page, address=address))}
    if told := told_by(context, request):
        said = {"type": "website", "locale": told.locale, "title": told.title, "description": told.description}
        return {**head, **said, "script": metadata.as_script(told.in_schema(address))}
    return head


@register.simple_tag(takes_context=True)
def page_description(context: Any) -> str:
    """In one line what everybody may know of this page; of all else what the site is."""
    request = context.get("request")
    told = told_by(context, request) if request is not None and not getattr(request, "is_preview", False) else None
    return (told and told.description) or _("Leertafel: the youth regions of the Netherlands learn from each other.")
