"""ccxt as it comes, pointed at the sandbox, takes it for Bitget."""

from typing import Any

import ccxt
import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.test_ccxt import redirected


def client(server: Client, story: str | None = None) -> Any:
    made = ccxt.bitget({"enableRateLimit": False})
    made.urls = made.urls | {"api": redirected(made.urls["api"], server.url)}
    if story:
        key = credentials("bitget", story)
        made.apiKey, made.secret, made.password = key.api_key, key.secret, key.passphrase
    return made


@pytest.fixture
def trader(sandbox_server: Client) -> Any:
    """Return a client with a key for spot and futures, its markets loaded as ccxt does with a key."""
    made = client(sandbox_server, "healthy-futures")
    made.load_markets()
    return made


def test_markets_and_prices(sandbox_server: Client) -> None:
    keyless = client(sandbox_server)
    markets = keyless.load_markets()
    spot = [market for market in markets.values() if market["spot"]]
    assert len(spot) == 2500
    assert {market["base"] for market in spot if not market["active"]} == {"FTM"}
    closed = {market["base"] for market in markets.values() if market["swap"] and not market["active"]}
    assert closed == {"FTM", "EOS"}  # one stands still, one is for people only
    assert markets["BTC/USDT:USDT"]["limits"]["leverage"]["max"] == 125
    tickers = keyless.fetch_tickers()
    assert len(tickers) == 2500
    assert tickers["BTC/USDT"]["bid"] < tickers["BTC/USDT"]["last"] < tickers["BTC/USDT"]["ask"]
    futures = keyless.fetch_tickers(params={"type": "swap"})
    assert futures["ETH/USDT:USDT"]["last"] == tickers["ETH/USDT"]["last"]
    tiers = keyless.fetch_market_leverage_tiers("ORDI/USDT:USDT")
    assert [(tier["maxNotional"], tier["maxLeverage"]) for tier in tiers] == [(50_000, 10), (200_000, 5)]
    assert abs(keyless.fetch_time() - keyless.milliseconds()) < 1000


def test_what_an_account_holds(trader: Any) -> None:
    total = trader.fetch_balance()["total"]
    assert len(total) == 7
    assert total["USDT"] == 1640.93718205
    assert trader.fetch_balance({"type": "swap"})["free"]["USDT"] > 800
    spot = [(order["symbol"], order["side"], order["type"]) for order in trader.fetch_open_orders()]
    assert spot == [("BTC/USDT", "buy", "limit"), ("ETH/USDT", "sell", "limit")]
    assert len(trader.fetch_open_orders(params={"type": "swap"})) == 2
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 0.5)


def test_a_wrong_secret_or_passphrase_is_refused(sandbox_server: Client) -> None:
    for story in ("wrong-secret", "wrong-passphrase", "unknown-key"):
        with pytest.raises(ccxt.AuthenticationError):
            client(sandbox_server, story).privateSpotGetV2SpotAccountInfo()
