"""Binance in the sandbox: signatures, words, weights and bans as its documents have them."""

import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode

import pytest

from sandbox.keys import credentials
from tests.sandbox.binance.asking import (
    ACCOUNT,
    API,
    FAPI,
    FUTURES_TEST,
    GOOD,
    INTROSPECTION,
    KEY,
    POSITIONS,
    TEST,
    ask,
    order,
    signed,
)
from tests.sandbox.client import Client, now_ms


def test_keys_and_secrets_are_64_letters_and_digits() -> None:
    for number in range(50):
        key = credentials("binance", "healthy", number)
        assert len(key.api_key) == len(key.secret) == 64
        assert (key.api_key + key.secret).isalnum()


def test_query_and_body_are_signed_without_a_break(sandbox_server: Client) -> None:
    query, body = urlencode(GOOD), f"timestamp={now_ms()}"
    signature = hmac.new(KEY.secret.encode(), f"{query}{body}".encode(), hashlib.sha256).hexdigest()
    target, named = f"{TEST}?{query}", {"X_MBX_APIKEY": KEY.api_key}
    assert sandbox_server.send("POST", target, f"{body}&signature={signature}", **named).json == {}
    assert sandbox_server.send("POST", target, f"{body}&signature={'0' * 64}", **named).code == -1022
    assert sandbox_server.send("POST", TEST, signed(KEY, **GOOD, timestamp=now_ms()), **named).json == {}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"timestamp": ""}, -1102),
        ({"timestamp": "now"}, -1021),
        ({"recvWindow": 60_001}, -1131),
        ({"recvWindow": "x"}, -1131),
        ({"signature": ""}, -1102),
    ],
)
def test_what_is_wrong_with_a_request(sandbox_server: Client, params: dict[str, Any], code: int) -> None:
    query = urlencode({"signature": "x", "timestamp": now_ms()} | params)
    reply = sandbox_server.send("GET", f"{ACCOUNT}?{query}", X_MBX_APIKEY=KEY.api_key)
    assert (reply.status, reply.code) == (400, code)


@pytest.mark.parametrize(
    ("moved_ms", "window", "code"),
    [
        (-4500, 5000, None),
        (-5500, 5000, -1021),
        (-5500, 10_000, None),
        (500, 5000, None),
        (2000, 5000, -1021),
    ],
)
def test_the_window(sandbox_server: Client, moved_ms: int, window: int, code: int | None) -> None:
    reply = ask(sandbox_server, ACCOUNT, timestamp=now_ms() + moved_ms, recvWindow=window)
    assert (reply.code if reply.status != 200 else None) == code


@pytest.mark.parametrize("api_key", ["", "a" * 63, "ä" * 64])
def test_a_key_of_another_shape(sandbox_server: Client, api_key: str) -> None:
    named = {"X_MBX_APIKEY": api_key.encode().decode("latin-1")} if api_key else {}
    reply = sandbox_server.send("GET", f"{ACCOUNT}?timestamp=1&signature=x", **named)
    assert (reply.status, reply.code, reply.json["msg"]) == (401, -2014, "API-key format invalid.")


@pytest.mark.parametrize(
    ("story", "spot", "futures"),
    [
        ("address-not-allowed", (401, -2015), (401, -2015)),
        ("frozen-account", (400, -1109), (400, -1109)),
        ("wrong-secret", (400, -1022), (400, -1022)),
        ("unknown-key", (400, -2008), (401, -2015)),
        ("wrong-clock", (400, -1021), (400, -1021)),
        ("rate-limited", (429, -1003), (429, -1003)),
        ("maintenance", (503, 1), (503, 1)),
    ],
)
def test_a_refusal(sandbox_server: Client, story: str, spot: Any, futures: Any) -> None:
    key = credentials("binance", story)
    for path, expected in ((INTROSPECTION, spot), (ACCOUNT, spot), (POSITIONS, futures)):
        reply = ask(sandbox_server, path, key)
        assert (reply.status, reply.code) == expected, reply.text


def test_only_futures_tell_the_address_that_asked(sandbox_server: Client) -> None:
    key = credentials("binance", "address-not-allowed")
    assert "198.51.100.77" not in ask(sandbox_server, ACCOUNT, key).text
    assert ask(sandbox_server, POSITIONS, key).json["msg"].endswith(", request ip: 198.51.100.77")


def flags(server: Client, story: str) -> set[str]:
    told = ask(server, INTROSPECTION, credentials("binance", story)).json
    return {name for name, value in told.items() if value is True}


