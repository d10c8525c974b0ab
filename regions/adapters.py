"""Sign-up is by invitation only, whichever way somebody comes in."""

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from . import outbox
from .models import User


class InvitationOnlyAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox, and naming the site by its own address, whichever host the request that asked for it named."""
        named = current.request.build_absolute_uri("/").removesuffix("/") if current.request else settings.BASE_URL
        links = {
            key: text.replace(named, settings.BASE_URL, 1) for key, text in context.items() if isinstance(text, str)
        }
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=settings.BASE_URL.partition("://")[2])
        known = {"request": current.request, "email": email, **context, **links, "current_site": site}
        message = self.render_mail(template_prefix, email, known)
        to = User.objects.filter(email__iexact=email).first()
        outbox.deliver(message, outbox.note(message, template=template_prefix, to=to))


class InvitationOnlySocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False
