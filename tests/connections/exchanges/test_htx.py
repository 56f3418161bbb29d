"""What is particular about HTX: words before codes, three names for all rights, questions that name an account."""

import json
import urllib.request
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges._listing import Step
from connections.exchanges._wire import _learned
from connections.exchanges.base import ProbeKind
from connections.findings import Grant, Permission, Refusal
from tests.connections.exchanges import golden
from tests.connections.exchanges.test_wire import ask
from tests.stack.sandbox import Json, Sandbox

HTX = exchanges.get("htx")
TRADED = (
    Permission.SPOT_TRADE,
    Permission.FUTURES_TRADE,
    Permission.MARGIN_TRADE,
    Permission.INTERNAL_TRANSFER,
)


def passport(**changes: Any) -> Any:
    return HTX.passport({"code": 200, "data": [golden.of("htx").introduction() | changes]}, "")


@pytest.mark.parametrize(
    ("names", "traded", "withdraw"),
    [
        ("readOnly", Grant.NO, Grant.NO),
        ("trade,readOnly", Grant.YES, Grant.NO),
        ("readOnly, trade, withdraw", Grant.YES, Grant.YES),
        ("READONLY,Withdraw", Grant.NO, Grant.YES),
        ("readOnly,withdrawal", Grant.NO, Grant.YES),
        ("readOnly,otc", Grant.NO, Grant.UNKNOWN),
        ("readOnly,trade,新", Grant.YES, Grant.UNKNOWN),
        (["readOnly", "trade"], Grant.YES, Grant.NO),
        ("otc", Grant.UNKNOWN, Grant.UNKNOWN),
        ("", Grant.UNKNOWN, Grant.UNKNOWN),
        (None, Grant.UNKNOWN, Grant.UNKNOWN),
    ],
)
def test_any_name_but_the_known_ones_may_be_one_more_to_withdraw(
    names: Any, traded: Grant, withdraw: Grant
) -> None:
    found = passport(permission=names)
    assert {found.grants(permission) for permission in TRADED} == {traded}
    assert found.grants(Permission.WITHDRAW) is withdraw


def test_a_key_ends_where_it_is_not_used() -> None:
    assert (passport().expires_at, passport().expires_kind) == (None, "none")
    ending = passport(validDays=62, ipAddresses="")
    assert ending.expires_kind == "inactivity"
    assert 61 <= (ending.expires_at - datetime.now(UTC)).days + 1 <= 62
    assert passport(validDays="soon").expires_kind == "unknown"
    assert passport(status="expired").key_status == "expired"


def category(code: Any, words: str, during: str = "unknown") -> str:
    body = f'{{"status": "error", "err-code": "{code}", "err-msg": "{words}", "data": null}}'
    return str(HTX.diagnose(Refusal(200, body), None, during).category)


@pytest.mark.parametrize("code", ["api-signature-not-valid", "403", "1003", "2003", "never-heard-of"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Signature not valid: Incorrect Access key [Access key错误]", "invalid_key"),
        ("Verification failure [校驗失敗]", "bad_signature"),
        ("Incorrect IP address [IP地址错误]:203.0.113.9", "ip_not_allowed"),
        ("Signature not valid: 无效的提交时间", "clock_skew"),
        ("API key has expired [API Key已经过期]", "key_expired"),
        ("API key has no permission [API Key没有权限]", "no_permission"),
        ("Abnormal user status [用户状态不正常]", "account_restricted"),
    ],
)
def test_words_count_more_than_codes(code: str, words: str, expected: str) -> None:
    assert category(code, words) == expected


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("1002", "Query error.", "exchange_unavailable"),
        ("1002", "forbidden", "no_permission"),
        ("1003", "Abnormal redis operation.", "exchange_unavailable"),
        ("1003", "invalid signature", "bad_signature"),
        ("1012", "Abnormal service. Please contact customer service.", "exchange_unavailable"),
        ("1012", "The user's account doesn't exist.", "futures_not_opened"),
        ("risk-verification-failed", "Risk verification failed", "account_restricted"),
        ("order-never-heard-of", "strange", "none"),
        ("never-heard-of", "strange", "unknown"),
    ],
)
def test_spot_and_contracts_use_the_same_numbers(code: str, words: str, expected: str) -> None:
    assert category(code, words) == expected


