"""The mobile client of two people, and connections to use it on."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from connections.exchanges.base import Keys
from connections.models import Connection, Credentials, hash_key
from sandbox.keys import Key, credentials
from tests.people import token_for

_numbers = itertools.count(1)
Make = Callable[..., Connection]


@pytest.fixture
def api(alice: User) -> APIClient:
    """Return alice's client, just signed in."""
    return signed_in(alice)


@pytest.fixture
def nobody(db: None) -> APIClient:
    return APIClient()


def signed_in(user: User) -> APIClient:
    """Return the mobile client of somebody who just signed in."""
    return APIClient(headers={"X-Session-Token": token_for(user)})


@pytest.fixture
def long_ago(settings: Settings) -> None:
    """Let every sign-in be longer ago than what touches a key allows."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0


@pytest.fixture
def key() -> Callable[..., Key]:
    """Return a key that nobody has yet."""

    def make(exchange: str = "kucoin", story: str = "healthy") -> Key:
        return credentials(exchange, story, next(_numbers))

    return make


@pytest.fixture
def make(key: Callable[..., Key]) -> Make:
    """Return connections as they are in the database, without the detour over a check."""

    def connection(user: User, exchange: str = "kucoin", **fields: Any) -> Connection:
        mine = key(exchange)
        kept = Keys(mine.api_key, mine.secret, mine.passphrase or "")
        usual = {
            "name": f"{exchange} {next(_numbers)}",
            "markets": ["spot"],
            "key_hash": hash_key(exchange, kept.api_key),
            "key_hint": kept.api_key[-4:],
        }
        row = Connection.objects.create(user=user, exchange=exchange, **{**usual, **fields})
        Credentials.seal(row.pk, exchange, kept).save()
        return row

    return connection


def body_of(key: Key, **changes: Any) -> dict[str, Any]:
    """Return what a client sends to connect a key."""
    pasted = {"api_key": key.api_key, "secret": key.secret, "passphrase": key.passphrase}
    given = {name: value for name, value in pasted.items() if value is not None}
    return {"exchange": key.exchange, "markets": ["spot"], "credentials": given, **changes}
