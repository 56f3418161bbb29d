"""What needs no key counts for our address, too, and is left alone with the rest of its exchange."""

import asyncio

import pytest

from backfuture.lib.shared import store
from connections import budgets, clocks, exchanges, listings
from connections.budgets import blocking
from connections.budgets.lines import Lane
from connections.exchanges._wire import open_wire
from connections.findings import ClockReading
from tests.stack.sandbox import Sandbox

EGRESS = "203.0.113.24"


def used(code: str) -> float:
    """Return the weight that was used of the first quota of an exchange."""
    use = next(use for use in budgets.usage() if use.exchange == code)
    return round(use.people * use.quota, 1)


def asked(code: str, sandbox: Sandbox) -> int:
    return int(sandbox.get(f"/_sandbox/exchanges/{code}")["counters"]["requests"])


async def _clock(code: str, url: str) -> ClockReading | None:
    exchange, wire = exchanges.get(code), open_wire(url)
    try:
        ends = asyncio.get_running_loop().time() + 5
        admission = budgets.admission(exchange, EGRESS, 1, Lane.WATCH)
        return await clocks.read(exchange, wire, ends, admission)
    finally:
        await wire.close()


@pytest.mark.parametrize(("code", "weight"), [("mexc", 50), ("kucoin", 5)])
def test_markets_and_prices_are_charged(code: str, weight: int, sandbox: Sandbox) -> None:
    exchange = exchanges.get(code)
    listings.fetch(exchange, sandbox.url, admission=budgets.public(exchange))
    assert used(code) == pytest.approx(weight, abs=1.5)


def test_a_clock_is_charged(sandbox: Sandbox) -> None:
    assert asyncio.run(_clock("mexc", sandbox.url)) is not None
    assert used("mexc") == 1


def test_nothing_is_asked_while_an_exchange_is_left_alone(sandbox: Sandbox) -> None:
    exchange = exchanges.get("mexc")
    before = asked("mexc", sandbox)
    budgets.block("mexc", EGRESS, 90)
    with pytest.raises(listings.Unlisted, match="left alone"):
        listings.fetch_prices(exchange, sandbox.url, admission=budgets.public(exchange))
    assert asyncio.run(_clock("mexc", sandbox.url)) is None
    assert asked("mexc", sandbox) == before


def test_a_refusal_of_what_needs_no_key_is_obeyed_by_all(sandbox: Sandbox) -> None:
    exchange = exchanges.get("mexc")
    sandbox.put("/_sandbox/exchanges/mexc", {"mode": "rate-limited"})
    with pytest.raises(listings.Unlisted):
        listings.fetch(exchange, sandbox.url, admission=budgets.public(exchange))
    blocking.forget()
    assert int(store().pttl(blocking.key("mexc", EGRESS))) > 0
