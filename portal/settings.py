"""Every setting, from the environment; none is needed to start.

Without any variable this is the embedded default: SQLite, Celery over files, mail into files. With
DATABASE_URL it is a production start, and what is missing or weak stops it (see `checks.py`).
"""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal import env
from portal.accounts.policy import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("CLEARWAY_DATA", str(BASE_DIR / "var"))).resolve()
VERSION = "0.1.0"

# DEBUG=1 in the environment is a demonstration or a developer's machine: demo data may be loaded and
# every page says so. Django's own pages of tracebacks are shown by `runserver` only.
DEMO = env.boolean("DEBUG")
DEBUG = DEMO and "runserver" in sys.argv


def _own_secret_key() -> str:
    """A key of this installation's own, made once and kept in the data folder."""
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(64))
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {DATA_DIR} cannot be written ({error.strerror}). Choose one by CLEARWAY_DATA."
        ) from error


EMBEDDED = not env.text("DATABASE_URL")
SECRET_KEY = env.secret("SECRET_KEY") or (_own_secret_key() if EMBEDDED or DEMO else "")

# --- Addresses ------------------------------------------------------------------------------------
PORT = env.integer("PORT", 8000)
# Links in letters are built from this, never from a request.
SITE_URL = env.text("SITE_URL", f"http://localhost:{PORT}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", SITE_HOST])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Brand ----------------------------------------------------------------------------------------
BRAND_NAME = env.text("BRAND_NAME", "Clearway")
BRAND_SHORT_NAME = env.text("BRAND_SHORT_NAME", BRAND_NAME.split()[0])
BRAND_ACCENT = env.text("BRAND_ACCENT")  # a colour such as #0B5A6C; empty: the theme's own
BRAND_LOGO = env.text("BRAND_LOGO")  # an .svg or .png file, square, at most 100 kB
SUPPORT_EMAIL = env.text("SUPPORT_EMAIL", "support@localhost")
SUPPORT_PHONE = env.text("SUPPORT_PHONE")
CASE_PREFIX = env.text("CASE_PREFIX", "CW")

# --- Apps -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal.accounts",
    "portal.contracts",
    "portal.businesstime",
    "portal.workflow",
    "portal.outbox",
    "portal.webhooks",
    "portal.attachments",
    "portal.audit",
    "knowledgebase",
    "tickets.intake",
    "tickets",
    "tickets.inbound",
    "escalations",
    "escalations.complaints",
    "escalations.providers",
    "portal",
    "portal.apps.StaffAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "portal.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.accounts.middleware.RememberedLanguage",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "knowledgebase.page_cache.AnonymousPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.ReadersZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.accounts.middleware.StaffSecondFactor",
    "knowledgebase.moving.addresses.OldAddresses",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.brand",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.look",
                "portal.templatetags.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"

# --- Data -----------------------------------------------------------------------------------------
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "clearway.sqlite3",
}
DATABASES = {"default": env.database("DATABASE_URL", _SQLITE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer waits its turn instead of failing half-way through.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=30000 -c lock_timeout=10000",
            # What is asked a second time on a connection is not planned anew: for our statements the plan
            # costs the server more than the answer.
            "server_side_binding": True,
            "prepare_threshold": 1,
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "portal.cache.PatientRedisCache",
            # The broker must never evict, so the cache may live elsewhere.
            "LOCATION": env.text("CACHE_URL", REDIS_URL),
            "KEY_PREFIX": "clearway",
            "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# What the processes of one host must tell each other, such as who is on which page.
CACHES["shared"] = (
    CACHES["default"]
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache"),
    }
)

MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.text("S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("S3_BUCKET"),
            "endpoint_url": env.text("S3_ENDPOINT") or None,
            "default_acl": "private",
            "querystring_auth": True,
        },
    }
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "portal.attachments.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The internal location of nginx that serves MEDIA_ROOT; empty: this process sends the files itself.
ACCEL_REDIRECT = env.text("ACCEL_REDIRECT")
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- People ---------------------------------------------------------------------------------------
SIGNUP_OPEN = env.boolean("SIGNUP_OPEN", True)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
MFA_TOTP_ISSUER = BRAND_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # localhost, while developing
# Staff pass a second factor in production; the demonstration lets them in with the password.
STAFF_SECOND_FACTOR = env.boolean("STAFF_SECOND_FACTOR", not DEMO)
# Answers about people are erased so many days after the request was closed.
KEEP_PERSONAL_DAYS = env.integer("KEEP_PERSONAL_DAYS", 365)
# What was searched for, without names and numbers, is erased so many days later.
KEEP_SEARCHES_DAYS = env.integer("KEEP_SEARCHES_DAYS", 90)

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/London")

