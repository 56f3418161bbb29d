"""ccxt as it comes, its URLs pointed at the sandbox."""

from typing import Any

import ccxt
import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.htx.asking import KEY


@pytest.fixture
def trader(sandbox_server: Client) -> Any:
    """Return ccxt with a key for spot and futures; it asks contracts at the host that it likes best."""
    types = {"spot": True, "linear": True, "inverse": False}
    made = ccxt.htx({"enableRateLimit": False, "options": {"fetchMarkets": {"types": types}}})
    urls = {name: url.replace("https://", f"{sandbox_server.url}/") for name, url in made.urls["api"].items()}
    made.urls = made.urls | {"api": urls}
    made.apiKey, made.secret = KEY.api_key, KEY.secret
    return made


def test_ccxt_reads_all_a_check_needs(trader: Any) -> None:
    assert len(trader.load_markets()) == 2560
    assert trader.markets["BTC/USDT"]["limits"]["cost"]["min"] == 1
    assert abs(trader.fetch_time() - trader.milliseconds()) < 1000
    assert trader.fetch_balance()["total"]["USDT"] == 1640.93718205
    assert trader.fetch_balance({"type": "swap"})["free"]["USDT"] > 800
    assert [order["symbol"] for order in trader.fetch_open_orders()] == ["BTC/USDT", "ETH/USDT"]
    assert len(trader.fetch_open_orders(params={"type": "swap"})) == 2
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 50)
    told = trader.spotPrivateGetV2UserApiKey({"uid": trader.spotPrivateGetV2UserUid()["data"]})
    assert told["data"][1]["accessKey"] == KEY.api_key


def test_ccxt_reads_prices_and_leverage(trader: Any) -> None:
    trader.load_markets()
    spot, futures = (trader.fetch_tickers(params={"type": kind}) for kind in ("spot", "swap"))
    assert spot["BTC/USDT"]["bid"] < spot["BTC/USDT"]["last"] < spot["BTC/USDT"]["ask"]
    assert futures["BTC/USDT:USDT"]["last"] == spot["BTC/USDT"]["last"]
    tiers = trader.fetch_leverage_tiers()
    assert len(tiers) == 60
    assert [tier["maxLeverage"] for tier in tiers["ORDI/USDT:USDT"]] == [10, 10, 5, 5]


def test_a_wrong_secret_is_refused(trader: Any) -> None:
    trader.secret = credentials("htx", "slow").secret
    with pytest.raises(ccxt.AuthenticationError, match="Verification failure"):
        trader.spotPrivateGetV1AccountAccounts()
    with pytest.raises(ccxt.AuthenticationError, match="Verification failure"):
        trader.contractPrivateGetV5AccountBalance()


def test_an_order_is_judged_and_placed_nowhere(trader: Any) -> None:
    trader.load_markets()
    assert trader.create_order("BTC/USDT", "limit", "buy", 0.001, 90_000)["id"]
    with pytest.raises(ccxt.InvalidOrder, match="order-value-min-error"):
        trader.create_order("BTC/USDT", "limit", "buy", 0.00001, 90_000)
