"""HTX's keys, its signature in the query, which names the host, and its clock."""

import dataclasses
import re

import pytest

from sandbox.exchanges import known
from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.htx.asking import (
    ACCOUNTS,
    CONTRACTS,
    KEY,
    PLACE,
    SPOT,
    UID,
    WALLET,
    ask,
    at,
    said,
    spot_account,
)

NOT_VALID = "api-signature-not-valid"


def test_keys_and_secrets_have_the_real_shapes() -> None:
    keys = [credentials("htx", "healthy", number) for number in range(200)]
    assert all(re.fullmatch("[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-z]{10}-[0-9a-f]{5}", key.api_key) for key in keys)
    assert all(re.fullmatch("([0-9a-f]{8}-){3}[0-9a-f]{5}", key.secret) for key in keys)
    assert all(known()["htx"].account(key.api_key) for key in keys)
    for other in ("zzzzzzzz-00000000-0000000000-00000", "00000000-00000000-zzzzzzzzzz-fffff", "Ж"):
        assert known()["htx"].account(other) is None


def test_the_query_is_signed_in_the_order_of_its_names(sandbox_server: Client) -> None:
    assert ask(sandbox_server, KEY, ACCOUNTS).json["status"] == "ok"
    escaped = ask(sandbox_server, KEY, UID, {"Z": "1", "a": "Gr\u00fc\u00dfe & mehr", "b": "~*"})
    assert escaped.json["code"] == 200
    assert ask(sandbox_server, KEY, WALLET, host="api.hbdm.vn").json["code"] == 200


def test_the_host_is_part_of_the_signature(sandbox_server: Client) -> None:
    refused = ask(sandbox_server, KEY, ACCOUNTS, signed_host=CONTRACTS)
    assert said(refused) == (NOT_VALID, "Signature not valid: Verification failure [校验失败]")
    assert said(ask(sandbox_server, KEY, WALLET, signed_host=SPOT)) == (
        403,
        "Verification failure [校验失败]",
    )


def test_the_secret_of_another_key_is_refused(sandbox_server: Client) -> None:
    wrong = dataclasses.replace(KEY, secret=credentials("htx", "slow").secret)
    assert said(ask(sandbox_server, wrong, ACCOUNTS))[1].endswith("Verification failure [校验失败]")
    assert said(ask(sandbox_server, wrong, WALLET))[0] == 403


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"AccessKeyId": ""}, "login-required", "Signature is missing"),
        ({"SignatureMethod": "HmacSHA1"}, NOT_VALID, "Incorrect signature method"),
        ({"SignatureVersion": "1"}, NOT_VALID, "Incorrect signature version"),
        ({"Timestamp": "yesterday"}, NOT_VALID, "Invalid submission time"),
        ({"Timestamp": "2026-13-40T00:00:00"}, NOT_VALID, "Invalid submission time"),
        ({"Timestamp": ""}, NOT_VALID, "Invalid submission time"),
    ],
)
def test_what_is_wrong_with_a_signature(
    sandbox_server: Client, changes: dict[str, str], code: str, words: str
) -> None:
    found = said(ask(sandbox_server, KEY, ACCOUNTS, changes=changes))
    assert found[0] == code
    assert words in found[1]


@pytest.mark.parametrize(("moved", "is_taken"), [(-50, True), (50, True), (-65, False), (65, False)])
def test_the_time_may_be_a_minute_off(sandbox_server: Client, moved: int, is_taken: bool) -> None:
    reply = ask(sandbox_server, KEY, ACCOUNTS, changes={"Timestamp": at(moved)})
    assert (reply.json["status"] == "ok") is is_taken


def test_a_body_travels_beside_the_signature(sandbox_server: Client) -> None:
    order = {"account-id": spot_account(sandbox_server, KEY), "symbol": "btcusdt", "type": "buy-limit"}
    terms = {"amount": "0.001", "price": "90000"}
    assert ask(sandbox_server, KEY, PLACE, body=order | terms).json["status"] == "ok"
    reader = credentials("htx", "read-only")
    assert said(ask(sandbox_server, reader, PLACE, body=order | terms))[1].endswith("[API Key没有权限]")
    assert sandbox_server.control("GET", "/exchanges/htx").json["counters"]["dangerous"] == 1
