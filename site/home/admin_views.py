"""Screens of Wagtail's admin that ask no permission of the pages they name, in a form that does."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access

from lessons.models.content import ContentTag
from lessons.policies import outside

MOST_TAGS = 10


@require_admin_access
def tag_autocomplete(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Tags of pages that the editor may read: a word that only a hidden page carries is hidden too."""
    term = request.GET.get("term", "").replace("\x00", "")
    used = ContentTag.objects.exclude(content_object__in=outside(request.user).values("pk")).values("tag")
    tags = Tag.objects.filter(pk__in=used, name__istartswith=term) if term else Tag.objects.none()
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True)[:MOST_TAGS]), safe=False)


@require_admin_access
def not_here(request: HttpRequest) -> HttpResponse:
    """The report on page types names the page of each type that was edited last, whoever may read it."""
    raise Http404
