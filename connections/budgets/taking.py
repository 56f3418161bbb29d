"""Take slots in which an exchange may be asked: one call of Redis, whatever the number of quotas and slots."""

import functools
import math
import time
from dataclasses import dataclass
from pathlib import Path

import redis
from django.conf import settings
from redis.commands.core import Script

from backfuture.lib.shared import store
from connections.budgets import blocking
from connections.budgets.lines import Lane, Line

SINCE = "budget:since"
# So long is a Redis that failed not asked again: all checks of a loop stand still while it keeps one of them waiting.
_REST_SECONDS = 3.0
_rests_until = [0.0]
# What was said of a block so many seconds ago still holds; when it was said, by exchange and address.
_NEWS_SECONDS = 0.1
_told_at: dict[tuple[str, str], float] = {}


@dataclass(frozen=True)
class Taken:
    """Seconds from now: until when the exchange is to be left alone, the slots, and when the next would be free."""

    blocked: float
    next: float
    slots: tuple[float, ...] = ()


def take(line: Line, lane: Lane, count: int = 1, ahead: float = 0.0) -> Taken:
    """Take up to `count` slots that are at most `ahead` seconds away; raises redis.RedisError.

    Nothing is asked before its slot. What is taken is used up, asked or not.
    """
    blocked = blocking.left(line.exchange, line.egress)
    if blocked:
        return Taken(blocked, blocked)
    keys = [SINCE, blocking.key(line.exchange, line.egress), *line.keys]
    numbers: list[str | float] = [
        lane.value,
        count,
        ahead * 1000,
        settings.PEOPLE_SHARE_PERCENT,
        *line.numbers,
    ]
    blocked_ms, next_ms, *slots = _run(keys, numbers)
    _told_at[line.exchange, line.egress] = time.monotonic()
    if blocked_ms:
        blocking.remember(line.exchange, line.egress, blocked_ms / 1000)
    return Taken(blocked_ms / 1000, next_ms / 1000, tuple(one / 1000 for one in slots))


def is_told(exchange: str, egress: str) -> bool:
    """Say whether this process has heard just now if an exchange is to be left alone: `blocking.left` tells."""
    return time.monotonic() - _told_at.get((exchange, egress), -math.inf) < _NEWS_SECONDS


def forget() -> None:
    """Forget that Redis failed, and what it said; for tests."""
    _rests_until[0] = 0.0
    _told_at.clear()


def _run(keys: list[str], numbers: list[str | float]) -> list[int]:
    if time.monotonic() < _rests_until[0]:
        raise redis.ConnectionError("left alone for a moment")
    try:
        found: list[int] = _script()(keys, numbers)
    except redis.RedisError:
        _rests_until[0] = time.monotonic() + _REST_SECONDS
        raise
    return found


@functools.cache
def _script() -> Script:
    return store().register_script(Path(__file__).with_name("take.lua").read_text())
