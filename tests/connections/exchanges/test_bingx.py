"""What is particular about BingX's answers: two shapes of rights, codes with several meanings, keys of two lengths."""

import json
from decimal import Decimal
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges import _paste
from connections.exchanges._guard import error_class
from connections.findings import Category, Diagnosis, Grant, Permission, Refusal
from tests.connections.exchanges import golden

BINGX = exchanges.get("bingx")
FLAGS = {
    **dict.fromkeys(("enableReading", "enableSpotAndMarginTrading", "ipRestrict"), True),
    **dict.fromkeys(("enableFutures", "enableInternalTransfer", "permitsUniversalTransfer"), False),
    "enableWithdrawals": False,
}


def withdraws(**entry: Any) -> Grant:
    return BINGX.passport({"code": 0, "data": entry}, "").grants(Permission.WITHDRAW)


@pytest.mark.parametrize(
    ("numbers", "changes", "value"),
    [
        ([2, 1], {}, Grant.NO),
        ([2, 1, 5], {"enableWithdrawals": True}, Grant.YES),
        ([2, 1, 5], {}, Grant.UNKNOWN),
        ([2, 1], {"enableWithdrawals": True}, Grant.UNKNOWN),
        ([2, 1, 6], {}, Grant.UNKNOWN),
        ([2, 1], {"enableWithdrawals": "true"}, Grant.UNKNOWN),
        (None, {}, Grant.UNKNOWN),
    ],
)
def test_both_shapes_in_one_answer_have_to_agree(numbers: Any, changes: dict[str, Any], value: Grant) -> None:
    assert withdraws(permissions=numbers, **(FLAGS | changes)) is value


@pytest.mark.parametrize(
    "more", [{"withdrawEnabled": True}, {"canTransferOut": 1}, {"enableWithdrawals": True}]
)
def test_a_field_that_moves_money_beside_numbers_leaves_withdrawing_open(more: dict[str, Any]) -> None:
    assert withdraws(permissions=[2, 1], ipAddresses=[]) is Grant.NO
    assert withdraws(permissions=[2, 1], ipAddresses=[], **more) is Grant.UNKNOWN


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"permissions": [2, 1], "ipAddresses": ["203.0.113.10"]}, "none"),
        ({"permissions": [2, 1], "ipAddresses": []}, "inactivity"),
        ({"permissions": [2], "ipAddresses": []}, "none"),
        ({"permissions": [2, 1]}, "unknown"),
        ({"permissions": [6], "ipAddresses": []}, "unknown"),
        (FLAGS | {"ipRestrict": False}, "inactivity"),
        (FLAGS, "none"),
    ],
)
def test_a_key_that_acts_without_addresses_ends_when_it_is_not_used(entry: dict[str, Any], kind: str) -> None:
    assert BINGX.passport(entry, "").expires_kind == kind


def test_of_a_list_of_keys_ours_is_found_by_its_mask() -> None:
    ours, theirs = golden.of("bingx").credentials["api_key"]
    listed = [
        {
            "apiKey": f"{key[:5]}***{key[-5:]}",
            "permissions": numbers,
            "ipAddresses": [],
            "createTime": 1698645219000,
        }
        for key, numbers in ((ours, [2, 1]), (theirs, [2, 5]))
    ]
    body = {"code": 0, "data": {"apiKeyList": listed}}
    found = BINGX.passport_at("GET /openApi/account/v1/apiKey/query", body, ours)
    assert (found.grants(Permission.WITHDRAW), found.created_at is None) == (Grant.NO, False)
    assert BINGX.passport_at(BINGX.key_paths[-1], body, theirs).grants(Permission.WITHDRAW) is Grant.YES


def pasted(exchange: str, api_key: str) -> list[tuple[str, str]]:
    given = {"api_key": api_key, "secret": "s" * len(api_key), "passphrase": "quiet-harbour-7"}
    problems = _paste.read(exchanges.get(exchange), given, exchanges.every().values()).problems
    return [(problem.code, problem.params.get("exchange", "")) for problem in problems]


