"""ccxt as it comes, its URLs pointed at the sandbox."""

from typing import Any

import ccxt
import pytest

from tests.sandbox.bybit.asking import HOST, KEY
from tests.sandbox.client import Client


@pytest.fixture
def trader(sandbox_server: Client) -> Any:
    """Return ccxt with a key for spot and futures."""
    made = ccxt.bybit({"enableRateLimit": False, "options": {"fetchMarkets": {"types": ["spot", "linear"]}}})
    made.urls = made.urls | {"api": dict.fromkeys(made.urls["api"], f"{sandbox_server.url}/{HOST}")}
    made.apiKey, made.secret = KEY.api_key, KEY.secret
    return made


def test_ccxt_reads_all_a_check_needs(trader: Any) -> None:
    assert len(trader.load_markets()) == 2560
    assert abs(trader.fetch_time() - trader.milliseconds()) < 1000
    assert trader.fetch_status()["status"] == "ok"
    assert trader.fetch_balance()["total"]["USDT"] == 1640.93718205
    spot = [order["symbol"] for order in trader.fetch_open_orders(params={"type": "spot"})]
    assert spot == ["BTC/USDT", "ETH/USDT"]
    assert len(trader.fetch_open_orders(params={"type": "swap"})) == 2
    (position,) = trader.fetch_positions()
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 0.5)


def test_ccxt_reads_prices_and_leverage(trader: Any) -> None:
    trader.load_markets()
    spot, futures = (trader.fetch_tickers(params={"type": kind}) for kind in ("spot", "swap"))
    assert spot["BTC/USDT"]["bid"] < spot["BTC/USDT"]["last"] < spot["BTC/USDT"]["ask"]
    assert futures["BTC/USDT:USDT"]["last"] == spot["BTC/USDT"]["last"]
    tiers = trader.fetch_leverage_tiers()
    assert len(tiers) == 60
    assert [tier["maxLeverage"] for tier in tiers["ORDI/USDT:USDT"]] == [10, 5]
