"""At the full speed of its budget no exchange refuses anything: what we count is what they count."""

import asyncio
import itertools
import math
from collections.abc import Callable

import pytest

from connections import budgets, exchanges
from connections.budgets.lines import Lane, watched
from connections.checking.loop import current
from connections.exchanges._limits import Held, paths
from connections.exchanges._wire import Wire
from connections.exchanges.base import Exchange
from sandbox.keys import Key
from tests.connections.conftest import keys_of
from tests.stack.sandbox import Sandbox

EGRESS, SECONDS = "203.0.113.24", 3.0
_accounts = itertools.count(500_000)


@pytest.mark.xdist_group("stack")
def test_all_ten_at_once_refuse_nothing(sandbox: Sandbox, key: Callable[..., Key]) -> None:
    for code in exchanges.every():
        sandbox.put(f"/_sandbox/exchanges/{code}", {"limits": True})
    # A machine that stood still asked too little to prove anything: then it is tried again.
    assert any(not _slow(key) for _ in range(3)), "not all were asked at their speed"
    for code in exchanges.every():
        assert sandbox.get(f"/_sandbox/exchanges/{code}")["counters"]["refused_429"] == 0, code


def _slow(key: Callable[..., Key]) -> list[str]:
    """Ask all ten, and return those that were asked at less than half of their speed."""
    loop = current()
    asked = loop.run(_ask_all(loop.wire, key))
    return [code for code, count in asked.items() if count < 0.5 * _rate(exchanges.get(code)) * SECONDS]


def _rate(exchange: Exchange) -> float:
    return 1 / watched(exchange, EGRESS, tuple(paths([exchange.introspection]))).seconds_each


async def _ask_all(wire: Wire, key: Callable[..., Key]) -> dict[str, int]:
    counts = await asyncio.gather(*(_ask(code, wire, key) for code in exchanges.every()))
    return dict(zip(exchanges.every(), counts, strict=True))


async def _ask(code: str, wire: Wire, key: Callable[..., Key]) -> int:
    """Introduce keys as fast as rechecks may, beside a few that people ask for; return how many."""
    exchange, loop = exchanges.get(code), asyncio.get_running_loop()
    ends, rate = loop.time() + SECONDS, _rate(exchange)

    async def work(lane: Lane) -> int:
        done = 0
        while loop.time() < ends:
            account = next(_accounts)
            admission = budgets.admission(exchange, EGRESS, account, lane)
            try:
                await admission.enter([exchange.introspection], is_first=True)
            except Held:
                continue
            mine = keys_of(key(code, "healthy", account))
            await wire.ask(wire.client(exchange, mine), exchange.introspection)
            done += 1
            await asyncio.sleep(0.4 if lane is Lane.PEOPLE else 0)
        return done

    watching = [work(Lane.WATCH) for _ in range(math.ceil(rate / 2) + 1)]
    return sum(await asyncio.gather(work(Lane.PEOPLE), *watching))
