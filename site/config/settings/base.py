"""What holds everywhere. Each deployment says the rest through the environment (docs/operations.md lists the names)."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from config.search_url import search_backend

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"

env = environ.Env()
if (ROOT / ".env").exists():
    env.read_env(ROOT / ".env")

# Everything the site writes itself (database, index, uploads) lies in one folder, so that one copy is a back-up.
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "home",
    "learningtables",
    "visitations",
    "search",
    "casestudies",
    "lessons",
    "regions",
    "ninja",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.contrib.search_promotions",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "home.middleware.PlainText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "home.middleware.PrivatePages",
    "home.middleware.SignedOutMeanwhile",
    "home.middleware.SentTwice",
    "home.middleware.PossibleValues",
    "home.middleware.AdminDoors",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.forms.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'leertafel.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# A thread of the server keeps its connection for a while: to make one costs as much as a page.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # WAL lets readers go on while one writes; IMMEDIATE makes two writers wait for each other instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -----------------------------------------------------------------
AUTH_USER_MODEL = "regions.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "/admin/login/"  # leads to LOGIN_URL, or says no to who is signed in and has no right
ACCOUNT_ADAPTER = "regions.adapters.InvitationOnlyAccountAdapter"
SOCIALACCOUNT_ADAPTER = "regions.adapters.InvitationOnlySocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
# How many proxies stand before the site: without it everybody behind one counts as one address in the rate limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Leertafel"
if env.str("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.str("OIDC_NAME", default="OpenID Connect"),
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env.str("OIDC_SERVER_URL")},
                }
            ],
        }
    }

# --- language and time --------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [SITE / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [SITE / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What only some may open: it has no address of its own and is handed out by a view that asks who reads.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.str("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
            "default_acl": "private",
            "querystring_auth": True,
        },
    }
    STORAGES["private"] = {
        **STORAGES["default"],
        "OPTIONS": {**STORAGES["default"]["OPTIONS"], "location": "private"},
    }

# --- Wagtail ------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Leertafel"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_CONTENT_LANGUAGES = [("nl", _("Dutch"))]
WAGTAIL_I18N_ENABLED = False
# Where a Dutch user may be, the Caribbean parts with it. All that the machine knows would be some six hundred, among them
# "localtime", which no browser knows and on which the admin's scripts end.
WAGTAIL_USER_TIME_ZONES = [
    "Europe/Amsterdam",
    "America/Aruba",
    "America/Curacao",
    "America/Kralendijk",
    "America/Lower_Princes",
    "UTC",
]
# The site makes no call to the outside on its own: no avatars from elsewhere, no version check.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the account page checks a new address first
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Uploads go through the privacy check, and lose their metadata.
WAGTAILIMAGES_IMAGE_FORM_BASE = "casestudies.forms.uploads.CheckedImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "casestudies.forms.uploads.CheckedDocumentForm"
TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True

# --- search -----------------------------------------------------------------------------
# whoosh:// keeps its own index in DATA_DIR; database:// uses the database in use; opensearch://host:port and
# elasticsearch://host:port use a server (docs/guides/search.md).
SEARCH_URL = env.str("SEARCH_URL", default="whoosh://")
_search_backends: dict[str, dict[str, Any]] = {
    "whoosh": {
        "BACKEND": "search.backends.whoosh",
        "PATH": str(DATA_DIR / "index"),
        "LANGUAGE": "nl",
        "HIDDEN": "search.pending.hidden_uids",
        "SYNONYMS": "search.synonyms.expressions",
        "LENIENT": True,
        "ANY_COLUMN": True,  # Wagtail's lists narrow and sort by more than FilterFields, such as how often a picture is used
        "AUTO_UPDATE": False,  # the site keeps account of what changed itself (search/pending.py)
    },
    "database": {"BACKEND": "search.backends.database", "SEARCH_CONFIG": "dutch"},
}
WAGTAILSEARCH_BACKENDS = {"default": search_backend(SEARCH_URL, _search_backends)}
# When the built-in index hears of a change: by a "thread" of the process, "at_once", or "off", which a rebuild has to follow.
SEARCH_UPDATES = env.str("SEARCH_UPDATES", default="thread")

# --- mail and tasks ---------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Leertafel <noreply@leertafel.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# How long a mail server may keep who writes to it waiting, in seconds.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
# What could not be sent is tried again after so many seconds, then ever later, and given up after so many hours.
MAIL_AGAIN_AFTER = env.int("MAIL_AGAIN_AFTER", default=120)
MAIL_TRIED_FOR_HOURS = env.int("MAIL_TRIED_FOR_HOURS", default=48)
# How many days after that it can be sent again by who runs the site, and is kept for it.
MAIL_KEPT_AFTER_DAYS = env.int("MAIL_KEPT_AFTER_DAYS", default=7)
# How many days the outbox keeps that a mail was sent, and to whom.
OUTBOX_KEPT_DAYS = env.int("OUTBOX_KEPT_DAYS", default=90)
# How many hours a file of data waits for who asked for it.
DATA_KEPT_HOURS = env.int("DATA_KEPT_HOURS", default=24)
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Where the processes of one machine share what they draw of rooms: in memory. "" where each draws for itself.
ROOM_DRAWINGS = env.str("ROOM_DRAWINGS", default="/dev/shm")  # noqa: S108 - a folder in it that is ours alone

# Where a room cannot be streamed, a screen asks how it stands every so many seconds.
ROOM_LOOK_EVERY = env.float("ROOM_LOOK_EVERY", default=3)

# Every how many seconds each process of the site does what is due; 0 when a clock elsewhere runs `manage.py run_due`.
RUN_DUE_EVERY = env.int("RUN_DUE_EVERY", default=0)

# --- promises of the product, as settings --------------------------------------------------------
# Nothing is broken down for groups smaller than this.
SMALL_NUMBERS_K = env.int("SMALL_NUMBERS_K", default=3)
# A count of an expert team that is smaller than this is shown as "fewer than"; 3 at least.
SMALL_FIGURES_K = env.int("SMALL_FIGURES_K", default=5)
# Seconds without a sign of the facilitator's screen, after which somebody else at the table may lead the session.
ROOM_SILENT_AFTER = env.int("ROOM_SILENT_AFTER", default=45)
# The visited party may object to a proposed member of a visitation committee for so many days.
VISITATION_OBJECTION_DAYS = env.int("VISITATION_OBJECTION_DAYS", default=14)
# Ties of a committee member count for so many years.
TIE_LOOKBACK_YEARS = env.int("TIE_LOOKBACK_YEARS", default=5)
# Guests keep their seat for so many hours after the session's end, and their name is kept for so many days.
GUESTS_STAY_HOURS = env.int("GUESTS_STAY_HOURS", default=12)
GUEST_NAMES_KEPT_DAYS = env.int("GUEST_NAMES_KEPT_DAYS", default=30)
# So many wrong session codes from one address within ten minutes, and the guests' door stays shut for it.
GUEST_TRIES = env.int("GUEST_TRIES", default=20)
# So many requests a minute one person, or one address of who is not signed in, may make of the read API; 0 for no bound.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)
# What a lesson goes through before others than its circle read it; named here because lessons lie below the cases.
FIND_IDENTIFIERS = "casestudies.privacy.find_identifiers"
# What else may keep a lesson's text from being shown: each gives reasons (`lessons.holds.Hold`), in the layers above it.
LESSON_HOLDS = ["learningtables.quoting.awaited_consent"]
# What else hangs on a lesson, in the layers above it, and goes along when it is merged into another: (lesson, into).
LESSON_MERGES = ["learningtables.merging.move_lesson", "visitations.merging.move_lesson"]
# Pages beside which a person reads and says nothing yet: each gives their numbers for a user.
COMMENTS_CLOSED = ["casestudies.judging_alone.cases_to_judge_alone"]
# What a person's own calendar shows beside the sessions: each gives entries (`regions.calendar.Entry`) for a user.
CALENDAR_SOURCES = ["visitations.calendar.entries_of"]

# --- security --------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames the site's own pages
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MEDIA_ORIGINS = [*filter(None, [env.str("S3_ENDPOINT_URL", default="")])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MEDIA_ORIGINS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Chromium holds the redirect to the provider against this, too.
        "form-action": [SELF, *filter(None, [env.str("OIDC_SERVER_URL", default="")])],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
# Wagtail's own screens hold scripts and styles in the page, and show what was chosen for upload as a blob.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *MEDIA_ORIGINS],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
