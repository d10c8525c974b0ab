from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context

from lessons.models import LessonPage
from lessons.states import LessonStatus
from search.related import related

register = template.Library()


def _reader(context: Context) -> Any:
    request = context.get("request")
    return getattr(request, "user", None) or AnonymousUser()


@register.inclusion_tag("search/related.html", takes_context=True)
def related_items(context: Context, page: Any) -> dict[str, Any]:
    """Pages of any kind near ``page``."""
    return {"pages": related(page, user=_reader(context)), "request": context.get("request")}


@register.inclusion_tag("search/related_lessons.html", takes_context=True)
def related_lessons(context: Context, page: Any, *texts: str) -> dict[str, Any]:
    """Lessons in use near ``page``, for who is at work on it."""
    lessons = LessonPage.objects.filter(status=LessonStatus.PUBLISHED)
    found = related(page, user=_reader(context), among=lessons, limit=3, texts=texts)
    return {"lessons": found, "request": context.get("request")}
