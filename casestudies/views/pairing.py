"""The key that joins one person's two anonymous answers: on their device, and nowhere else."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac

from ..actions import new_pair_key
from ..models import Reflection

DAYS = 180
KEY = re.compile(r"[\w-]{43}")


def cookie_name(reflection: Reflection, user: Any) -> str:
    """Differs per person, so that two people on one device do not answer with each other's key."""
    return f"reflection-{reflection.pk}-{salted_hmac('casestudies.pairing', f'{reflection.pk}:{user.pk}').hexdigest()[:16]}"


class PairingMixin:
    """Screens of a respondent: reads the key, or hands out a new one as soon as an anonymous reflection is looked at."""

    request: HttpRequest
    reflection: Reflection

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.new_key = ""

    @property
    def pair_key(self) -> str:
        if not self.reflection.anonymous:
            return ""
        kept = self.request.COOKIES.get(cookie_name(self.reflection, self.request.user), "")
        if KEY.fullmatch(kept):
            return kept
        self.new_key = self.new_key or new_pair_key()
        return self.new_key

    def hand_over_key(self, response: HttpResponseBase) -> HttpResponseBase:
        if self.new_key:
            response.set_cookie(
                cookie_name(self.reflection, self.request.user),
                self.new_key,
                max_age=DAYS * 24 * 60 * 60,
                path=reverse("casestudies:reflection", args=[self.reflection.pk]),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.hand_over_key(super().dispatch(request, *args, **kwargs))  # type: ignore[misc]
