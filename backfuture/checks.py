"""System checks: a configuration that starts but should not be used, each with an id and a hint.

`manage.py check` runs those that look at settings, `check --deploy` also those about a production server.
"""

import ipaddress
from typing import Any

import redis
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, Warning

_KEYS = ("SECRET_KEY", "SALT_KEY", "HASH_KEY")


def register() -> None:
    """Make the checks known to Django."""
    for check in (development_keys, sandbox, egress):
        checks.register(check, Tags.security)
    for check in (redis_answers, database_is_a_server, egress_is_public):
        checks.register(check, Tags.security, deploy=True)


def development_keys(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    used = [name for name in _KEYS if settings.DEVELOPMENT_KEY in getattr(settings, name)]
    if not used:
        return []
    kind, code = (Warning, "W001") if settings.DEBUG else (Error, "E003")
    return _message(
        kind,
        code,
        f"{', '.join(used)}: the key everybody knows. What it encrypts is readable by anybody.",
        "Set each to its own long random value; `make run` writes such a .env.",
    )


def sandbox(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    if settings.DEBUG or not settings.SANDBOX_URL:
        return []
    return _message(
        Error,
        "E001",
        "SANDBOX_URL is set while DEBUG is off: no key is checked by its exchange.",
        "Unset it.",
    )


def egress(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    if settings.DEBUG or settings.EGRESS:
        return []
    return _message(
        Error,
        "E002",
        "EGRESS is empty: nobody can be told which addresses to allow for a key.",
        "List the addresses this installation reaches exchanges from, separated by commas.",
    )


def redis_answers(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            client.ping()
    except redis.RedisError as error:
        hint = "Start it, or correct REDIS_URL. Without it nothing is checked and nobody can sign in."
        # The kind only: the error's text may quote the address, and the password in it.
        return _message(Warning, "W002", f"Redis does not answer ({type(error).__name__}).", hint)
    return []


def database_is_a_server(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    hint = "Set DATABASE_URL to a PostgreSQL server."
    return _message(Warning, "W003", "The database is SQLite: one writer at a time, on one machine.", hint)


def egress_is_public(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    odd = [address for address in settings.EGRESS if not ipaddress.ip_address(address).is_global]
    if not odd:
        return []
    hint = "Exchanges see the public address; find out which it is and put that one."
    return _message(Warning, "W004", f"EGRESS holds {', '.join(odd)}, which no exchange can ever see.", hint)


def _message(kind: type[Error] | type[Warning], code: str, text: str, hint: str) -> list[CheckMessage]:
    return [kind(text, hint=hint, id=f"backfuture.{code}")]
