"""Connections by the hundred, and checks that somebody waits for."""

import itertools
import time
from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from connections import services
from connections.exchanges.base import Keys
from connections.models import Check, Connection, Credentials, hash_key
from sandbox.keys import Key, credentials

_numbers = itertools.count(1)


def connections(
    count: int, *, exchange: str, story: str = "healthy", user: User | None = None
) -> list[Connection]:
    """Return saved connections of one user, a new one by default, each with a key of its own; none is due."""
    user = user or User.objects.create(email=f"bench{next(_numbers)}@example.com")
    return [_one(user, exchange, story) for _ in range(count)]


def pairs(count: int, *, exchange: str, story: str = "healthy") -> tuple[list[Key], list[Connection]]:
    """Return keys, and the connections that hold them; none is due."""
    user = User.objects.create(email=f"bench{next(_numbers)}@example.com")
    keys = [credentials(exchange, story, next(_numbers)) for _ in range(count)]
    return keys, [_holding(user, key) for key in keys]


def _one(user: User, exchange: str, story: str) -> Connection:
    return _holding(user, credentials(exchange, story, next(_numbers)))


def _holding(user: User, key: Key) -> Connection:
    row = Connection.objects.create(
        user=user,
        exchange=key.exchange,
        name=f"{key.story} {key.api_key[-8:]}",
        markets=list(key.markets),
        key_hash=hash_key(key.exchange, key.api_key),
        key_hint=key.api_key[-4:],
    )
    Credentials.seal(row.pk, key.exchange, Keys(key.api_key, key.secret, key.passphrase or "")).save()
    return row


def ask(row: Connection) -> Check:
    """Ask for a check as a person does, and return it when it is done; raises TimeoutError after 15 s."""
    check = services.request_check(row)
    ends = time.monotonic() + 15
    while time.monotonic() < ends:
        check.refresh_from_db()
        if check.finished_at:
            return check
        time.sleep(0.01)
    raise TimeoutError(f"check {check.pk} is {check.state}")


def judged(rows: Sequence[Connection]) -> int:
    """Return how many of these were looked at."""
    return Connection.objects.filter(pk__in=[row.pk for row in rows], checked_at__isnull=False).count()


def make_due(rows: Sequence[Connection], *, is_light: bool = True) -> None:
    """Have these looked at; where that shall not be light, as if today's full check had not been yet."""
    full = {} if is_light else {"full_checked_at": None}
    Connection.objects.filter(pk__in=[row.pk for row in rows]).update(next_check_at=timezone.now(), **full)
