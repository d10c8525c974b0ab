"""``{% page_metadata %}`` in the head of each page."""

from typing import Any

from django import template

from .. import metadata

register = template.Library()


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context: Any) -> dict[str, Any]:
    request = context.get("request")
    if request is None or request.method not in ("GET", "HEAD"):
        return {}
    address = metadata.canonical(request)
    page = metadata.public_page(context.get("page"))
    if page is None or getattr(request, "is_preview", False):
        return {"canonical": address}
    told = metadata.described(page, address=address)
    return {"canonical": address, "page": page, "script": metadata.as_script(told)}
