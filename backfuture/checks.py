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
    for check in (development_keys, sandbox, egress, egress_is_somewhere):
        checks.register(check, Tags.security)
    for check in (redis_answers, database_is_a_server, egress_is_public, egress_is_sure, egress_is_sealed):
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


def egress_is_somewhere(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    found = map(ipaddress.ip_address, settings.EGRESS)
    nowhere = [str(one) for one in found if one.is_unspecified or one.is_multicast or one.is_link_local]
    if not nowhere:
        return []
    kind = Warning if settings.DEBUG else Error
    hint = "Traders are told to allow exactly these: put the addresses that exchanges see."
    return _message(kind, "E004", f"EGRESS holds {', '.join(nowhere)}: nobody asks from there.", hint)


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


def egress_is_sure(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Ask for a way out of its own for each address, or a connection cannot keep to one."""
    routes = [route for route in settings.EGRESS_ROUTES.values() if route.address in settings.EGRESS]
    ways = [(route.proxy, route.user) for route in routes]
    shared = [route.address for route in routes if ways.count((route.proxy, route.user)) > 1]
    if not shared:
        return []
    text = f"EGRESS has one way out for {', '.join(shared)}: by which of them a key is used is left to the network."
    return _message(Warning, "W005", text, "Name a proxy of its own for each address, all but one of them.")


def egress_is_sealed(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    open_ones = [route.address for route in settings.EGRESS_ROUTES.values() if route.is_in_the_clear]
    if not open_ones:
        return []
    text = f"EGRESS: who we are at the proxy of {', '.join(open_ones)} travels unencrypted."
    hint = (
        "Speak https to the proxy, or reach it by a private network; what exchanges are asked is encrypted."
    )
    return _message(Warning, "W006", text, hint)


def _message(kind: type[Error] | type[Warning], code: str, text: str, hint: str) -> list[CheckMessage]:
    return [kind(text, hint=hint, id=f"backfuture.{code}")]
