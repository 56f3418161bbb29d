"""pymexc: MEXC's spot and futures, pointed at the sandbox by its own attribute."""

import dataclasses
from typing import Any

import pytest
from pymexc import futures, spot
from pymexc.base import MexcAPIError

from sandbox.keys import Key, credentials
from tests.sandbox.client import MEXC, Client

WRONG = "0123456789abcdef0123456789abcdef"


def mexc(server: Client, key: Key) -> Any:
    client = spot.HTTP(api_key=key.api_key, api_secret=key.secret)
    client.base_url = f"{server.url}/{MEXC}"
    return client


def mexc_futures(server: Client, key: Key) -> Any:
    client = futures.HTTP(api_key=key.api_key, api_secret=key.secret)
    client.base_url = f"{server.url}/contract.mexc.com"
    return client


def test_it_signs_in_and_reads(sandbox_server: Client) -> None:
    client = mexc(sandbox_server, credentials("mexc", "healthy"))
    assert {balance["asset"] for balance in client.account_information()["balances"]} >= {"USDT", "BTC", "MX"}
    assert len(client.current_open_orders("BTCUSDT")) == 1
    assert client.test_order("BTCUSDT", "BUY", "LIMIT", quantity="0.001", price="90000") == {}


def test_it_signs_in_to_futures(sandbox_server: Client) -> None:
    client = mexc_futures(sandbox_server, credentials("mexc", "healthy-futures"))
    assert client.assets()["data"][0]["currency"] == "USDT"
    assert len(client.open_positions(symbol="ETH_USDT")["data"]) == 1


def test_it_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    key = dataclasses.replace(credentials("mexc", "healthy-futures"), secret=WRONG)
    with pytest.raises(MexcAPIError, match="700002"):
        mexc(sandbox_server, key).account_information()
    with pytest.raises(MexcAPIError, match="602"):
        mexc_futures(sandbox_server, key).assets()
