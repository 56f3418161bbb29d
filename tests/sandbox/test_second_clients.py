"""Clients that are neither ccxt nor ours, pointed at the sandbox by an attribute: they sign in, or are refused."""

import dataclasses
from typing import Any

import pytest
from kucoin.client import Client as KucoinClient
from kucoin.exceptions import KucoinAPIException
from pymexc import futures, spot
from pymexc.base import MexcAPIError

from sandbox.keys import Key, credentials
from tests.sandbox.client import KUCOIN, KUCOIN_FUTURES, MEXC, Client

WRONG = "0123456789abcdef0123456789abcdef"


def kucoin(server: Client, key: Key) -> Any:
    client = KucoinClient(key.api_key, key.secret, key.passphrase)
    client.API_URL, client.FUTURES_API_URL = f"{server.url}/{KUCOIN}", f"{server.url}/{KUCOIN_FUTURES}"
    return client


def mexc(server: Client, key: Key) -> Any:
    client = spot.HTTP(api_key=key.api_key, api_secret=key.secret)
    client.base_url = f"{server.url}/{MEXC}"
    return client


def mexc_futures(server: Client, key: Key) -> Any:
    client = futures.HTTP(api_key=key.api_key, api_secret=key.secret)
    client.base_url = f"{server.url}/contract.mexc.com"
    return client


def test_python_kucoin_signs_in_and_reads(sandbox_server: Client) -> None:
    client = kucoin(sandbox_server, credentials("kucoin", "healthy-futures"))
    assert {account["currency"] for account in client.get_accounts(account_type="trade")} >= {
        "USDT",
        "BTC",
        "ETH",
    }
    assert client.futures_get_account_detail(currency="USDT")["availableBalance"] > 800
    (position,) = client.futures_get_positions()
    assert position["symbol"] == "ETHUSDTM"
    tried = client.hf_create_test_order("BTC-USDT", "limit", "buy", size="0.001", price="90000")
    assert tried["orderId"]


def test_python_kucoin_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("kucoin", "healthy"), secret="11111111-2222-4333-8444-555555555555")
    # Its key version is 1: the passphrase travels plain, so here the signature is what gives it away.
    with pytest.raises(KucoinAPIException) as refused:
        kucoin(sandbox_server, key).get_accounts()
    assert refused.value.code == "400005"


def test_python_kucoin_is_refused_with_a_wrong_passphrase(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("kucoin", "healthy"), passphrase="not the passphrase")
    with pytest.raises(KucoinAPIException) as refused:
        kucoin(sandbox_server, key).get_accounts()
    assert refused.value.code == "400004"


def test_pymexc_signs_in_and_reads(sandbox_server: Client) -> None:
    client = mexc(sandbox_server, credentials("mexc", "healthy"))
    assert {balance["asset"] for balance in client.account_information()["balances"]} >= {"USDT", "BTC", "MX"}
    assert len(client.current_open_orders("BTCUSDT")) == 1
    assert client.test_order("BTCUSDT", "BUY", "LIMIT", quantity="0.001", price="90000") == {}


def test_pymexc_signs_in_to_futures(sandbox_server: Client) -> None:
    client = mexc_futures(sandbox_server, credentials("mexc", "healthy-futures"))
    assert client.assets()["data"][0]["currency"] == "USDT"
    assert len(client.open_positions(symbol="ETH_USDT")["data"]) == 1


def test_pymexc_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("mexc", "healthy-futures"), secret=WRONG)
    with pytest.raises(MexcAPIError, match="700002"):
        mexc(sandbox_server, key).account_information()
    with pytest.raises(MexcAPIError, match="602"):
        mexc_futures(sandbox_server, key).assets()