def test_a_code_in_words_is_found_in_a_text() -> None:
    def found(text: str) -> tuple[str, str]:
        diagnosis = HTX.diagnose(Refusal(None, text))
        return str(diagnosis.category), diagnosis.code

    limited = "base-request-exceed-frequency-limit"
    assert found(f"[Executing] {limited}: slow down") == ("rate_limited", limited)
    assert found("order-value-min-error: Order total cannot be lower than: 1 USDT")[0] == "none"


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ({"status": "error"}, True),
        ({"status": "error", "err_code": 403}, True),
        ({"code": 1002, "message": "unauthorized"}, True),
        ({"code": 200, "data": []}, False),
        ({"status": "ok", "data": []}, False),
        ([], False),
    ],
)
def test_an_error_comes_in_the_dress_of_a_success(body: Any, is_error: bool) -> None:
    assert (HTX.error_in(body) is not None) is is_error


def test_what_orders_hold_is_not_free() -> None:
    spot, futures = (one for one in HTX.probes if one.kind is ProbeKind.BALANCE)
    kinds = [("usdt", "trade", "12.5"), ("usdt", "frozen", "3"), ("btc", "trade", "0")]
    told = [{"currency": name, "type": kind, "balance": amount} for name, kind, amount in kinds]
    assert HTX.free(spot, {"data": {"list": told}}) == {"USDT": Decimal("12.5"), "BTC": Decimal(0)}
    details = [{"currency": "USDT", "available_margin": "7.25", "equity": "20"}]
    assert HTX.free(futures, {"data": {"details": details}}) == {"USDT": Decimal("7.25")}


def test_the_margin_that_is_most_serves_for_every_leverage() -> None:
    def level(leverage: int, least: int, most: int | None, rate: str) -> dict[str, Any]:
        sizes = {"minNotional": least, "maxNotional": most}
        return {"maxLeverage": leverage, "maintenanceMarginRate": rate, **sizes}

    listed = [
        *(level(100, 0, 999, "0.005"), level(100, 1000, None, "0.008")),
        *(level(20, 0, 1999, "0.006"), level(20, 2000, None, "0.007")),
    ]
    market = {"contractSize": 0.001}
    assert HTX.tiers(market, listed, Decimal(100_000)) == [
        Step(Decimal(99_900), Decimal(100), Decimal("0.006")),
        Step(Decimal(199_900), Decimal(100), Decimal("0.008")),
        Step(None, Decimal(100), Decimal("0.008")),
    ]
    assert HTX.tiers(market, listed, None) == HTX.tiers(market, [], Decimal(1)) == []


def paths(key: Json, sandbox: Sandbox) -> list[str]:
    """Return the paths that were asked with a key, in their order."""
    url = f"{sandbox.url}/_sandbox/keys/{key['api_key']}"
    with urllib.request.urlopen(url, timeout=5) as answer:
        return [one["path"] for one in json.load(answer)["requests"]]


def test_a_key_is_introduced_by_the_number_of_its_user(sandbox: Sandbox) -> None:
    key = sandbox.key("htx", "healthy")
    told = ask(sandbox, key, HTX.introspection).answers["/v2/user/api-key"]
    assert [one["accessKey"] for one in told["data"]] == [key["api_key"]]
    assert paths(key, sandbox) == ["/v2/user/uid", "/v2/user/api-key"]


def test_what_stands_in_the_way_of_the_first_question_stops_the_second(sandbox: Sandbox) -> None:
    key = sandbox.key("htx", "frozen-account")
    assert ask(sandbox, key, HTX.introspection).refusals["/v2/user/api-key"].reason == "frozen"
    assert paths(key, sandbox) == ["/v2/user/uid"]


@pytest.mark.parametrize("body", [{"code": 200, "data": "me"}, {"code": 200}, [], {"data": None}])
def test_an_answer_without_the_number_blames_nobody(body: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        _learned(HTX.introspection, body)
    assert HTX.diagnose(refusal.value).category == "exchange_unavailable"