# --- Letters --------------------------------------------------------------------------------------
EMAIL_URL = env.text("EMAIL_URL")  # smtp://user:secret@host:25, smtp+tls://…:587, smtps://…:465; empty: files
MAIL_DIR = DATA_DIR / "mail"
EMAIL_TIMEOUT = env.integer("EMAIL_TIMEOUT", 10)
# Letters that strangers can ask for (prove an address, choose a new password); over these they are withheld.
LETTERS_AN_HOUR_TO_ONE_ADDRESS = env.integer("LETTERS_AN_HOUR_TO_ONE_ADDRESS", 6)
LETTERS_AN_HOUR_FOR_THE_ASKING = env.integer("LETTERS_AN_HOUR_FOR_THE_ASKING", 1000)
# Where integration partners write; customers do not (S0-22).
INTEGRATION_INBOX = env.text("INTEGRATION_INBOX", SUPPORT_EMAIL)
# Mail that comes in: a Maildir folder, a mailbox over TLS (imaps://user:secret@host/INBOX), or none.
INBOUND_MAILDIR = env.text("INBOUND_MAILDIR", str(DATA_DIR / "inbox") if EMBEDDED else "")
INBOUND_URL = env.secret("INBOUND_URL")
# A file of certificates, where the server's is signed by none that is known.
INBOUND_CA = env.text("INBOUND_CA")
# Deleted on the server once stored; otherwise marked as read.
INBOUND_DELETES = env.boolean("INBOUND_DELETES")
# The name under which our mail server writes Authentication-Results. With it, only confirmed senders count.
INBOUND_AUTHSERV = env.text("INBOUND_AUTHSERV")
# Without it anybody can write in anybody's name; a new request is then looked at by a person first.
INBOUND_TRUSTS_FROM = env.boolean("INBOUND_TRUSTS_FROM", EMBEDDED)
# Letters about a case are answered to reply+something@; the mail server puts all of these into the mailbox.
REPLY_EMAIL = env.text(
    "REPLY_EMAIL", f"reply@{SUPPORT_EMAIL.rpartition('@')[2]}" if INBOUND_MAILDIR or INBOUND_URL else ""
)
# What one address gets by itself within an hour, and how many messages of it are taken without a look.
INBOUND_ANSWERS_AN_HOUR = env.integer("INBOUND_ANSWERS_AN_HOUR", 4)
INBOUND_MAIL_AN_HOUR = env.integer("INBOUND_MAIL_AN_HOUR", 30)
DEFAULT_FROM_EMAIL = f"{BRAND_NAME} <{SUPPORT_EMAIL}>"
SERVER_EMAIL = SUPPORT_EMAIL

# --- Webhooks -------------------------------------------------------------------------------------
WEBHOOK_TIMEOUT = env.integer("WEBHOOK_TIMEOUT", 5)  # seconds to wait for an answer
# Whether addresses inside a private network may be called.
WEBHOOKS_TO_PRIVATE_ADDRESSES = env.boolean("WEBHOOKS_TO_PRIVATE_ADDRESSES")

# Hosts that articles may lead to and that are asked whether their pages are still there; none: none is.
LINK_CHECK_HOSTS = env.words("LINK_CHECK_HOSTS", [])

# --- Workers --------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
_VISIBILITY = 600
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": _VISIBILITY,
        "unacked_restore_throttle": 10,
        "socket_timeout": 5,
        "socket_connect_timeout": 0.2,
    }
    if REDIS_URL
    else {
        "data_folder_in": str(DATA_DIR / "broker"),
        "data_folder_out": str(DATA_DIR / "broker"),
        "control_folder": str(DATA_DIR / "broker-control"),
        "polling_interval": 0.2,
    }
)
CELERY_VISIBILITY_TIMEOUT = _VISIBILITY
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": _VISIBILITY}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- Safety ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "portal.accounts.sessions"
CSRF_COOKIE_HTTPONLY = True
# In the session and not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if SECURE:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    if env.integer("TRUSTED_PROXIES", 0):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LANGUAGE_COOKIE_SAMESITE = "Lax"
# How many proxies stand in front, so that the address of the reader is the one the last of them saw.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)

# --- Logs -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "propagate": False},
        # Every look at what is due would be three lines.
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
    },
}
