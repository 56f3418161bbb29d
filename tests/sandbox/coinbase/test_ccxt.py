"""ccxt as it comes, its URLs pointed at the sandbox."""

from typing import Any

import ccxt
import pytest

from sandbox.keys import Key
from tests.sandbox.client import Client
from tests.sandbox.coinbase.asking import BARE, HOST, PEM


def client(server: Client, key: Key, secret: str = "") -> Any:
    made = ccxt.coinbase({"enableRateLimit": False})
    made.urls = made.urls | {"api": {"rest": f"{server.url}/{HOST}"}}
    made.apiKey, made.secret = key.api_key, secret or key.secret
    return made


@pytest.mark.parametrize("key", [PEM, BARE], ids=["pem", "bare"])
def test_ccxt_reads_all_a_check_needs(sandbox_server: Client, key: Key) -> None:
    trader = client(sandbox_server, key)
    assert trader.v3PrivateGetBrokerageKeyPermissions()["can_trade"] is True
    markets = trader.load_markets()
    assert len([market for market in markets.values() if market["spot"]]) == 2500
    assert [market["symbol"] for market in markets.values() if market["future"]] == ["BTC/USD:USD-270326"]
    assert abs(trader.fetch_time() - trader.milliseconds()) < 2000
    assert trader.fetch_balance({"v3": True})["total"]["USDT"] == 1640.93718205
    assert [order["symbol"] for order in trader.fetch_open_orders()] == ["BTC/USDT", "ETH/USDT"]
    tickers = trader.fetch_tickers(params={"type": "spot"})
    assert tickers["BTC/USDT"]["last"] == 97250


@pytest.mark.parametrize(("key", "other"), [(PEM, BARE), (BARE, PEM)], ids=["pem", "bare"])
def test_ccxt_is_refused_with_a_wrong_secret(sandbox_server: Client, key: Key, other: Key) -> None:
    with pytest.raises(ccxt.AuthenticationError, match="Unauthorized"):
        client(sandbox_server, key, other.secret).v3PrivateGetBrokerageKeyPermissions()
