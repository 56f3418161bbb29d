"""Every story in HTX's words, what it tells of a key, and what has to be named in a question."""

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.htx.asking import (
    ACCOUNTS,
    CONTRACTS,
    KEY,
    KEYS,
    ORDERS,
    PLACE,
    POSITIONS,
    SPOT,
    UID,
    WALLET,
    ask,
    said,
    spot_account,
    uid,
)


@pytest.mark.parametrize(
    ("story", "code", "words"),
    [
        ("address-not-allowed", "api-signature-not-valid", "Incorrect IP address [IP地址错误]:198.51.100.77"),
        ("expired", "api-signature-not-valid", "API key has expired [API Key已经过期]"),
        ("frozen-account", "api-signature-not-valid", "Abnormal user status [用户状态不正常]"),
        ("wrong-secret", "api-signature-not-valid", "Verification failure [校验失败]"),
        ("unknown-key", "api-signature-not-valid", "Incorrect Access key [Access key错误]"),
        ("wrong-clock", "api-signature-not-valid", "无效的提交时间"),
        ("rate-limited", "base-request-exceed-frequency-limit", "exceeded the limit"),
        ("maintenance", "system-maintenance", "System is in maintenance!"),
    ],
)
def test_a_story_is_a_refusal_at_every_door(
    sandbox_server: Client, story: str, code: str, words: str
) -> None:
    key = credentials("htx", story)
    for path in (UID, KEYS, ACCOUNTS):
        reply = ask(sandbox_server, key, path)
        found = said(reply)
        assert (reply.status, found[0]) == (200, code)
        assert words in found[1]
    assert ask(sandbox_server, key, WALLET).json["code"] != 200


def introduced(server: Client, story: str) -> dict[str, object]:
    key = credentials("htx", story)
    [told] = ask(server, key, KEYS, {"uid": uid(server, key), "accessKey": key.api_key}).json["data"]
    return dict(told)


def test_rights_are_told_as_a_text(sandbox_server: Client) -> None:
    def listed(story: str) -> object:
        return introduced(sandbox_server, story)["permission"]

    assert listed("read-only") == "readOnly"
    assert listed("healthy") == listed("healthy-futures") == "readOnly,trade"
    assert listed("withdraw-on") == "readOnly,trade,withdraw"


def test_a_key_that_is_bound_to_no_address_ends(sandbox_server: Client) -> None:
    def told(story: str) -> tuple[object, object]:
        key = introduced(sandbox_server, story)
        return key["validDays"], key["ipAddresses"]

    assert told("healthy") == (-1, "203.0.113.24")
    assert told("wide-address-list") == (-1, "203.0.0.0/16")
    assert told("no-ip-binding") == (62, "")
    assert told("expires-soon") == (5, "")


def test_a_user_has_to_be_named_and_has_more_keys_than_one(sandbox_server: Client) -> None:
    mine = uid(sandbox_server, KEY)
    assert said(ask(sandbox_server, KEY, KEYS))[0] == 2003
    assert said(ask(sandbox_server, KEY, KEYS, {"uid": "1"}))[0] == 1002
    told = ask(sandbox_server, KEY, KEYS, {"uid": mine}).json["data"]
    assert ["withdraw" in key["permission"] for key in told] == [True, False]
    assert told[1]["accessKey"] == KEY.api_key


def test_balances_and_orders_are_those_of_an_account(sandbox_server: Client) -> None:
    account = spot_account(sandbox_server, KEY)
    told = ask(sandbox_server, KEY, f"{ACCOUNTS}/{account}/balance").json["data"]["list"]
    usdt = [(one["type"], one["balance"]) for one in told if one["currency"] == "usdt"]
    assert usdt == [("trade", "1520.43718205"), ("frozen", "120.5")]
    orders = ask(sandbox_server, KEY, ORDERS, {"account-id": account}).json["data"]
    assert [order["symbol"] for order in orders] == ["btcusdt", "ethusdt"]
    for path, params in ((f"{ACCOUNTS}/7/balance", {}), (ORDERS, {"account-id": "7"}), (ORDERS, {})):
        assert said(ask(sandbox_server, KEY, path, params))[0] == "account-get-accounts-inexistent-error"


def test_contracts_take_an_account_and_not_another_right(sandbox_server: Client) -> None:
    [position] = ask(sandbox_server, KEY, POSITIONS).json["data"]
    assert (position["contract_code"], position["volume"]) == ("ETH-USDT", "50")
    for story in ("healthy", "futures-not-opened"):
        assert said(ask(sandbox_server, credentials("htx", story), WALLET))[0] == 1220
    assert ask(sandbox_server, credentials("htx", "read-only"), WALLET).json["code"] == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"symbol": "nopeusdt"}, "base-symbol-error"),
        ({"symbol": ""}, "validation-constraints-required"),
        ({"price": "a lot"}, "invalid-amount"),
        ({"price": "90000.001"}, "order-orderprice-precision-error"),
        ({"amount": "0.0000001"}, "order-orderamount-precision-error"),
        ({"amount": "0.00001"}, "order-value-min-error"),
        ({"type": "buy-market", "amount": "0.5"}, "order-value-min-error"),
    ],
)
def test_what_is_wrong_with_an_order(sandbox_server: Client, changes: dict[str, str], code: str) -> None:
    order = {"account-id": "1", "symbol": "btcusdt", "type": "buy-limit", "amount": "0.001", "price": "90000"}
    assert said(ask(sandbox_server, KEY, PLACE, body=order | changes))[0] == code


def test_what_is_public_needs_no_signature(sandbox_server: Client) -> None:
    told = sandbox_server.send(
        "GET", f"/{CONTRACTS}/linear-swap-api/v1/swap_contract_info?contract_code=btc-usdt"
    )
    assert [one["contract_size"] for one in told.json["data"]] == [0.001]
    gone = sandbox_server.send("GET", f"/{CONTRACTS}/linear-swap-api/v1/swap_contract_info?contract_code=no")
    assert said(gone)[0] == 1014
    assert sandbox_server.send("GET", f"/{SPOT}/v2/market-status").json["data"] == {"marketStatus": 1}
    reply = sandbox_server.send("GET", f"/{SPOT}/v1/nowhere")
    assert (reply.status, said(reply)[0]) == (405, "method-not-allowed")
