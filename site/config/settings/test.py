"""Tests: a fast hasher, mail kept in memory, an index in a folder of its own."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import WAGTAILSEARCH_BACKENDS

SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEST_DIR = Path(tempfile.mkdtemp(prefix="leertafel-test-"))
if "PATH" in WAGTAILSEARCH_BACKENDS["default"]:
    WAGTAILSEARCH_BACKENDS["default"]["PATH"] = str(TEST_DIR / "index")
ACCOUNT_RATE_LIMITS = False
