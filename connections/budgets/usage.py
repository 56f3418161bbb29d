"""What of each budget is used now, for whoever runs this, and how much the sweep may queue."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import redis
from django.conf import settings

from backfuture.lib.shared import store
from connections import exchanges
from connections.budgets import blocking
from connections.budgets.lines import watched
from connections.exchanges._limits import Limit, paths

# A sweep queues more than is asked until the next one: the pace must not stand still when that one is late.
_ROOM_SWEEPS = 1.5
_UNBOUND = 1_000_000
# A quota of one question in a second is used up or untouched: only over a longer stretch its share says something.
# take.lua keeps what was used so long.
_SHORTEST_SECONDS = 10


@dataclass(frozen=True)
class Use:
    """One quota of one exchange from one address: what part of it was used in its last window, and by whom.

    Where the window is shorter than ten seconds, of those.
    """

    exchange: str
    egress: str
    pool: str
    quota: int
    seconds: int
    used: float
    people: float
    blocked_seconds: float


def room(code: str) -> int:
    """Return how many rechecks of an exchange may be queued now; none while all our addresses are to leave it alone."""
    return sum((ways(code) or {"": _UNBOUND}).values())


def ways(code: str) -> dict[str, int] | None:
    """Return how many rechecks may be queued now by our address, none for one that is to leave the exchange alone.

    None where nobody counts.
    """
    if not settings.BUDGETS:
        return None
    exchange = exchanges.get(code)
    asked = tuple(paths([exchange.introspection]))
    return {
        egress: 0 if _blocked(code, egress) else _affordable(watched(exchange, egress, asked).seconds_each)
        for egress in settings.EGRESS
    }


def left_alone() -> set[str]:
    """Return the exchanges that one of our addresses at least is to leave alone now."""
    return {code for code in exchanges.every() if 0 in (ways(code) or {}).values()}


def _affordable(seconds_each: float) -> int:
    return math.ceil(_ROOM_SWEEPS * settings.SWEEP_SECONDS / seconds_each)


def _blocked(code: str, egress: str) -> float:
    try:
        left = max(0, int(store().pttl(blocking.key(code, egress)))) / 1000
    except redis.RedisError:
        left = 0.0
    return max(left, blocking.left(code, egress))


def usage() -> list[Use]:
    """Return the use of every quota of our addresses that was drawn on lately; raises redis.RedisError."""
    return [use for code in exchanges.every() for egress in settings.EGRESS for use in _of(code, egress)]


def _of(code: str, egress: str) -> Iterator[Use]:
    blocked, exchange = _blocked(code, egress), exchanges.get(code)
    asked = paths([exchange.introspection, *exchange.probes])
    charges = watched(exchange, egress, tuple(asked)).charges
    seconds, micros = store().time()
    with store().pipeline(transaction=False) as pipe:
        for charge in charges:
            pipe.hgetall(f"budget:{code}:{egress}:{charge.pool}")
        stored = pipe.execute()
    for charge, cells in zip(charges, stored, strict=True):
        shares = _shares(charge.limit, cells, seconds + micros / 1e6)
        limit = charge.limit
        yield Use(code, egress, charge.pool, limit.quota, limit.seconds, *shares, blocked)


def _shares(limit: Limit, cells: dict[bytes, bytes], now: float) -> tuple[float, float]:
    """Return what part of a quota was used in the last window, by everybody and by people."""
    cell, found = limit.seconds / 32, {b"w": 0.0, b"p": 0.0}
    span = max(limit.seconds, _SHORTEST_SECONDS)
    for name, used in cells.items():
        if name != b"next" and now - span <= int(name[1:]) * cell <= now:
            found[name[:1]] += float(used)
    most = limit.quota * span / limit.seconds
    return sum(found.values()) / most, found[b"p"] / most
