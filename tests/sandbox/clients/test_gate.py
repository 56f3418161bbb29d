"""gate-api, Gate's own client. It signs the path it calls, so the sandbox is its proxy and not its host."""

import dataclasses
from typing import Any

import gate_api
import pytest
from gate_api.exceptions import GateApiException

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client

ORDER = {"currency_pair": "BTC_USDT", "side": "buy", "type": "limit", "amount": "0.001", "price": "90000"}


def gate(server: Client, key: Key) -> Any:
    settings = gate_api.Configuration("http://api.gateio.ws/api/v4", key=key.api_key, secret=key.secret)
    settings.proxy = server.url
    return gate_api.ApiClient(settings)


def test_it_signs_in_and_reads(sandbox_server: Client) -> None:
    client = gate(sandbox_server, credentials("gate", "healthy-futures"))
    spot = gate_api.SpotApi(client)
    assert {one.currency for one in spot.list_spot_accounts()} >= {"USDT", "BTC"}
    assert [one.currency for one in spot.list_spot_accounts(currency="USDT")] == ["USDT"]
    futures = gate_api.FuturesApi(client)
    assert float(futures.list_futures_accounts("usdt").available) > 800
    assert "ETH_USDT" in {one.contract for one in futures.list_positions("usdt", holding=True)}
    assert gate_api.AccountApi(client).get_account_detail().user_id


def test_it_signs_what_it_posts(sandbox_server: Client) -> None:
    """Gate has no order test; the sandbox takes an order, counts it as dangerous and places nothing."""
    order = gate_api.Order(**ORDER)
    placed = gate_api.SpotApi(gate(sandbox_server, credentials("gate", "healthy"))).create_order(order)
    assert placed.id
    assert sandbox_server.control("GET", "/exchanges/gate").json["counters"]["dangerous"] == 1
    with pytest.raises(GateApiException) as refused:
        gate_api.SpotApi(gate(sandbox_server, credentials("gate", "read-only"))).create_order(order)
    assert refused.value.label == "READ_ONLY"


def test_it_is_refused_with_a_wrong_secret(sandbox_server: Client) -> None:
    client = gate(sandbox_server, dataclasses.replace(credentials("gate", "healthy"), secret="0" * 64))
    with pytest.raises(GateApiException) as refused:
        gate_api.SpotApi(client).list_spot_accounts()
    assert refused.value.label == "INVALID_SIGNATURE"
    with pytest.raises(GateApiException) as refused:
        gate_api.SpotApi(client).create_order(gate_api.Order(**ORDER))
    assert refused.value.label == "INVALID_SIGNATURE"
