"""People, keys and connections for the tests of the engine."""

import itertools
import json
import urllib.request
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from connections import checking, exchanges
from connections.exchanges.base import Keys
from connections.models import Check, Connection, Credentials, hash_key
from sandbox.keys import Key, credentials
from tests.stack.sandbox import Sandbox

_numbers = itertools.count(1)
Connect = Callable[..., Connection]


@pytest.fixture
def key() -> Callable[..., Key]:
    """Return keys that no other test uses: the sandbox remembers what it told each of them."""

    def make(exchange: str, story: str, account: int | None = None) -> Key:
        """Make one of an account by its number; without it, of one that nobody else has a key of."""
        return credentials(exchange, story, next(_numbers) if account is None else account)

    return make


@pytest.fixture
def connection_of(key: Callable[..., Key]) -> Connect:
    """Return a connection with sealed credentials that is due, as services.connect leaves it."""

    def make(exchange: str, story: str = "healthy", *, user: User | None = None, **fields: Any) -> Connection:
        account = fields.pop("account", None)
        mine = fields.pop("key", None) or key(exchange, story, account)
        number, now = next(_numbers), timezone.now()
        owner = user or User.objects.create(email=f"person{number}@example.com")
        row = Connection.objects.create(
            user=owner,
            exchange=exchange,
            name=f"{story} {number}",
            markets=fields.pop("markets", list(mine.markets)),
            key_hash=hash_key(exchange, mine.api_key),
            key_hint=mine.api_key[-4:],
            next_check_at=now,
            **fields,
        )
        Credentials.seal(row.pk, exchange, keys_of(mine), site=row.site).save()
        return row

    return make


def keys_of(key: Key) -> Keys:
    return Keys(key.api_key, key.secret, key.passphrase or "")


def look(row: Connection, *, asked: bool = True) -> Connection:
    """Run a check as the worker does, and return the row as it is afterwards."""
    look_at([row], asked=asked)
    return row


def look_at(rows: Collection[Connection], *, asked: bool = True) -> None:
    """Run the checks of several rows as one task does, and bring the rows up to date."""
    now = timezone.now()
    for row in rows:
        if asked and not row.checks.filter(finished_at=None).exists():
            Check.objects.create(connection=row, requested_at=now)
            Connection.objects.filter(pk=row.pk).update(check_requested_at=now, next_check_at=now)
    checking.check([row.pk for row in rows], only_due=not asked)
    for row in rows:
        row.refresh_from_db()


def requests_of(key: Key, sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return what the sandbox was asked with a key."""
    with urllib.request.urlopen(f"{sandbox.url}/_sandbox/keys/{key.api_key}", timeout=5) as answer:
        found: list[dict[str, Any]] = json.load(answer)["requests"]
    return found


def introduction(exchange: str) -> int:
    """Return how many requests an introduction takes: one, unless it has to name what another answer holds."""
    return len(list(exchanges.get(exchange).introspection.chain()))


def make_due(row: Connection, at: datetime | None = None) -> None:
    Connection.objects.filter(pk=row.pk).update(next_check_at=at or timezone.now() - timedelta(seconds=1))


@pytest.fixture(autouse=True)
def closed_wire() -> Iterator[None]:
    """End this thread's connections to the sandbox after each test."""
    yield
    checking.close()
