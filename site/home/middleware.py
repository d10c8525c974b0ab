"""What holds for every request, whichever app answers it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page

from lessons.policies import is_outside

LARGEST = 2**63 - 1
Answer = Callable[[HttpRequest], HttpResponse]


class Middleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class PrivatePages(Middleware):
    """No copy of what somebody who is signed in read stays behind: not in a cache that others share, nor under the back
    button once they have signed out."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class PossibleValues(Middleware):
    """A number or a day that no database can hold names nothing: that is the sender's mistake and not the site's."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, OverflowError | DataError):
            raise SuspiciousOperation("A value that cannot be kept") from error


class AdminDoors(Middleware):
    """Wagtail's admin shows the title of any page whose number is in the address. To who may not read the page, it is not
    there."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        match = request.resolver_match
        if match is None or not match.view_name.startswith(("wagtailadmin", "wagtail_bulk")):
            return
        if not request.user.is_authenticated:
            return
        named = Page.objects.filter(pk__in=list(pages_in(request, kwargs)))
        if any(is_outside(request.user, page) for page in named):
            raise Http404


def pages_in(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[int]:
    """The numbers of pages that the address names."""
    yield from (int(value) for name, value in kwargs.items() if "page" in name and str(value).isdecimal())
    if kwargs.get("model_name") == "page":
        chosen = [*request.GET.getlist("id"), *request.POST.getlist("id")]
        yield from (int(value) for value in chosen if value.isdecimal() and int(value) <= LARGEST)
