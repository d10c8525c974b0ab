"""What stands on every content page: follow it, put it aside, share its address."""

from typing import Any

from django import template
from django.template import Context

from lessons.models import Bookmark, Follow

register = template.Library()


def _reader(context: Context) -> Any:
    """Who is signed in; None for a visitor, and where there is no request."""
    user = getattr(context.get("request"), "user", None)
    return user if user is not None and user.is_authenticated else None


def _switch(context: Context) -> dict[str, Any]:
    request = context["request"]
    return {"back": request.get_full_path(), "csrf_token": context.get("csrf_token"), "request": request}


@register.inclusion_tag("lessons/includes/page_tools.html", takes_context=True)
def page_tools(context: Context, page: Any) -> dict[str, Any]:
    request, reader = context.get("request"), _reader(context)
    if request is None or not page.live:
        return {}
    address = request.build_absolute_uri(page.get_url(request) or "")
    if reader is None:
        return {"page": page, "address": address, "reader": None}
    return {
        **_switch(context),
        "page": page,
        "address": address,
        "reader": reader,
        "follows": Follow.objects.filter(user=reader, page=page.pk).exists(),
        "put_aside": Bookmark.objects.filter(user=reader, page=page.pk).exists(),
    }


@register.inclusion_tag("lessons/includes/follow_button.html", takes_context=True)
def follow_button(context: Context, what: str, thing: Any, follows: bool | None = None) -> dict[str, Any]:
    """``what`` as in `Follow`: theme, region, page or search; ``follows`` when a list has asked that for all of its rows."""
    reader = _reader(context)
    if reader is None:
        return {}
    if follows is None:
        follows = Follow.objects.filter(user=reader, **{what: thing.pk}).exists()
    return {**_switch(context), "what": what, "pk": thing.pk, "name": str(thing), "follows": follows, "reader": reader}