def test_the_flags_of_a_key(sandbox_server: Client) -> None:
    usual = {"ipRestrict", "enableReading", "enableSpotAndMarginTrading"}
    assert flags(sandbox_server, "healthy") == usual
    assert flags(sandbox_server, "healthy-futures") == usual | {"enableFutures"}
    assert flags(sandbox_server, "read-only") == {"ipRestrict", "enableReading"}
    assert flags(sandbox_server, "no-ip-binding") == usual - {"ipRestrict"}
    assert flags(sandbox_server, "withdraw-on") == usual | {"enableWithdrawals"}


def test_what_ends_is_the_right_to_trade(sandbox_server: Client) -> None:
    end, over = "tradingAuthorityExpirationTime", credentials("binance", "expired")
    assert end not in ask(sandbox_server, INTROSPECTION).json
    soon = ask(sandbox_server, INTROSPECTION, credentials("binance", "expires-soon")).json
    assert 4 < (soon[end] - now_ms()) / 86_400_000 <= 5
    assert ask(sandbox_server, INTROSPECTION, over).json[end] <= now_ms()
    assert flags(sandbox_server, "expired") == {"enableReading"}
    assert ask(sandbox_server, ACCOUNT, over).status == 200
    assert order(sandbox_server, key=over).code == -2015


@pytest.mark.parametrize(
    ("changes", "spot", "futures"),
    [
        ({}, None, None),
        ({"symbol": "NOPEUSDT"}, -1121, -1121),
        ({"symbol": ""}, -1102, -1102),
        ({"side": "HOLD"}, -1117, -1117),
        ({"type": "GUESS"}, -1116, -1116),
        ({"timeInForce": None}, -1102, -1102),
        ({"price": "a lot"}, -1100, -1100),
        ({"price": "90000.001"}, -1013, -4014),
        ({"quantity": "0.0000001"}, -1013, -1111),
        ({"quantity": "0.00001"}, -1013, -4164),
        ({"type": "MARKET", "price": None}, None, None),
    ],
)
def test_what_is_said_of_a_test_order(
    sandbox_server: Client, changes: dict[str, Any], spot: int | None, futures: int | None
) -> None:
    key = credentials("binance", "healthy-futures")
    for path, expected in ((TEST, spot), (FUTURES_TEST, futures)):
        reply = order(sandbox_server, path, key, **changes)
        assert (reply.code if reply.status != 200 else None) == expected, reply.text


def test_futures_are_a_right_of_their_own_and_an_account_of_their_own(sandbox_server: Client) -> None:
    assert ask(sandbox_server, POSITIONS).code == -2015
    assert order(sandbox_server, FUTURES_TEST).code == -2015
    assert ask(sandbox_server, POSITIONS, credentials("binance", "futures-not-opened")).code == -4109


def test_what_no_check_may_do_is_counted(sandbox_server: Client) -> None:
    rich, withdrawal = credentials("binance", "withdraw-on"), f"{API}/sapi/v1/capital/withdraw/apply"
    assert ask(sandbox_server, withdrawal, KEY, "POST", coin="USDT").code == -2015
    assert "id" in ask(sandbox_server, withdrawal, rich, "POST", coin="USDT").json
    assert order(sandbox_server, f"{API}/api/v3/order").json["symbol"] == "BTCUSDT"
    assert sandbox_server.control("GET", "/exchanges/binance").json["counters"]["dangerous"] == 2


def test_an_endpoint_that_does_not_exist(sandbox_server: Client) -> None:
    reply = ask(sandbox_server, f"{API}/api/v3/nothing")
    assert (reply.status, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_weight_is_counted_per_address_and_whoever_goes_on_is_banned(sandbox_server: Client) -> None:
    sandbox_server.set("binance", limits=True)
    prices = f"{API}/api/v3/ticker/24hr"
    assert sandbox_server.send("GET", prices).headers["x-mbx-used-weight-1m"] == "80"
    assert ask(sandbox_server, INTROSPECTION).headers["x-sapi-used-ip-weight-1m"] == "1"
    statuses = [sandbox_server.send("GET", prices).status for _ in range(75)]
    assert statuses == [200] * 74 + [429]
    refused = [sandbox_server.send("GET", prices) for _ in range(21)]
    assert {reply.code for reply in refused} == {-1003}
    assert 1 <= int(refused[0].headers["retry-after"]) <= 60
    assert (refused[-1].status, "IP banned until" in refused[-1].text) == (418, True)
    # A ban is one of the address: everything is refused, futures too.
    assert sandbox_server.send("GET", f"{FAPI}/fapi/v1/time").status == 418
