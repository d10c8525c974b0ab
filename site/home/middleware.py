"""What holds for every request, whichever app answers it."""

import hashlib
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.models import Page

from lessons.policies import is_outside
from regions.numbers import number_in

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


class PlainText(Middleware):
    """Whoever sends something may name how its letters are written, and Python knows ways that are no text or that make
    letters which no database keeps."""

    allowed = frozenset({"", "utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "").lower() not in self.allowed:
            return HttpResponse(
                "Send text as UTF-8.", status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, content_type="text/plain"
            )
        return self.get_response(request)


class PossibleValues(Middleware):
    """A number or a day that no database can hold names nothing: that is the sender's mistake and not the site's."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, OverflowError | DataError):
            raise SuspiciousOperation("A value that cannot be kept") from error


class SentTwice(Middleware):
    """A form that is sent twice (a double click, a resend after a dropped connection) is done once.

    Django masks the CSRF token anew each time a form is rendered, so the same token with the same fields is the same form.
    The second one is led to where the first one led; it waits for it when the first is still on its way.
    """

    remember_seconds = 3600
    on_its_way_seconds = 60  # after that its process was killed: the same form is done after all
    patience = 50  # tenths of a second

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated or "csrfmiddlewaretoken" not in request.POST:
            return self.get_response(request)
        key = self._key(request)
        if not cache.add(key, "", self.on_its_way_seconds):
            return self._repeat(request, key)
        response = self.get_response(request)
        if response.has_header("Location") and response.status_code < 400:
            cache.set(key, response["Location"], self.remember_seconds)
        else:
            cache.delete(key)  # nothing was done: the same form may come again
        return response

    def _key(self, request: HttpRequest) -> str:
        files = [(name, one.name, one.size) for name, given in request.FILES.lists() for one in given]
        sent = [request.user.pk, request.get_full_path(), sorted(request.POST.lists()), files]
        return "sent:" + hashlib.sha256(repr(sent).encode()).hexdigest()

    def _repeat(self, request: HttpRequest, key: str) -> HttpResponse:
        for _try in range(self.patience):
            led_to = cache.get(key)
            if led_to is None:  # the first one was refused meanwhile
                return self.get_response(request)
            if led_to:
                return HttpResponseRedirect(led_to)
            time.sleep(0.1)
        return HttpResponseRedirect(request.get_full_path())


class SignedOutMeanwhile(Middleware):
    """What somebody sends who has been signed out meanwhile is not taken. They are told so, and signing in leads back to where
    the form or the button stands; their own browser brings back what they typed (`unsent.js`). An address that only takes
    what is sent says so in words to who opens it."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A script that saves now and then tells what became of it by itself.
        if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return response
        if request.method == "POST" and not request.user.is_authenticated and self._is_sent_away(response):
            messages.warning(request, _("You had been signed out, so nothing was sent. Sign in, and send it again."))
            if _takes_only_what_is_sent(request) and _asked_for(response) == request.get_full_path():
                return redirect_to_login(self._stood_at(request))
        if request.method == "GET" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            said = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
            said["Allow"] = response["Allow"]
            return said
        return response

    def _is_sent_away(self, response: HttpResponse) -> bool:
        return urlsplit(response.get("Location", "")).path == resolve_url(settings.LOGIN_URL)

    def _stood_at(self, request: HttpRequest) -> str:
        before = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
            return "/"
        return urlsplit(before)._replace(scheme="", netloc="").geturl()


def _takes_only_what_is_sent(request: HttpRequest) -> bool:
    view = getattr(request.resolver_match and request.resolver_match.func, "view_class", None)
    return view is not None and not ("get" in view.http_method_names and hasattr(view, "get"))


def _asked_for(response: HttpResponse) -> str:
    """Where the page to sign in leads on to."""
    return dict(parse_qsl(urlsplit(response["Location"]).query)).get(REDIRECT_FIELD_NAME, "")


class AdminDoors(Middleware):
    """Wagtail's admin shows the title of any page whose number is in the address. To who may not read the page, it is not
    there. And it needs a content security policy of its own."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = super().__call__(request)
        if request.path_info.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response

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
    yield from (number_in(value) for name, value in kwargs.items() if "page" in name)
    if kwargs.get("model_name") == "page":
        chosen = [*request.GET.getlist("id"), *request.POST.getlist("id")]
        yield from (number for value in chosen if (number := number_in(value)))
