"""People in front of the portal, and connections in every state they may find there."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from connections.exchanges.base import Keys
from connections.findings import Finding, Grant, Passport, Permission, Right, Severity
from connections.models import Connection, Credentials, hash_key
from sandbox.keys import Key, credentials
from tests.people import sign_in

_numbers = itertools.count(1)
Make = Callable[..., Connection]
MakeKey = Callable[..., Key]


@pytest.fixture
def portal(alice: User) -> Client:
    """Return alice's browser, just signed in."""
    return sign_in(Client(), alice)


@pytest.fixture
def strangers(bob: User) -> Client:
    """Return the browser of somebody who owns nothing of alice's."""
    return sign_in(Client(), bob)


@pytest.fixture
def long_ago(settings: Settings) -> None:
    """Let every sign-in be longer ago than what touches a key allows."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0


@pytest.fixture
def key() -> MakeKey:
    """Return a key that nobody has yet."""

    def make(exchange: str = "kucoin", story: str = "healthy") -> Key:
        return credentials(exchange, story, next(_numbers))

    return make


@pytest.fixture
def make(key: MakeKey) -> Make:
    """Return connections as they are in the database, without the detour over a check."""

    def connection(user: User, exchange: str = "kucoin", **fields: Any) -> Connection:
        mine, findings = key(exchange), fields.pop("findings", ())
        fields = {"name": f"{exchange} {next(_numbers)}", "markets": ["spot"], **fields}
        row = Connection(user=user, exchange=exchange, key_hint=mine.api_key[-4:], **fields)
        row.key_hash = hash_key(exchange, mine.api_key)
        row.findings = findings
        row.save()
        kept = Keys(mine.api_key, mine.secret, mine.passphrase or "")
        Credentials.seal(row.pk, exchange, kept).save()
        return row

    return connection


def pasted(key: Key, **fields: Any) -> dict[str, Any]:
    """Return the form as a person fills it in."""
    secrets = {"api_key": key.api_key, "secret": key.secret, "passphrase": key.passphrase or ""}
    return {"name": "My account", "markets": ["spot"], **secrets, **fields}


def passport(**grants: Grant) -> Passport:
    """Return a passport with these permissions, the others off."""
    rights = {name: Right(grants.get(name.value, Grant.NO), "not_listed") for name in Permission}
    return Passport(rights, ip_restricted=False)


WITHDRAWS = Finding("withdraw_enabled", Severity.ERROR)
NO_LIST = Finding("no_ip_list", Severity.WARNING)
WRONG_ADDRESS = Finding(
    "ip_not_allowed", Severity.ERROR, {"ip": "198.51.100.7", "code": "400006"}, "<b>not</b> on the list"
)
