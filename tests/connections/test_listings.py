"""Asking without a key: what is declared and nothing else, and whatever goes wrong is one plain reason."""

import json
import urllib.request
from typing import Any

import pytest

from connections import exchanges, listings
from connections.exchanges.base import Exchange
from connections.findings import Market
from connections.listings import Unlisted
from tests.stack.sandbox import Sandbox

LISTED = {Market.SPOT: 2500, Market.FUTURES: 60}
BITCOIN = {Market.SPOT: "BTC/USDT", Market.FUTURES: "BTC/USDT:USDT"}


@pytest.fixture(params=exchanges.every())
def exchange(request: pytest.FixtureRequest) -> Exchange:
    return exchanges.get(request.param)


def declaring(exchange: Exchange, *targets: str) -> Exchange:
    """Return the same exchange with other public targets."""
    made: Exchange = type("Narrow", (type(exchange),), {"public": targets})()
    return made


def requests_to(exchange: Exchange, sandbox: Sandbox) -> int:
    with urllib.request.urlopen(f"{sandbox.url}/_sandbox/exchanges/{exchange.code}", timeout=5) as answer:
        told: dict[str, Any] = json.load(answer)
    return int(told["counters"]["requests"])


def test_every_market_comes_with_its_rules_and_most_with_a_price(
    exchange: Exchange, sandbox: Sandbox
) -> None:
    found = listings.fetch(exchange, sandbox.url)
    listed = {kind: LISTED[kind] for kind in exchange.markets}
    assert {kind: len(markets) for kind, markets in found.markets.items()} == listed
    assert {kind: len(prices) for kind, prices in found.prices.items()} == listed
    contracts = found.markets.get(Market.FUTURES, [])
    assert all(market["settle"] == market["quote"] for market in contracts)


def test_prices_need_the_markets_only_once(exchange: Exchange, sandbox: Sandbox) -> None:
    listings.fetch(exchange, sandbox.url)
    before = requests_to(exchange, sandbox)
    prices = listings.fetch_prices(exchange, sandbox.url)
    assert {kind: prices[kind][BITCOIN[kind]] for kind in prices} == dict.fromkeys(exchange.markets, 97250)
    assert requests_to(exchange, sandbox) - before == len(exchange.markets)


def test_a_symbol_that_another_process_has_met_is_looked_for_once(
    exchange: Exchange, sandbox: Sandbox
) -> None:
    listings.fetch(exchange, sandbox.url)
    # As a process knows them that has loaded them before this one was listed.
    known = listings._light[exchange.code]
    del known.markets["BTC/USDT"]
    known.met.discard("BTC/USDT")
    assert "BTC/USDT" not in listings.fetch_prices(exchange, sandbox.url)[Market.SPOT]
    wanted = ["BTC/USDT", "GONE/USDT"]
    assert listings.fetch_prices(exchange, sandbox.url, wanted)[Market.SPOT]["BTC/USDT"] == 97250
    before = requests_to(exchange, sandbox)
    listings.fetch_prices(exchange, sandbox.url, wanted)
    assert requests_to(exchange, sandbox) - before == len(exchange.markets)


def test_a_target_that_is_not_declared_is_refused_and_nothing_is_sent(
    exchange: Exchange, sandbox: Sandbox
) -> None:
    before = requests_to(exchange, sandbox)
    with pytest.raises(Unlisted, match=r"^ForbiddenTarget$"):
        listings.fetch(declaring(exchange), sandbox.url)
    assert requests_to(exchange, sandbox) == before


@pytest.mark.parametrize("mode", ["maintenance", "rate-limited", "garbage", "closing"])
def test_trouble_is_told_in_a_word(exchange: Exchange, mode: str, sandbox: Sandbox) -> None:
    sandbox.put(f"/_sandbox/exchanges/{exchange.code}", {"mode": mode})
    for ask in (listings.fetch, listings.fetch_prices):
        with pytest.raises(Unlisted) as trouble:
            ask(exchange, sandbox.url)
        assert trouble.value.reason.isidentifier()
        assert trouble.value.__cause__ is None


def test_nobody_there(exchange: Exchange) -> None:
    with pytest.raises(Unlisted, match=r"^connection$"):
        listings.fetch(exchange, "http://127.0.0.1:1")
