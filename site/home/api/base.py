"""What every address of the read API has in common: who asks, how often, and how mistakes and unchanged answers are told."""

import hashlib
import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from ..tokens import user_of

PROBLEM = "application/problem+json"
WINDOW = 60  # seconds
# What any address may answer beside what was asked for.
TITLES = {
    400: gettext_lazy("Bad request"),
    401: gettext_lazy("The token is not known, is past its date or was revoked"),
    404: gettext_lazy("Not there, or not open to you"),
    422: gettext_lazy("A value cannot be used"),
    429: gettext_lazy("Too many requests"),
}


class Problem(Schema):
    """RFC 9457. ``errors`` says which values cannot be used, and why."""

    type: str = "about:blank"
    title: str = Field(description="For people, in the language that Accept-Language asks for; programs go by status.")
    status: int
    detail: str = ""
    errors: list[dict[str, Any]] = []


PROBLEMS: Any = {frozenset(TITLES): Problem}


class Reader(HttpBearer):
    """The person of a token, or of the site's session, or a visitor: all may read, each what they may see on the site."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.headers.get("Authorization"):
            return request.user
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        user = user_of(token)
        if user is not None:
            request.user = user
        return user


class PerMinute(BaseThrottle):
    """So many requests a minute of one person, or of one address for who is not signed in (``API_REQUESTS_PER_MINUTE``)."""

    def allow_request(self, request: HttpRequest) -> bool:
        if settings.API_REQUESTS_PER_MINUTE <= 0:
            return True
        who = request.user.pk or get_adapter().get_client_ip(request)
        digest = hashlib.sha256(f"{settings.SECRET_KEY}:{who}".encode()).hexdigest()[:32]  # no address itself is kept
        key = f"api:{digest}:{int(time.time()) // WINDOW}"
        cache.add(key, 0, 2 * WINDOW)
        try:
            asked = cache.incr(key)
        except ValueError:  # a cache that is full lets go of what it likes
            asked = 1
        left = settings.API_REQUESTS_PER_MINUTE - asked
        request.api_left = max(left, 0)  # type: ignore[attr-defined]
        return bool(left >= 0)

    def wait(self) -> float:
        return WINDOW - time.time() % WINDOW


class ReadAPI(NinjaAPI):
    """Answers carry an ETag, mistakes are problem details, and the document says both."""

    def create_response(self, request: HttpRequest, data: Any, **given: Any) -> HttpResponse:
        response = super().create_response(request, data, **given)
        # What somebody who is signed in by the site's session was given stays in no browser; programs keep theirs and ask again.
        kept = not request.user.is_authenticated or "Authorization" in request.headers
        response["Cache-Control"] = "private, no-cache" if kept else "private, no-store"
        patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
        if response.status_code != 200:
            response["Content-Type"] = PROBLEM
            return _told_what_is_left(request, response)
        set_response_etag(response)
        found = get_conditional_response(request, etag=response["ETag"], response=response)
        return _told_what_is_left(request, found or response)

    def get_openapi_schema(self, **given: Any) -> Any:
        document = super().get_openapi_schema(**given)
        for operations in document["paths"].values():
            for operation in operations.values():
                # A token adds to what a visitor may see; none is asked for.
                operation["security"] = [{}, {"Reader": []}]
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
                        answer["description"] = _in_english(TITLES[int(status)])
        return document


def _in_english(text: Any) -> str:
    """The document is in one language, whoever asks for it."""
    with override("en"):
        return str(text)


def _told_what_is_left(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """How many requests there are in a minute, how many are left, and after how many seconds all are there again."""
    left = getattr(request, "api_left", None)
    if left is not None:
        response["X-RateLimit-Limit"] = str(settings.API_REQUESTS_PER_MINUTE)
        response["X-RateLimit-Remaining"] = str(left)
        response["X-RateLimit-Reset"] = str(int(WINDOW - time.time() % WINDOW))
    return response


api = ReadAPI(
    title="Leertafel",
    version="1",
    description="Lessons, cases, learning tables, sessions and visitations of the Dutch youth regions. Read only.",
    docs_url=None,
    urls_namespace="home:api",
    auth=Reader(),
    throttle=PerMinute(),
)


def problem(request: HttpRequest, status: int, detail: str = "", errors: Any = ()) -> HttpResponse:
    said = Problem(title=str(TITLES.get(status) or _("Error")), status=status, detail=detail, errors=list(errors))
    response = api.create_response(request, said.model_dump(), status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(EmptyPage)
@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 404)


@api.exception_handler(ValidationError)
def cannot_be_used(request: HttpRequest, error: Any) -> HttpResponse:
    if any(one["loc"][0] == "path" for one in error.errors):
        return problem(request, 404)  # a number that nothing can have names nothing
    errors = [{"where": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in error.errors]
    return problem(request, 422, errors=errors)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """What is refused before anything is looked up: a token that does not hold, too many requests."""
    return problem(request, error.status_code)
