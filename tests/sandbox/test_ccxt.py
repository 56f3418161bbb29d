"""ccxt as it comes, its URLs pointed at the sandbox, reads and tries everything a check needs."""

from typing import Any

import ccxt
import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client

BOTH = pytest.mark.parametrize("exchange", ["mexc", "kucoin"])


def redirected(urls: Any, url: str) -> Any:
    if isinstance(urls, str):
        return urls.replace("https://", f"{url}/")
    return {name: redirected(value, url) for name, value in urls.items()}


def client(server: Client, exchange: str, story: str | None = None) -> Any:
    made = getattr(ccxt, exchange)({"enableRateLimit": False})
    made.urls = made.urls | {"api": redirected(made.urls["api"], server.url)}
    if story:
        key = credentials(exchange, story)
        made.apiKey, made.secret, made.password = key.api_key, key.secret, key.passphrase
    return made


@pytest.fixture(scope="session")
def listed(sandbox_process: Client) -> dict[str, Any]:
    """Return a client without a key for each exchange, its markets loaded."""
    clients = {exchange: client(sandbox_process, exchange) for exchange in ("mexc", "kucoin")}
    for keyless in clients.values():
        keyless.load_markets()
    return clients


@pytest.fixture
def trader(sandbox_server: Client, listed: dict[str, Any], exchange: str) -> Any:
    """Return a client with a key for spot and futures."""
    made = client(sandbox_server, exchange, "healthy-futures")
    made.set_markets(listed[exchange].markets, listed[exchange].currencies)
    return made


@BOTH
def test_markets(listed: dict[str, Any], exchange: str) -> None:
    markets = listed[exchange].markets
    spot = [market for market in markets.values() if market["spot"]]
    assert len(spot) == 2500
    assert [market["symbol"] for market in spot[:2]] == ["BTC/USDT", "ETH/USDT"]
    assert all(market["precision"]["price"] and market["precision"]["amount"] for market in spot)
    assert all(market["limits"]["cost"]["min"] for market in spot)
    closed = {market["base"] for market in markets.values() if not market["active"]}
    assert closed == ({"FTM", "WAVES", "EOS"} if exchange == "mexc" else {"FTM"})
    assert markets["BTC/USDT:USDT"]["swap"]


@BOTH
def test_tickers(listed: dict[str, Any], exchange: str) -> None:
    tickers = listed[exchange].fetch_tickers()
    assert len(tickers) == 2500
    btc = tickers["BTC/USDT"]
    assert btc["bid"] < btc["last"] < btc["ask"]
    futures = listed[exchange].fetch_tickers(params={"type": "swap"})
    assert futures["ETH/USDT:USDT"]["last"] == tickers["ETH/USDT"]["last"]


@BOTH
def test_time_and_status(listed: dict[str, Any], exchange: str) -> None:
    assert abs(listed[exchange].fetch_time() - listed[exchange].milliseconds()) < 1000
    assert listed[exchange].fetch_status()["status"] == "ok"
    assert listed[exchange].fetch_status({"type": "swap"})["status"] == "ok"


def test_mexc_introspection(sandbox_server: Client) -> None:
    mexc = client(sandbox_server, "mexc", "healthy")
    told = mexc.spotPrivateGetApiKeyInfo({"accessKey": mexc.apiKey})
    assert told["accessKey"] == mexc.apiKey
    assert told["permissions"] == "SPOT_ACCOUNT_READ,SPOT_DEAL_READ,SPOT_DEAL_WRITE"
    assert (told["ipWhiteList"], told["remainingValidity"], told["status"]) == ("203.0.113.24", -999, "VALID")
    assert mexc.spotPrivateGetUid()["uid"].isdigit()
    assert mexc.spotPrivateGetKycStatus() == {"status": "2"}
    assert "BTCUSDT" in mexc.spotPrivateGetSelfSymbols()["data"]


def test_kucoin_introspection(sandbox_server: Client) -> None:
    kucoin = client(sandbox_server, "kucoin", "healthy")
    told = kucoin.privateGetUserApiKey()["data"]
    assert told["apiKey"] == kucoin.apiKey
    assert (told["permission"], told["ipWhitelist"], told["isMaster"]) == (
        "General,Spot",
        "203.0.113.24",
        True,
    )
    assert kucoin.privateGetUserInfo()["data"]["level"] == 0
    assert kucoin.privateGetHfOrdersActiveSymbols({"tradeType": "TRADE"})["data"]["symbols"] == [
        "BTC-USDT",
        "ETH-USDT",
    ]
    assert len(kucoin.privateGetHfOrdersActive({"symbol": "ETH-USDT"})["data"]) == 1
    assert kucoin.utaPrivateGetAccountMode()["data"] == {"selfAccountMode": "CLASSIC"}


@BOTH
def test_balance(trader: Any, exchange: str) -> None:
    total = trader.fetch_balance()["total"]
    assert len(total) == 7
    assert total["USDT"] == 1640.93718205
    assert trader.fetch_balance({"type": "swap"})["free"]["USDT"] > 800


@BOTH
def test_open_orders(trader: Any, exchange: str) -> None:
    spot = [(order["symbol"], order["side"], order["type"]) for order in trader.fetch_open_orders()]
    assert spot == [("BTC/USDT", "buy", "limit"), ("ETH/USDT", "sell", "limit")]
    assert [order["symbol"] for order in trader.fetch_open_orders("ETH/USDT")] == ["ETH/USDT"]
    assert len(trader.fetch_open_orders(params={"type": "swap"})) == 2


@BOTH
def test_positions(trader: Any, exchange: str) -> None:
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 50)


@BOTH
def test_a_test_order(trader: Any, exchange: str) -> None:
    order = trader.create_order("BTC/USDT", "limit", "buy", 0.001, 90_000, {"test": True})
    assert order["symbol"] == "BTC/USDT"
    with pytest.raises(ccxt.InvalidOrder):
        trader.create_order("BTC/USDT", "limit", "buy", 0.00001, 10_000, {"test": True})


def test_a_kucoin_futures_test_order(sandbox_server: Client, listed: dict[str, Any]) -> None:
    kucoin = client(sandbox_server, "kucoin", "healthy-futures")
    kucoin.set_markets(listed["kucoin"].markets, listed["kucoin"].currencies)
    assert kucoin.create_order("BTC/USDT:USDT", "limit", "buy", 1, 90_000, {"test": True})["id"]


def test_loading_mexc_markets_with_a_key_asks_for_a_right_it_lacks(sandbox_server: Client) -> None:
    with pytest.raises(ccxt.AuthenticationError, match="700007"):
        client(sandbox_server, "mexc", "healthy").load_markets()


def test_loading_kucoin_markets_with_a_key(sandbox_server: Client) -> None:
    assert len(client(sandbox_server, "kucoin", "healthy").load_markets()) > 2500
