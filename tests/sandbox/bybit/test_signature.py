"""Bybit's keys, its signature in headers and its clock."""

import pytest

from sandbox.exchanges import known
from sandbox.keys import credentials
from tests.sandbox.bybit.asking import KEY, KEY_INFO, UNIFIED, WALLET, ask, code, post
from tests.sandbox.client import Client, now_ms


def test_keys_have_the_real_shapes_and_none_is_one_of_mexc() -> None:
    keys = [credentials("bybit", "healthy", number) for number in range(200)]
    assert all(len(key.api_key) == 18 and key.api_key.isalnum() for key in keys)
    assert all(len(key.secret) == 36 and key.secret.isalnum() for key in keys)
    assert not any(key.api_key.startswith("mx0") for key in keys)
    assert all(known()["bybit"].account(key.api_key) for key in keys)
    assert known()["bybit"].account("z" * 18) is None
    assert known()["bybit"].account("Ж" * 18) is None


def test_the_query_is_signed_as_it_was_sent(sandbox_server: Client) -> None:
    assert code(ask(sandbox_server, KEY, WALLET, UNIFIED)) == 0
    signed = {"X_BAPI_SIGN": "0" * 64}
    refused = ask(sandbox_server, KEY, WALLET, UNIFIED, headers=signed)
    assert (refused.status, code(refused)) == (200, 10004)
    assert KEY.api_key in refused.json["retMsg"]


def test_the_body_of_a_post_is_signed(sandbox_server: Client) -> None:
    body = {"category": "spot", "symbol": "BTCUSDT", "side": "Buy", "orderType": "Limit", "qty": "0.001"}
    assert code(post(sandbox_server, KEY, "/v5/order/create", body)) == 0
    assert code(post(sandbox_server, KEY, "/v5/order/create", body, signed="{}")) == 10004
    assert code(post(sandbox_server, KEY, "/v5/asset/withdraw/create", {"coin": "USDT"})) == 10005
    reader = credentials("bybit", "read-only")
    assert code(post(sandbox_server, reader, "/v5/order/create", body)) == 10005
    counters = sandbox_server.control("GET", "/exchanges/bybit").json["counters"]
    assert counters["dangerous"] == 1


@pytest.mark.parametrize(("moved_ms", "expected"), [(-4000, 0), (-6000, 10002), (500, 0), (1500, 10002)])
def test_a_clock_may_be_behind_but_hardly_ahead(sandbox_server: Client, moved_ms: int, expected: int) -> None:
    assert code(ask(sandbox_server, KEY, KEY_INFO, at_ms=now_ms() + moved_ms)) == expected


@pytest.mark.parametrize("missing", ["X_BAPI_API_KEY", "X_BAPI_TIMESTAMP", "X_BAPI_SIGN"])
def test_what_is_not_signed_gets_a_status_line(sandbox_server: Client, missing: str) -> None:
    reply = ask(sandbox_server, KEY, KEY_INFO, headers={missing: ""})
    assert (reply.status, reply.text) == (401, "")


@pytest.mark.parametrize("window", ["soon", "-1"])
def test_a_window_is_a_number(sandbox_server: Client, window: str) -> None:
    assert code(ask(sandbox_server, KEY, KEY_INFO, headers={"X_BAPI_RECV_WINDOW": window})) == 10002
