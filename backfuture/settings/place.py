"""Where this installation is and how it runs: the environment, the address, the keys, the exchanges."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from backfuture.lib import beside, environment

BASE_DIR = Path(__file__).resolve().parents[2]
_given = frozenset(os.environ)
environ.Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))
env = environment.Reader()

DEBUG = env.flag("DEBUG", True)
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
if DEBUG:
    beside.read(VAR_DIR, _given)
SITE_URL = env.text("SITE_URL", "http://localhost:8000", required=not DEBUG).rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], required=not DEBUG)
# A proxy in front speaks https, and what it says of a request is believed.
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "backfuture.urls"
WSGI_APPLICATION = "backfuture.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Keys: the first of each list encrypts, the others still decrypt.
DEVELOPMENT_KEY = "development-only-key-without-any-secrecy"
SECRET_KEY, *SECRET_KEY_FALLBACKS = env.words("SECRET_KEY", [DEVELOPMENT_KEY], required=not DEBUG)
SALT_KEY = env.words("SALT_KEY", [DEVELOPMENT_KEY], required=not DEBUG)
HASH_KEY = env.text("HASH_KEY", DEVELOPMENT_KEY, required=not DEBUG)

# Exchanges.
_routes = env.routes("EGRESS", ["203.0.113.24"] if DEBUG else [], required=not DEBUG)
EGRESS = [route.address for route in _routes]
EGRESS_ROUTES = {route.address: route for route in _routes}
SANDBOX_URL = env.loopback_url("SANDBOX_URL", "")
if SANDBOX_URL and not DEBUG:
    raise ImproperlyConfigured("SANDBOX_URL is for development: unset it, or set DEBUG=true.")
