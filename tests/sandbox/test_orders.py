"""Test orders and rights: who may, what a real server finds wrong, and that nothing is ever done."""

from typing import Any

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import KUCOIN_FUTURES, Client
from tests.sandbox.every import balance, introspect

GOOD: dict[str, Any] = {
    "symbol": "BTCUSDT",
    "side": "BUY",
    "type": "LIMIT",
    "quantity": "0.001",
    "price": "90000",
}
GOOD_KUCOIN = {"symbol": "BTC-USDT", "side": "buy", "type": "limit", "size": "0.001", "price": "90000"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"symbol": "NOPEUSDT"}, 10007),
        ({"symbol": ""}, 700004),
        ({"side": "HOLD"}, 30041),
        ({"price": ""}, 700004),
        ({"price": "a lot"}, 700008),
        ({"price": "NaN"}, 700008),
        ({"price": "1e999999"}, 700008),
        ({"quantity": "1e-999999"}, 700008),
        ({"quantity": "-1"}, 700008),
        ({"price": "90000.001"}, 400),
        ({"quantity": "0.0000001"}, 400),
        ({"quantity": "0.00001"}, 30002),
        ({"type": "MARKET", "quantity": "", "quoteOrderQty": "0.5"}, 30002),
        ({"type": "MARKET", "quantity": "", "quoteOrderQty": "5"}, None),
        ({}, None),
    ],
)
def test_what_mexc_says_of_a_test_order(
    sandbox_server: Client, changes: dict[str, str], code: int | None
) -> None:
    reply = sandbox_server.mexc(
        credentials("mexc", "healthy"), "/api/v3/order/test", "POST", **GOOD | changes
    )
    assert (reply.code if reply.status != 200 else None) == code
    assert (reply.json == {}) is (code is None)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"symbol": "NOPE-USDT"}, "400100", "Unsupported trading pair."),
        ({"side": ""}, "400100", "sideIsRequired"),
        ({"side": "hold"}, "400100", "side"),
        ({"price": "90000.001"}, "400100", "Price increment"),
        ({"size": "0.0000001"}, "600100", "size increment"),
        ({"size": "0.00001"}, "600101", "should more then 1 USDT"),
        ({}, "200000", "orderId"),
    ],
)
def test_what_kucoin_says_of_a_test_order(
    sandbox_server: Client, changes: dict[str, str], code: str, words: str
) -> None:
    key = credentials("kucoin", "healthy")
    reply = sandbox_server.kucoin(key, "/api/v1/hf/orders/test", GOOD_KUCOIN | changes)
    assert reply.code == code
    assert words in reply.text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "200000"),
        ({"clientOid": ""}, "400100"),
        ({"leverage": None}, "400100"),
        ({"symbol": "NOPEUSDTM"}, "100001"),
        ({"size": 0.5}, "600100"),
    ],
)
def test_what_kucoin_says_of_a_futures_test_order(
    sandbox_server: Client, changes: dict[str, Any], code: str
) -> None:
    order = {"clientOid": "1", "symbol": "XBTUSDTM", "side": "buy", "type": "limit", "leverage": 3, "size": 1}
    body = {
        name: value for name, value in (order | {"price": "90000"} | changes).items() if value is not None
    }
    key = credentials("kucoin", "healthy-futures")
    assert sandbox_server.kucoin(key, "/api/v1/orders/test", body, host=KUCOIN_FUTURES).code == code


def test_a_key_that_may_only_read(sandbox_server: Client) -> None:
    mexc, kucoin = credentials("mexc", "read-only"), credentials("kucoin", "read-only")
    assert sandbox_server.mexc(mexc, "/api/v3/openOrders").status == 200
    assert sandbox_server.mexc(mexc, "/api/v3/order/test", "POST", **GOOD).code == 700007
    assert sandbox_server.kucoin(kucoin, "/api/v1/hf/orders/active?symbol=BTC-USDT").status == 200
    assert sandbox_server.kucoin(kucoin, "/api/v1/hf/orders/active/symbols").code == "400007"
    assert sandbox_server.kucoin(kucoin, "/api/v1/hf/orders/test", GOOD_KUCOIN).code == "400007"


@pytest.mark.parametrize(
    ("path", "code"),
    [("account/assets", 701), ("position/open_positions", 703), ("position/position_mode", 704)],
)
def test_a_spot_key_at_mexc_futures(sandbox_server: Client, path: str, code: int) -> None:
    reply = sandbox_server.mexc_futures(credentials("mexc", "healthy"), f"/api/v1/private/{path}")
    assert (reply.status, reply.json["success"], reply.code) == (200, False, code)


def test_a_spot_key_at_kucoin_futures(sandbox_server: Client) -> None:
    reply = sandbox_server.kucoin(credentials("kucoin", "healthy"), "/api/v1/positions", host=KUCOIN_FUTURES)
    assert (reply.status, reply.code) == (403, "400007")


def test_what_no_check_may_do_is_counted(sandbox_server: Client) -> None:
    mexc, kucoin = credentials("mexc", "withdraw-on"), credentials("kucoin", "withdraw-on")
    paid: dict[str, Any] = {"coin": "USDT", "address": "T1", "amount": "10"}
    assert "id" in sandbox_server.mexc(mexc, "/api/v3/capital/withdraw", "POST", **paid).json
    assert sandbox_server.mexc(mexc, "/api/v3/apiKeyInfo", "POST", ipWhiteList="192.0.2.1").status == 200
    assert sandbox_server.kucoin(kucoin, "/api/v3/withdrawals", {"currency": "USDT"}).code == "200000"
    assert sandbox_server.control("GET", "/exchanges/mexc").json["counters"]["dangerous"] == 2
    assert sandbox_server.control("GET", "/exchanges/kucoin").json["counters"]["dangerous"] == 1
    # Nothing came of it: the list of addresses is what it was, the balance too.
    assert introspect(sandbox_server, mexc).json["ipWhiteList"] == "203.0.113.24"
    assert '"1520.43718205"' in balance(sandbox_server, mexc).text


def test_withdrawing_needs_the_right(sandbox_server: Client) -> None:
    mexc, kucoin = credentials("mexc", "healthy"), credentials("kucoin", "healthy")
    assert sandbox_server.mexc(mexc, "/api/v3/capital/withdraw", "POST", coin="USDT").code == 700007
    assert sandbox_server.kucoin(kucoin, "/api/v3/withdrawals", {"currency": "USDT"}).code == "400007"
    assert sandbox_server.control("GET", "/exchanges/mexc").json["counters"]["dangerous"] == 0


def test_an_endpoint_that_does_not_exist(sandbox_server: Client) -> None:
    assert sandbox_server.send("GET", "/api.mexc.com/api/v3/nothing").json == {
        "code": 404,
        "msg": "Not Found",
    }
    assert sandbox_server.send("GET", "/api.kucoin.com/api/v1/nothing").code == "404000"
    reply = sandbox_server.send("GET", "/api.example.com/api")
    assert reply.status == 404
    assert "api.kucoin.com" in reply.json["hosts"]
