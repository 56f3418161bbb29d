"""ccxt as it comes, its URLs pointed at the sandbox."""

from typing import Any

import ccxt
import pytest

from sandbox.keys import Key, credentials
from tests.sandbox.bingx.asking import HOST, KEY
from tests.sandbox.client import Client


def client(server: Client, key: Key) -> Any:
    made = ccxt.bingx({"enableRateLimit": False})
    made.urls = made.urls | {"api": dict.fromkeys(made.urls["api"], f"{server.url}/{HOST}")}
    made.apiKey, made.secret = key.api_key, key.secret
    return made


@pytest.fixture
def trader(sandbox_server: Client) -> Any:
    """Return ccxt with a key for spot and futures."""
    return client(sandbox_server, KEY)


def test_ccxt_reads_all_a_check_needs(trader: Any) -> None:
    assert len(trader.load_markets()) == 2561  # one is coin-margined
    assert abs(trader.fetch_time() - trader.milliseconds()) < 1000
    assert trader.fetch_balance()["total"]["USDT"] == 1640.93718205
    assert trader.fetch_balance({"type": "swap"})["free"]["USDT"] > 800
    spot = [order["symbol"] for order in trader.fetch_open_orders(params={"type": "spot"})]
    assert spot == ["BTC/USDT", "ETH/USDT"]
    assert len(trader.fetch_open_orders(params={"type": "swap"})) == 2
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 0.5)


def test_ccxt_tests_an_order_for_futures(trader: Any) -> None:
    modes = {"test": True, "hedged": True}
    order = trader.create_order("BTC/USDT:USDT", "limit", "buy", 0.001, 20_000, modes)
    assert order["symbol"] == "BTC/USDT:USDT"


def test_ccxt_reads_prices_and_leverage(trader: Any) -> None:
    trader.load_markets()
    spot, futures = (trader.fetch_tickers(params={"type": kind}) for kind in ("spot", "swap"))
    assert spot["BTC/USDT"]["bid"] < spot["BTC/USDT"]["last"] < spot["BTC/USDT"]["ask"]
    assert futures["BTC/USDT:USDT"]["last"] == spot["BTC/USDT"]["last"]
    tiers = trader.fetch_market_leverage_tiers("ORDI/USDT:USDT")
    assert [(tier["maxNotional"], tier["maintenanceMarginRate"]) for tier in tiers] == [
        (50_000, 0.05),
        (250_000, 0.1),
    ]


def test_ccxt_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    with pytest.raises(ccxt.AuthenticationError, match="100001"):
        client(
            sandbox_server, credentials("bingx", "wrong-secret")
        ).accountV1PrivateGetAccountApiPermissions()
