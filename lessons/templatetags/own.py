"""What stands on every content page: follow it, put it aside, share its address, and what members say beside it."""

from typing import Any

from django import template
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.template import Context

from lessons.forms.comments import CommentForm
from lessons.models import Bookmark, Comment, Follow
from lessons.models.comments import closed_to
from lessons.moderating import may_moderate

THREADS = 20

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


@register.inclusion_tag("lessons/includes/comments.html", takes_context=True)
def comments(context: Context, page: Any) -> dict[str, Any]:
    """For who is signed in and reads the page: what is shown, newest thread first, and one's own that waits. One that is not
    shown keeps its place when a reply below it is."""
    request, reader = context.get("request"), _reader(context)
    if request is None or reader is None or not page.live:
        return {}
    if page.pk in closed_to(reader):
        return {"page": page, "reader": reader, "closed": True}
    said = Comment.objects.filter(page=page.pk)
    seen = said.shown_to(reader)
    begun = said.filter(answers=None)
    threads = begun.filter(pk__in=seen.values("pk")) | begun.filter(Exists(seen.filter(answers=OuterRef("pk"))))
    shown = Paginator(threads.select_related("author").order_by("-written_at", "-pk"), THREADS)
    threads_shown = shown.get_page(request.GET.get("reacties"))
    replies: dict[int, list[Comment]] = {}
    for reply in seen.filter(answers__in=[one.pk for one in threads_shown]).select_related("author"):
        replies.setdefault(reply.answers_id or 0, []).append(reply)
    return {
        "page": page,
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "reader": reader,
        "threads": threads_shown,
        "rows": [(one, replies.get(one.pk, [])) for one in threads_shown],
        "form": CommentForm(page=page),
        "may_moderate": may_moderate(reader, page),
    }
