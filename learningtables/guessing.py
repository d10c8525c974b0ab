"""How often one address may be wrong about a session code."""

import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

SHUT_SECONDS = 600
IPV6_PREFIX = 64  # a household's or an office's own


def take_try(request: HttpRequest) -> str | None:
    """One of the tries that the sender's address has left, taken before the code is looked at; None when there is none. Each is
    free again after a while, or when it is given back."""
    for number in range(settings.GUEST_TRIES):
        key = f"guest-try:{_sender(request)}:{number}"
        if cache.add(key, True, SHUT_SECONDS):
            return key
    return None


def give_back(key: str) -> None:
    cache.delete(key)


def _sender(request: HttpRequest) -> str:
    """No address itself is kept."""
    given = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return _digest(given)
    if address.version == 6:
        return _digest(str(ipaddress.ip_network(f"{address}/{IPV6_PREFIX}", strict=False)))
    return _digest(given)


def _digest(text: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{text}".encode()).hexdigest()[:32]
