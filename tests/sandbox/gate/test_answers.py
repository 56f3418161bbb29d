"""What Gate says of a key, its account and its orders, and how often it may be asked."""

import time
from typing import Any

import ccxt
import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.gate.asking import ACCOUNTS, KEY, MAIN_KEYS, ORDER, ORDERS, ask, said
from tests.sandbox.test_ccxt import client


def mine(server: Client, story: str) -> dict[str, Any]:
    """Return what Gate tells of the key of a story, among the others of its account."""
    key = credentials("gate", story)
    told = ask(server, key, MAIN_KEYS).json
    [found] = [one for one in told if key.api_key.startswith(one["key"].rstrip("*"))]
    return dict(found)


@pytest.mark.parametrize(
    ("story", "status", "label"),
    [
        ("address-not-allowed", 403, "FORBIDDEN"),
        ("expired", 401, "INVALID_KEY"),
        ("frozen-account", 403, "ACCOUNT_LOCKED"),
        ("wrong-secret", 401, "INVALID_SIGNATURE"),
        ("unknown-key", 401, "INVALID_KEY"),
        ("wrong-clock", 403, "REQUEST_EXPIRED"),
        ("rate-limited", 429, "TOO_MANY_REQUESTS"),
        ("maintenance", 503, "TOO_BUSY"),
    ],
)
def test_a_refusal(sandbox_server: Client, story: str, status: int, label: str) -> None:
    for path in (MAIN_KEYS, ACCOUNTS):
        assert said(ask(sandbox_server, credentials("gate", story), path)) == (status, label)


def test_the_rights_a_key_lists(sandbox_server: Client) -> None:
    def listed(story: str) -> dict[str, bool]:
        return {right["name"]: right["read_only"] for right in mine(sandbox_server, story)["perms"]}

    assert listed("healthy") == {"account": True, "spot": False}
    assert listed("healthy-futures") == {"account": True, "spot": False, "futures": False}
    assert listed("read-only") == {"account": True, "spot": True}
    assert listed("withdraw-on") == {"account": True, "spot": False, "withdraw": False}


def test_a_key_without_addresses_lasts_ninety_days(sandbox_server: Client) -> None:
    def days_left(story: str) -> int:
        told = mine(sandbox_server, story)
        assert told["ip_whitelist"] == []
        return int(90 - (time.time() - told["created_at"]) / 86_400)

    assert days_left("expires-soon") == 5
    assert days_left("no-ip-binding") == 70
    assert mine(sandbox_server, "healthy")["ip_whitelist"] == ["203.0.113.24"]


def test_another_key_of_the_account_can_withdraw(sandbox_server: Client) -> None:
    told = ask(sandbox_server, KEY, MAIN_KEYS).json
    assert [any(right["name"] == "withdraw" for right in one["perms"]) for one in told] == [True, False]
    assert KEY.api_key not in str(told)


def test_a_right_that_is_missing_is_told_from_one_that_only_reads(sandbox_server: Client) -> None:
    reads, spot = credentials("gate", "read-only"), credentials("gate", "healthy")
    assert said(ask(sandbox_server, reads, ORDERS, "", ORDER)) == (403, "READ_ONLY")
    reply = ask(sandbox_server, spot, "/api/v4/futures/usdt/positions")
    assert reply.json["message"] == "Request API key does not have futures permission"
    closed = credentials("gate", "futures-not-opened")
    assert said(ask(sandbox_server, closed, "/api/v4/futures/usdt/accounts")) == (400, "USER_NOT_FOUND")


def test_what_no_check_may_do_is_counted(sandbox_server: Client) -> None:
    paid = {"currency": "USDT", "address": "T1", "amount": "10"}
    key = credentials("gate", "withdraw-on")
    assert ask(sandbox_server, key, "/api/v4/withdrawals", "", paid).status == 200
    assert said(ask(sandbox_server, KEY, "/api/v4/withdrawals", "", paid)) == (403, "READ_ONLY")
    assert sandbox_server.control("GET", "/exchanges/gate").json["counters"]["dangerous"] == 1


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"currency_pair": "NOPE_USDT"}, "INVALID_CURRENCY_PAIR"),
        ({"currency_pair": ""}, "MISSING_REQUIRED_PARAM"),
        ({"side": "hold"}, "INVALID_PARAM_VALUE"),
        ({"price": "a lot"}, "INVALID_PARAM_VALUE"),
        ({"price": "90000.001"}, "INVALID_PRECISION"),
        ({"amount": "0.0000001"}, "INVALID_PRECISION"),
        ({"amount": "0.00001"}, "INVALID_PARAM_VALUE"),
    ],
)
def test_what_is_wrong_with_an_order(sandbox_server: Client, changes: dict[str, str], label: str) -> None:
    assert said(ask(sandbox_server, KEY, ORDERS, "", ORDER | changes)) == (400, label)


def test_two_hundred_requests_in_ten_seconds_for_each_endpoint(sandbox_server: Client) -> None:
    sandbox_server.set("gate", limits=True)
    other = credentials("gate", "healthy", 1)
    replies = [ask(sandbox_server, KEY, ACCOUNTS) for _ in range(201)]
    assert [reply.status for reply in replies] == [200] * 200 + [429]
    assert replies[0].headers["x-gate-ratelimit-requests-remain"] == "199"
    assert replies[0].headers["x-gate-ratelimit-limit"] == "200"
    assert said(replies[-1]) == (429, "TOO_MANY_REQUESTS")
    assert ask(sandbox_server, KEY, MAIN_KEYS).status == 200
    assert ask(sandbox_server, other, ACCOUNTS).status == 200


def test_ccxt_reads_all_it_offers(sandbox_server: Client) -> None:
    keyless = client(sandbox_server, "gate")
    keyless.options["fetchMarkets"] = {"types": ["spot", "swap"]}
    keyless.options["swap"] = {"fetchMarkets": {"settlementCurrencies": ["usdt"]}}
    markets = {market["symbol"]: market for market in keyless.fetch_markets()}
    assert len(markets) == 2560
    assert markets["BTC/USDT"]["limits"]["cost"]["min"] == 1
    trader = client(sandbox_server, "gate", "healthy-futures")
    trader.options["unifiedAccount"] = False
    trader.set_markets(list(markets.values()))
    assert trader.fetch_balance()["total"]["USDT"] == 1640.93718205
    assert trader.fetch_balance({"type": "swap"})["free"]["USDT"] > 800
    [position] = trader.fetch_positions(params={"holding": "true"})
    assert (position["symbol"], position["side"], position["contracts"]) == ("ETH/USDT:USDT", "long", 50)
    assert [order["symbol"] for order in trader.fetch_open_orders()] == ["BTC/USDT", "ETH/USDT"]
    tiers = trader.fetch_leverage_tiers(params={"type": "swap"})
    assert [tier["maxLeverage"] for tier in tiers["ORDI/USDT:USDT"]] == [10, 5]
    assert abs(trader.fetch_time() - trader.milliseconds()) < 1000
    with pytest.raises(ccxt.BadRequest, match="too small"):
        trader.create_order("BTC/USDT", "limit", "buy", 0.00001, 90_000)
