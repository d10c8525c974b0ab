"""The demo and development: what a fresh clone runs with."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="for-development-only-and-never-in-production")
RUN_DUE_EVERY = env.int("RUN_DUE_EVERY", default=60)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
# A passkey needs https, or localhost over http while developing.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
