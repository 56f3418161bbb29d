"""Every setting in one file: works with nothing set, takes all from the environment, stops on a bad value."""

import os
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from celery.schedules import schedule
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from backfuture.lib import environment

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))
env = environment.Reader()

# --- Where and how -----------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", True)
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
SITE_URL = env.text("SITE_URL", "http://localhost:8000", required=not DEBUG).rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], required=not DEBUG)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "backfuture.urls"
WSGI_APPLICATION = "backfuture.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Keys: the first of each list encrypts, the others still decrypt ---------------------------
DEVELOPMENT_KEY = "development-only-key-without-any-secrecy"
SECRET_KEY, *SECRET_KEY_FALLBACKS = env.words("SECRET_KEY", [DEVELOPMENT_KEY], required=not DEBUG)
SALT_KEY = env.words("SALT_KEY", [DEVELOPMENT_KEY], required=not DEBUG)
HASH_KEY = env.text("HASH_KEY", DEVELOPMENT_KEY, required=not DEBUG)

# --- Exchanges ---------------------------------------------------------------------------------
EGRESS = env.addresses("EGRESS", ["203.0.113.24"] if DEBUG else [], required=not DEBUG)
SANDBOX_URL = env.loopback_url("SANDBOX_URL", "")
if SANDBOX_URL and not DEBUG:
    raise ImproperlyConfigured("SANDBOX_URL is for development: unset it, or set DEBUG=true.")

# --- The check: seconds unless the name says otherwise -----------------------------------------
CHECK_DEADLINE = env.number("CHECK_DEADLINE", 8)
CLAIM_SECONDS = env.number("CLAIM_SECONDS", 20)
CHUNK_SIZE = env.number("CHUNK_SIZE", 50)
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 5)
SWEEP_LIMIT = env.number("SWEEP_LIMIT", 500)
RECHECK_SECONDS = env.number("RECHECK_SECONDS", 3600)
RETRY_SECONDS = env.number("RETRY_SECONDS", 60)
FULL_CHECK_SECONDS = env.number("FULL_CHECK_SECONDS", 86_400)
CANDIDATE_SECONDS = env.number("CANDIDATE_SECONDS", 900)
PAIR_SECONDS = env.number("PAIR_SECONDS", 2_592_000)
QUARANTINE_SECONDS = env.number("QUARANTINE_SECONDS", 86_400)
EXPIRY_WARNING_DAYS = env.number("EXPIRY_WARNING_DAYS", 14)
CONNECTS_PER_HOUR = env.number("CONNECTS_PER_HOUR", 100)
FAILED_CREDENTIALS_PER_HOUR = env.number("FAILED_CREDENTIALS_PER_HOUR", 100)

# --- Markets and prices: seconds ----------------------------------------------------------------
MARKETS_SECONDS = env.number("MARKETS_SECONDS", 86_400)
PRICE_SECONDS = env.number("PRICE_SECONDS", 60)

# --- Enabling strategies: seconds --------------------------------------------------------------
PASSPORT_SECONDS = env.number("PASSPORT_SECONDS", 900)
ENABLE_WAIT_SECONDS = env.number("ENABLE_WAIT_SECONDS", 120)

# --- Apps --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "backfuture.apps.SiteConfig",
    "strategies",
    "connections",
    "notifications",
    "accounts",
    "backfuture.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.sessions.SignedSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ConfirmationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "notifications.context.unread",
                "backfuture.lib.context.site",
            ],
        },
    }
]

# --- Stores ------------------------------------------------------------------------------------
_SQLITE_OPTIONS = {
    # Without IMMEDIATE a read that turns into a write fails at once under load, whatever the timeout is.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE_OPTIONS
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0", required=not DEBUG)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# --- Celery: ids in the queue, nothing else ----------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "watch"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep what is due": {
        "task": "connections.tasks.recheck_due",
        "schedule": schedule(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "destroy what must not be kept": {
        "task": "connections.tasks.destroy_overdue",
        "schedule": schedule(60),
        "options": {"expires": 60},
    },
    "load markets that are missing or old": {
        "task": "strategies.tasks.load_missing_markets",
        "schedule": schedule(60),
        "options": {"expires": 60},
    },
    "settle what waits to be enabled": {
        "task": "strategies.tasks.settle",
        "schedule": schedule(10),
        "options": {"expires": 10},
    },
    "forget expired sessions": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": schedule(86_400),
        "options": {"expires": 86_400},
    },
    "deliver what was not delivered": {
        "task": "notifications.tasks.deliver_due",
        "schedule": schedule(60),
        "options": {"expires": 60},
    },
}

# --- People ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# A code, not a link: it works in the browser and in the app alike, and a mail scanner cannot click it.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_RATE_LIMITS = env.json("ACCOUNT_RATE_LIMITS", {})
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "BackFuture AI"
# One step (30 s) to either side: telephones are rarely exact.
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_ADAPTER = "accounts.adapter.UserSessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = True
# The last address in X-Forwarded-For is the one our own proxy saw; all before it is what a client claims.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY", False) else 0
HEADLESS_CLIENTS = ("app",)
HEADLESS_TOKEN_STRATEGY = "accounts.sessions.SignedTokenStrategy"  # noqa: S105
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{SITE_URL}/accounts/confirm-email/{{key}}/",
    "account_reset_password": f"{SITE_URL}/accounts/password/reset/",
    "account_reset_password_from_key": f"{SITE_URL}/accounts/password/reset/key/{{key}}/",
    "account_signup": f"{SITE_URL}/accounts/signup/",
}

# --- Languages and time ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("pt", _("Portuguese")),
    ("hr", _("Croatian")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- REST API ----------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.SessionTokenAuthentication",
        "accounts.authentication.BrowserSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    # JSON only: the browsable API would render what a failing form was sent.
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backfuture.lib.parsing.SmallJSONParser"],
    "EXCEPTION_HANDLER": "backfuture.lib.problems.handler",
    "DEFAULT_SCHEMA_CLASS": "backfuture.lib.schema.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "BackFuture AI",
    "DESCRIPTION": "Connect an exchange account by an API key that may read and trade but never withdraw.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    # Where fields of one name have different choices, or one set of choices has several names.
    "ENUM_NAME_OVERRIDES": {
        "CheckStateEnum": ["queued", "running", "done"],
        "MarketTypeEnum": "connections.serializers.parts.MARKETS",
        "StatusEnum": "connections.models.connection.STATUSES",
        "StrategyStateEnum": "strategies.models.State.values",
        "StrategyStatusEnum": "strategies.models.strategy.STATUSES",
    },
}

# --- Web safety --------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", not DEBUG)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", False) else None
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "backfuture.lib.reporter.SilentFilter"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
if DEBUG:
    STATIC_ROOT.mkdir(
        exist_ok=True
    )  # where nothing was collected yet, whitenoise would complain of its absence
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Mail and logs -----------------------------------------------------------------------------
globals().update(env.mail("EMAIL_URL", DEBUG))
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "BackFuture AI <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
ADMINS: list[tuple[str, str]] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handler would mail whole requests to ADMINS; ours keeps to the console.
        "django": {"handlers": [], "propagate": True},
        # A sweep every few seconds would drown everything else; LOG_LEVEL=DEBUG shows it all.
        **{
            name: {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "WARNING"}
            for name in ("celery.beat", "celery.worker.strategy", "celery.app.trace")
        },
    },
}
