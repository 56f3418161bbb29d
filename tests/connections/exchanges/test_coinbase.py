"""What is particular about Coinbase: one word for every fault, two names of one right, wallets that cannot trade."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges import _paste
from connections.findings import Category, Grant, Permission, Refusal
from sandbox.keys import Key, credentials
from tests.connections.conftest import Connect, look
from tests.connections.exchanges import golden
from tests.stack.sandbox import Sandbox

COINBASE = exchanges.get("coinbase")
WALLETS = COINBASE.probes[0]
MARK = "-----{} EC PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("off", "expected"),
    [(None, "invalid_key"), (0.5, "invalid_key"), (29.0, "invalid_key"), (31.0, "clock_skew")],
)
def test_a_date_far_from_ours_shows_which_fault_it_is(off: float | None, expected: str) -> None:
    found = COINBASE.diagnose(Refusal(401, "Unauthorized", "AuthenticationError", clock_off=off))
    assert found.category == expected
    assert found.is_ambiguous is (expected == "invalid_key")


@pytest.mark.parametrize("error", ["unauthorized", "authentication_error"])
def test_an_address_that_is_named_comes_first(error: str) -> None:
    body = json.dumps({"error": error, "message": "IP address not allowed"})
    assert COINBASE.diagnose(Refusal(401, body)).category is Category.IP_NOT_ALLOWED
    plain = COINBASE.diagnose(Refusal(401, json.dumps({"error": error})))
    assert (plain.category, plain.is_ambiguous) == (Category.INVALID_KEY, True)


def test_a_date_explains_nothing_that_was_said_clearly() -> None:
    body = '{"errors":[{"id":"invalid_token","message":"The access token is invalid"}]}'
    assert COINBASE.diagnose(Refusal(401, body, clock_off=9000.0)).category is Category.INVALID_KEY


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"can_transfer": False}, Grant.NO),
        ({"can_transfer": True}, Grant.YES),
        ({"can_withdraw": False}, Grant.NO),
        ({"can_withdraw": True}, Grant.YES),
        ({"can_transfer": False, "can_withdraw": True}, Grant.YES),
        ({"can_transfer": True, "can_withdraw": False}, Grant.YES),
        ({"canTransfer": True}, Grant.YES),
        ({"can_transfer": None}, Grant.UNKNOWN),
        ({"can_transfer": "false"}, Grant.UNKNOWN),
        ({"can_transfer": False, "can_withdraw": None}, Grant.UNKNOWN),
        ({"can_transfer": False, "can_pay": True}, Grant.UNKNOWN),
        ({"can_transfer": False, "can_receive": True}, Grant.NO),
        ({}, Grant.UNKNOWN),
    ],
)
def test_money_moves_under_either_name(changes: dict[str, Any], expected: Grant) -> None:
    told = {"can_view": True, "can_trade": True} | changes
    assert COINBASE.passport(told, "").grants(Permission.WITHDRAW) is expected


def test_a_portfolio_is_the_account() -> None:
    told = golden.of("coinbase").introduction()
    assert COINBASE.passport(told, "").uid == told["portfolio_uuid"]


def wallet(currency: str, value: str, **changes: Any) -> dict[str, Any]:
    usual = {"currency": currency, "available_balance": {"value": value}, "type": "ACCOUNT_TYPE_CRYPTO"}
    return usual | {"active": True} | changes


def test_only_wallets_that_trade_count_each_currency_once() -> None:
    wallets = [
        wallet("USDC", "10.5"),
        wallet("USDC", "2"),
        wallet("USD", "7", type="ACCOUNT_TYPE_FIAT"),
        wallet("BTC", "1", type="ACCOUNT_TYPE_VAULT"),
        wallet("ETH", "1", active=False),
    ]
    free = COINBASE.free(WALLETS, {"accounts": wallets, "has_next": False})
    assert free == {"USDC": Decimal("12.5"), "USD": Decimal(7)}


def test_a_key_without_organisation_is_taken_here_and_told_of_nobody() -> None:
    named, alone = golden.of("coinbase").credentials["api_key"]
    assert COINBASE.recognises("api_key", named)
    assert not COINBASE.recognises("api_key", alone)
    secret = golden.of("coinbase").credentials["secret"][1]
    pasted = {"api_key": alone, "secret": secret}
    everyone = exchanges.every().values()
    hints = [problem.code for problem in _paste.read(COINBASE, pasted, everyone).problems]
    assert "other_exchange" not in hints


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "secret",
    [
        f"{MARK.format('BEGIN')}\nMHcCAQEEIPtYgjmUhBel\n{MARK.format('END')}",
        f"{MARK.format('BEGIN')}\nno base64 at all: *\n{MARK.format('END')}",
        f"{MARK.format('BEGIN')}",
        f"{'-' * 87}=",
        "QUJD=",
        "AAAA====",
    ],
)
def test_a_spoilt_private_key_is_said_to_be_one_and_shown_nowhere(
    secret: str,
    connection_of: Connect,
    key: Callable[..., Key],
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    row = look(connection_of("coinbase", key=replace(key("coinbase", "healthy"), secret=secret)))
    assert row.status == "action_required"
    assert [finding.code for finding in row.findings] == [Category.MALFORMED_INPUT]
    told = f"{caplog.text} {[finding.to_json() for finding in row.findings]}"
    assert not any(line in told for line in secret.splitlines())


@pytest.mark.parametrize("number", range(6))
def test_a_key_is_taken_however_it_was_copied(number: int) -> None:
    key = credentials("coinbase", "healthy", number)
    file = json.dumps({"name": key.api_key, "privateKey": key.secret})
    for pasted in (
        {"api_key": key.api_key, "secret": key.secret},
        {"api_key": key.api_key, "secret": key.secret.replace("\n", "\\n")},
        {"api_key": "", "secret": file},
    ):
        read = _paste.read(COINBASE, pasted, exchanges.every().values())
        assert (read.problems, read.keys.api_key, read.keys.secret) == ([], key.api_key, key.secret)


@pytest.mark.parametrize("secret", ["", "A" * 40, "-----BEGIN EC PRIVATE KEY-----\nAAAA", "QUJD="])
def test_what_is_no_private_key_is_a_problem_of_its_field(secret: str) -> None:
    pasted = {"api_key": golden.of("coinbase").credentials["api_key"][0], "secret": secret}
    read = _paste.read(COINBASE, pasted, exchanges.every().values())
    assert [problem.field for problem in read.problems] == ["secret"]
    assert not secret or secret not in repr(read.problems)
