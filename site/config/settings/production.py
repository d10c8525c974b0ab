"""Production: secrets come from the environment and the start fails without them."""

from .base import *  # noqa: F403
from .base import BASE_URL, env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Several workers share what allauth counts (wrong passwords) only through a shared cache.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://leertafel_cache")}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    # Django keeps 300 entries and throws others away when there are more: also counts of wrong passwords.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 100_000)
