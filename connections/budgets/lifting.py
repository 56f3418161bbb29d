"""An operator lifts a block: every process that remembers it hears of that within seconds."""

import time
from datetime import datetime

import redis
from django.utils import timezone

from backfuture.lib.shared import store

_LOOK_SECONDS = 1.0
# Who waits for a Redis that is away must not be kept waiting for this.
_REST_SECONDS = 30.0

_looks_at: dict[str, float] = {}


def lift(name: str, seconds: int) -> None:
    """Say for so many seconds that a block is lifted that began before now; raises redis.RedisError."""
    store().set(_key(name), timezone.now().timestamp(), ex=seconds)


def is_lifted(name: str, since: datetime) -> bool:
    """Say whether a block that this process knows of since then was lifted; looked up once in a second."""
    if time.monotonic() < _looks_at.get(name, 0.0):
        return False
    _looks_at[name] = time.monotonic() + _LOOK_SECONDS
    try:
        at = store().get(_key(name))
    except redis.RedisError:
        _looks_at[name] = time.monotonic() + _REST_SECONDS
        return False
    return at is not None and float(at) >= since.timestamp()


def forget() -> None:
    """Look at once; for tests."""
    _looks_at.clear()


def _key(name: str) -> str:
    return f"{name} lifted"
