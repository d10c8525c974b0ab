"""Tests: a fast hasher, mail kept in memory, an index in a folder of its own."""

import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import WAGTAILSEARCH_BACKENDS

SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
RUN_DUE_EVERY = 0  # a test says itself when time passes
ROOM_LOOK_EVERY = 0.6  # nobody waits for a screen to follow
ROOM_DRAWINGS = ""  # rooms of one number come and go
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_AGAIN_AFTER = 0  # what failed is due at once: a test says itself when time passes
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# In memory where there is room: an index waits for the disk at every change, which a test has no use for.
_memory = Path("/dev/shm")  # noqa: S108
_roomy = _memory.is_dir() and shutil.disk_usage(_memory).free > 2**30
TEST_DIR = Path(tempfile.mkdtemp(prefix="leertafel-test-", dir=_memory if _roomy else None))
if "PATH" in WAGTAILSEARCH_BACKENDS["default"]:
    WAGTAILSEARCH_BACKENDS["default"]["PATH"] = str(TEST_DIR / "index")
SEARCH_UPDATES = "at_once"  # a test is a transaction that never ends
ACCOUNT_RATE_LIMITS = False
