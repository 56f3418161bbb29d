"""pybit, Bybit's own client, pointed at the sandbox by its attribute for the endpoint."""

import dataclasses
from typing import Any

import pytest
from pybit.exceptions import InvalidRequestError
from pybit.unified_trading import HTTP

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client

ORDER = {"category": "spot", "symbol": "BTCUSDT", "side": "Buy", "orderType": "Limit", "qty": "0.001"}


def bybit(server: Client, key: Key) -> Any:
    is_rsa = "PRIVATE KEY" in key.secret
    client = HTTP(api_key=key.api_key, api_secret=key.secret, rsa_authentication=is_rsa, max_retries=1)
    client.endpoint = f"{server.url}/api.bybit.com"
    return client


def test_it_signs_in_and_reads(sandbox_server: Client) -> None:
    client = bybit(sandbox_server, credentials("bybit", "healthy-futures"))
    (wallet,) = client.get_wallet_balance(accountType="UNIFIED")["result"]["list"]
    assert {one["coin"] for one in wallet["coin"]} >= {"USDT", "BTC"}
    told = client.get_api_key_information()["result"]
    assert (told["readOnly"], "Withdraw" in told["permissions"]["Wallet"]) == (0, False)
    assert client.get_open_orders(category="spot", limit=1)["result"]["list"]
    (position,) = client.get_positions(category="linear", settleCoin="USDT")["result"]["list"]
    assert position["symbol"] == "ETHUSDT"


def test_it_signs_what_it_posts(sandbox_server: Client) -> None:
    """Bybit has no order test; the sandbox takes an order, counts it as dangerous and places nothing."""
    client = bybit(sandbox_server, credentials("bybit", "healthy"))
    assert client.place_order(**ORDER, price="90000")["result"]["orderId"]
    assert sandbox_server.control("GET", "/exchanges/bybit").json["counters"]["dangerous"] == 1
    with pytest.raises(InvalidRequestError) as refused:
        bybit(sandbox_server, credentials("bybit", "read-only")).place_order(**ORDER, price="90000")
    assert refused.value.status_code == 10005


def test_it_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("bybit", "healthy"), secret="w" * 36)
    client = bybit(sandbox_server, key)
    with pytest.raises(InvalidRequestError) as refused:
        client.get_wallet_balance(accountType="UNIFIED")
    assert refused.value.status_code == 10004
    with pytest.raises(InvalidRequestError) as refused:
        client.place_order(**ORDER, price="90000")
    assert refused.value.status_code == 10004


def test_it_signs_in_with_a_private_key_of_its_own(sandbox_server: Client) -> None:
    client = bybit(sandbox_server, credentials("bybit", "healthy-rsa"))
    assert client.get_wallet_balance(accountType="UNIFIED")["result"]["list"]
    assert client.place_order(**ORDER, price="90000")["result"]["orderId"]


def test_it_is_refused_with_a_private_key_that_is_not_registered(sandbox_server: Client) -> None:
    client = bybit(sandbox_server, credentials("bybit", "wrong-private-key"))
    with pytest.raises(InvalidRequestError) as refused:
        client.get_wallet_balance(accountType="UNIFIED")
    assert refused.value.status_code == 10004
