"""python-binance: the wrapper most Python programs use, pointed at the sandbox by its own attributes."""

import dataclasses
from typing import Any

import pytest
from binance.client import Client as BinanceClient
from binance.exceptions import BinanceAPIException

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client

ORDER = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC"}


def binance(server: Client, key: Key) -> Any:
    signs_with = "private_key" if "PRIVATE KEY" in key.secret else "api_secret"
    client = BinanceClient(key.api_key, ping=False, **{signs_with: key.secret})
    client.API_URL = f"{server.url}/api.binance.com/api"
    client.MARGIN_API_URL = f"{server.url}/api.binance.com/sapi"
    client.FUTURES_URL = f"{server.url}/fapi.binance.com/fapi"
    return client


def test_it_signs_in_and_reads(sandbox_server: Client) -> None:
    client = binance(sandbox_server, credentials("binance", "healthy"))
    assert client.ping() == {}
    assert {one["asset"] for one in client.get_account()["balances"]} >= {"USDT", "BTC", "BNB"}
    assert client.get_asset_balance("USDT")["asset"] == "USDT"
    assert len(client.get_open_orders(symbol="BTCUSDT")) == 1
    told = client.get_account_api_permissions()
    assert (told["enableReading"], told["enableWithdrawals"]) == (True, False)


def test_it_signs_in_to_futures(sandbox_server: Client) -> None:
    client = binance(sandbox_server, credentials("binance", "healthy-futures"))
    assert "USDT" in {one["asset"] for one in client.futures_account_balance()}
    assert float(client.futures_account()["availableBalance"]) > 800
    held = [one for one in client.futures_position_information() if float(one["positionAmt"])]
    assert [one["symbol"] for one in held] == ["ETHUSDT"]


def test_it_tries_orders(sandbox_server: Client) -> None:
    client = binance(sandbox_server, credentials("binance", "healthy-futures"))
    assert client.create_test_order(**ORDER, quantity="0.001", price="90000") == {}
    assert client.futures_create_test_order(**ORDER, quantity="0.01", price="90000")["symbol"] == "BTCUSDT"
    with pytest.raises(BinanceAPIException) as refused:
        client.create_test_order(**ORDER, quantity="0", price="90000")
    assert refused.value.code in (-1013, -1100)


def test_it_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("binance", "healthy-futures"), secret="w" * 64)
    client = binance(sandbox_server, key)
    for ask in (client.get_account, client.futures_account):
        with pytest.raises(BinanceAPIException) as refused:
            ask()
        assert (refused.value.status_code, refused.value.code) == (400, -1022)


def test_it_is_refused_what_the_key_may_not_do(sandbox_server: Client) -> None:
    client = binance(sandbox_server, credentials("binance", "read-only"))
    assert client.get_account()["balances"]
    with pytest.raises(BinanceAPIException) as refused:
        client.create_test_order(**ORDER, quantity="0.001", price="90000")
    assert refused.value.code == -2015


@pytest.mark.parametrize("story", ["healthy-ed25519", "healthy-rsa"])
def test_it_signs_in_with_a_private_key_of_its_own(sandbox_server: Client, story: str) -> None:
    client = binance(sandbox_server, credentials("binance", story))
    assert client.get_account()["balances"]
    assert float(client.futures_account()["availableBalance"]) > 800
    assert client.create_test_order(**ORDER, quantity="0.001", price="90000") == {}
    assert client.futures_create_test_order(**ORDER, quantity="0.01", price="90000")["symbol"] == "BTCUSDT"


def test_it_is_refused_with_a_private_key_that_is_not_registered(sandbox_server: Client) -> None:
    client = binance(sandbox_server, credentials("binance", "wrong-private-key"))
    for ask in (client.get_account, client.futures_account):
        with pytest.raises(BinanceAPIException) as refused:
            ask()
        assert refused.value.code == -1022
