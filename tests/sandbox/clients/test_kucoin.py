"""python-kucoin: the wrapper most Python programs use, pointed at the sandbox by its own attributes."""

import dataclasses
from typing import Any

import pytest
from kucoin.client import Client as KucoinClient
from kucoin.exceptions import KucoinAPIException

from sandbox.keys import Key, credentials
from tests.sandbox.client import KUCOIN, KUCOIN_FUTURES, Client


def kucoin(server: Client, key: Key) -> Any:
    client = KucoinClient(key.api_key, key.secret, key.passphrase)
    client.API_URL, client.FUTURES_API_URL = f"{server.url}/{KUCOIN}", f"{server.url}/{KUCOIN_FUTURES}"
    return client


def test_it_signs_in_and_reads(sandbox_server: Client) -> None:
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


def test_it_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("kucoin", "healthy"), secret="11111111-2222-4333-8444-555555555555")
    # Its key version is 1: the passphrase travels plain, so here the signature is what gives it away.
    with pytest.raises(KucoinAPIException) as refused:
        kucoin(sandbox_server, key).get_accounts()
    assert refused.value.code == "400005"


def test_it_is_refused_with_a_wrong_passphrase(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("kucoin", "healthy"), passphrase="not the passphrase")
    with pytest.raises(KucoinAPIException) as refused:
        kucoin(sandbox_server, key).get_accounts()
    assert refused.value.code == "400004"
