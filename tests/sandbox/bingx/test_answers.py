"""Every story in BingX's words, and what a key may and may not."""

from typing import Any

import pytest

from sandbox.keys import credentials
from tests.sandbox.bingx.asking import (
    BALANCE,
    FUTURES_BALANCE,
    HOST,
    KEY,
    KEY_INFO,
    KEYS,
    ORDER,
    ORDER_TEST,
    ORDERS,
    POSITIONS,
    UID,
    ask,
)
from tests.sandbox.client import Client


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("address-not-allowed", 100419),
        ("expired", 100413),
        ("frozen-account", 100414),
        ("wrong-secret", 100001),
        ("unknown-key", 100413),
        ("wrong-clock", 100421),
        ("rate-limited", 100410),
    ],
)
def test_a_story_is_a_refusal_with_a_good_status_at_every_door(
    sandbox_server: Client, story: str, expected: int
) -> None:
    for path in (KEY_INFO, UID, BALANCE, ORDERS):
        reply = ask(sandbox_server, credentials("bingx", story), path)
        assert (reply.status, reply.code) == (200, expected)


def test_maintenance_is_a_page(sandbox_server: Client) -> None:
    reply = ask(sandbox_server, credentials("bingx", "maintenance"), KEY_INFO)
    assert reply.status == 503
    assert reply.text.startswith("<html>")


def introduced(server: Client, story: str, path: str = KEY_INFO) -> Any:
    return ask(server, credentials("bingx", story), path).json["data"]


@pytest.mark.parametrize(
    ("story", "numbers"),
    [
        ("read-only", [2]),
        ("healthy", [2, 1]),
        ("healthy-futures", [2, 1, 3]),
        ("withdraw-on", [2, 1, 5]),
    ],
)
def test_rights_are_numbers(sandbox_server: Client, story: str, numbers: list[int]) -> None:
    told = introduced(sandbox_server, story)
    assert told["permissions"] == numbers
    assert told["apiKey"] == credentials("bingx", story).api_key


def test_addresses_are_told_where_there_are_any(sandbox_server: Client) -> None:
    assert introduced(sandbox_server, "healthy")["ipAddresses"] == ["203.0.113.24"]
    for story in ("no-ip-binding", "expires-soon"):
        assert introduced(sandbox_server, story)["ipAddresses"] == []


def test_the_sister_endpoint_tells_flags_and_not_whether_money_may_leave(sandbox_server: Client) -> None:
    told = introduced(sandbox_server, "withdraw-on", "/v1/account/apiRestrictions")
    assert (told["enableReading"], told["enableSpotAndMarginTrading"], told["ipRestrict"]) == (
        True,
        True,
        True,
    )
    assert "enableWithdrawals" not in told


def test_a_list_of_keys_shows_them_masked(sandbox_server: Client) -> None:
    (told,) = introduced(sandbox_server, "healthy", KEYS)["apiKeyList"]
    own = credentials("bingx", "healthy").api_key
    assert told["apiKey"] == f"{own[:5]}*****{own[-5:]}"


@pytest.mark.parametrize(
    ("story", "code", "caption"),
    [("healthy", 100004, "Perpetual Futures Trading"), ("futures-not-opened", 80012, "account not exist")],
)
def test_an_order_for_futures_takes_the_right_and_the_account(
    sandbox_server: Client, story: str, code: int, caption: str
) -> None:
    refused = ask(sandbox_server, credentials("bingx", story), ORDER_TEST, "POST", **ORDER)
    assert refused.code == code
    assert caption in refused.json["msg"]


def test_reading_futures_takes_no_more_than_reading(sandbox_server: Client) -> None:
    for path in (FUTURES_BALANCE, POSITIONS):
        assert ask(sandbox_server, credentials("bingx", "healthy"), path).code == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 0),
        ({"type": "MARKET"}, 0),
        ({"symbol": "NO-USDT"}, 109425),
        ({"symbol": ""}, 109400),
        ({"side": ""}, 109400),
        ({"side": "HOLD"}, 109400),
        ({"type": "SOMEDAY"}, 109400),
        ({"positionSide": "BOTH"}, 109400),
        ({"price": "20000.01"}, 109400),
        ({"price": "cheap"}, 109400),
        ({"quantity": "0.0000001"}, 110425),
        ({"quantity": "0.00001"}, 101400),
    ],
)
def test_a_test_order_is_judged_like_one_that_is_placed(
    sandbox_server: Client, changes: dict[str, str], code: int
) -> None:
    assert ask(sandbox_server, KEY, ORDER_TEST, "POST", **(ORDER | changes)).code == code


def test_what_would_move_money_is_counted_and_refused_without_the_right(sandbox_server: Client) -> None:
    for path in ("/wallets/v1/capital/withdraw/apply", "/api/asset/v1/transfer"):
        assert ask(sandbox_server, KEY, path, "POST", coin="USDT", amount="1").code == 100004
    assert ask(sandbox_server, KEY, "/swap/v2/trade/order", "POST", **ORDER).code == 0
    assert ask(sandbox_server, KEY, "/spot/v1/trade/order", "POST", symbol="BTC-USDT").code == 0
    counters = sandbox_server.control("GET", "/exchanges/bingx").json["counters"]
    assert counters["dangerous"] == 2


def test_an_unknown_symbol_and_an_unknown_path(sandbox_server: Client) -> None:
    path = f"/{HOST}/spot/v1/ticker/24hr?symbol="
    assert sandbox_server.send("GET", f"{path}NO-USDT").code == 109425
    assert len(sandbox_server.send("GET", f"{path}BTC-USDT").json["data"]) == 1
    assert sandbox_server.send("GET", f"/{HOST}/nowhere").code == 100400