def test_keys_as_long_as_those_of_another_exchange_are_taken_and_say_nothing_elsewhere() -> None:
    newer, older = "n" * 83, "o" * 64
    assert [pasted("bingx", key) for key in (newer, older)] == [[], []]
    assert pasted("binance", older) == []
    assert pasted("binance", newer) == [("other_exchange", "BingX")]
    assert pasted("kucoin", older) == [("other_exchange", "Binance")]


def diagnosed(
    code: int, words: str, during: str, status: int | None = 200, market: str | None = None
) -> Diagnosis:
    body = json.dumps({"code": code, "msg": words, "data": {}})
    return BINGX.diagnose(Refusal(status, body, error_class(BINGX, status, body)), market, during)


@pytest.mark.parametrize(
    ("code", "words", "order", "balance"),
    [
        (100421, "", Category.NONE, Category.CLOCK_SKEW),
        (100421, "Null timestamp or timestamp mismatch", Category.CLOCK_SKEW, Category.CLOCK_SKEW),
        (100421, "cancel fail, order not exist", Category.NONE, Category.UNKNOWN),
        (80014, "timestamp is invalid", Category.CLOCK_SKEW, Category.CLOCK_SKEW),
        (80014, "Invalid parameters", Category.NONE, Category.UNKNOWN),
        (109400, "positionSide param is invalid", Category.NONE, Category.UNKNOWN),
        (109400, "timestamp: This field is required", Category.CLOCK_SKEW, Category.CLOCK_SKEW),
        (100400, "miss arguments", Category.NONE, Category.UNKNOWN),
        (80012, "invalid parameter", Category.NONE, Category.UNKNOWN),
        (80012, "connect: connection refused", *(2 * [Category.EXCHANGE_UNAVAILABLE])),
        (80012, "", *(2 * [Category.EXCHANGE_UNAVAILABLE])),
        (80001, "service has some errors, order not exist", Category.NONE, Category.UNKNOWN),
        (80001, "Request failed", *(2 * [Category.EXCHANGE_UNAVAILABLE])),
        (100404, "order not exist", Category.NONE, Category.UNKNOWN),
        (100421, "traders prohibit openApi from placing orders", *(2 * [Category.ACCOUNT_RESTRICTED])),
    ],
)
def test_a_code_with_several_meanings_is_told_by_its_words_and_by_what_was_asked(
    code: int, words: str, order: Category, balance: Category
) -> None:
    assert diagnosed(code, words, "order").category is order
    assert diagnosed(code, words, "balance").category is balance


@pytest.mark.parametrize(
    ("needed", "scope"),
    [("Spot Trading", "spot"), ("Perpetual Futures Trading", "futures"), ("Read", "read")],
)
def test_a_right_that_is_named_is_told(needed: str, scope: str) -> None:
    words = f"Permission denied as the API key was created without the permission，this api need {needed} permission"
    assert diagnosed(100004, words, "unknown").scope == scope
    text = BINGX.diagnose(Refusal(None, words, ""))
    assert (text.category, text.scope) == (Category.NO_PERMISSION, scope)


def test_what_a_position_uses_is_not_free() -> None:
    asset = {"asset": "USDT", "balance": "20", "availableMargin": "12.5", "usedMargin": "7.5"}
    futures, spot = (
        next(one for one in BINGX.probes if (one.kind, one.market) == ("balance", market))
        for market in ("futures", "spot")
    )
    assert BINGX.free(futures, {"code": 0, "data": [asset]}) == {"USDT": Decimal("12.5")}
    held = {"asset": "USDT", "free": "7.0031438", "locked": "5"}
    assert BINGX.free(spot, {"code": "0", "data": {"balances": [held]}}) == {"USDT": Decimal("7.0031438")}


def test_leverage_is_what_both_directions_allow() -> None:
    assert BINGX.most_leverage({"info": {"maxLongLeverage": "125", "maxShortLeverage": 100}}, []) == 100
    assert BINGX.most_leverage({"info": {}}, []) == 0
