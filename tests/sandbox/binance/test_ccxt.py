"""ccxt as it comes, pointed at Binance in the sandbox."""

from typing import Any

import ccxt
import pytest

from tests.sandbox.client import Client
from tests.sandbox.test_ccxt import client


@pytest.fixture
def trader(sandbox_server: Client) -> Any:
    made = client(sandbox_server, "binance", "healthy-futures")
    made.load_markets()
    return made


def test_it_reads_everything(trader: Any) -> None:
    spot = [market for market in trader.markets.values() if market["spot"]]
    assert [market["symbol"] for market in spot[:2]] == ["BTC/USDT", "ETH/USDT"]
    assert {market["base"] for market in trader.markets.values() if not market["active"]} == {"FTM"}
    assert trader.fetch_tickers()["BTC/USDT"]["last"] == 97250
    assert trader.fetch_status()["status"] == "ok"
    assert trader.fetch_balance()["total"]["USDT"] == 1640.93718205
    assert trader.fetch_balance({"type": "swap"})["free"]["USDT"] > 800
    assert [one["symbol"] for one in trader.fetch_open_orders("ETH/USDT")] == ["ETH/USDT"]
    assert len(trader.fetch_open_orders("BTC/USDT:USDT")) == 1
    [position] = trader.fetch_positions()
    assert (position["symbol"], position["side"]) == ("ETH/USDT:USDT", "long")
    assert trader.fetch_leverage_tiers()["ORDI/USDT:USDT"][0]["maxLeverage"] == 10


def test_it_tests_an_order(trader: Any) -> None:
    order = trader.create_order("BTC/USDT", "limit", "buy", 0.001, 90_000, {"test": True})
    assert order["symbol"] == "BTC/USDT"
    with pytest.raises(ccxt.BadRequest):
        trader.create_order("BTC/USDT", "limit", "buy", 0.00001, 10_000, {"test": True})
    assert trader.create_order("BTC/USDT:USDT", "limit", "buy", 0.001, 90_000, {"test": True})["id"]
