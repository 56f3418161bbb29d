"""ccxt as it comes, pointed at the sandbox, reads and tries at OKX what a check and a bot need."""

from typing import Any

import ccxt
import pytest

from tests.sandbox.client import Client
from tests.sandbox.test_ccxt import client


@pytest.fixture(scope="module")
def trader(sandbox_process: Client) -> Any:
    made = client(sandbox_process, "okx", "healthy-futures")
    made.load_markets()
    return made


def test_ccxt_reads_markets_and_prices(sandbox_server: Client, trader: Any) -> None:
    spot = [market for market in trader.markets.values() if market["spot"]]
    assert len(spot) == 2500
    assert {market["base"] for market in spot if not market["active"]} == {"FTM"}
    swap = trader.market("BTC/USDT:USDT")
    assert (swap["contractSize"], swap["linear"], swap["limits"]["leverage"]["max"]) == (0.01, True, 100)
    assert len(trader.fetch_tickers()) == 2500
    ticker = trader.fetch_tickers(params={"type": "swap"})["ETH/USDT:USDT"]
    assert ticker["bid"] < ticker["last"] < ticker["ask"]
    assert abs(ticker["timestamp"] - trader.milliseconds()) < 60_000
    assert abs(trader.fetch_time() - trader.milliseconds()) < 1000
    assert trader.fetch_status()["status"] == "ok"


def test_ccxt_reads_an_account(sandbox_server: Client, trader: Any) -> None:
    balance = trader.fetch_balance()
    assert (len(balance["total"]), balance["total"]["USDT"]) == (7, 1640.93718205)
    assert balance["free"]["USDT"] == 1520.43718205
    assert trader.fetch_balance({"type": "funding"})["free"]["USDT"] == 250
    orders = [(one["symbol"], one["side"]) for one in trader.fetch_open_orders(params={"instType": "SPOT"})]
    assert sorted(orders) == [("BTC/USDT", "buy"), ("ETH/USDT", "sell")]
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 5)
    assert trader.fetch_accounts()[0]["type"] == "2"


def test_ccxt_places_nothing_and_hears_why(sandbox_server: Client, trader: Any) -> None:
    assert trader.create_order("BTC/USDT", "limit", "buy", 0.001, 90_000)["id"]
    with pytest.raises(ccxt.InvalidOrder):
        trader.create_order("BTC/USDT", "limit", "buy", 0.00001, 90_000)
    refused = client(sandbox_server, "okx", "address-not-allowed")
    with pytest.raises(ccxt.PermissionDenied, match=r"198\.51\.100\.77"):
        refused.privateGetAccountConfig()
