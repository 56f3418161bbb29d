"""What is particular about Bitget: rights as abbreviations, two kinds of accounts, contracts of play money."""

from decimal import Decimal
from typing import Any

import pytest

from connections import exchanges
from connections.findings import Grant, Permission
from tests.connections.exchanges import golden

BITGET = exchanges.get("bitget")
KEY = {**golden.of("bitget").introduction(), "authorities": ["stow"]}
UNIFIED = {"userId": "123456789", "ips": "", "permissions": ["uta_trade", "uta_mgt"]}
WRITING = (Permission.SPOT_TRADE, Permission.FUTURES_TRADE, Permission.INTERNAL_TRANSFER)


def withdraw(*names: str) -> Grant:
    return BITGET.passport({**KEY, "authorities": ["stow", *names]}, "").grants(Permission.WITHDRAW)


@pytest.mark.parametrize("name", ["abcw", "p2p", "p2pw", "P2P(w)", "zz", "wwowr", "withdr"])
def test_an_abbreviation_that_is_not_described_may_be_the_right_to_withdraw(name: str) -> None:
    assert withdraw(name) is Grant.UNKNOWN
    assert withdraw(name, "wwow") is Grant.YES


@pytest.mark.parametrize("name", ["abcr", "p2pr", "taxw", "chow", "ttow", "wtow", "STOR"])
def test_what_is_described_or_only_reads_is_none(name: str) -> None:
    assert withdraw(name) is Grant.NO


@pytest.mark.parametrize(
    ("kind", "value"),
    [("read_and_write", Grant.YES), ("read-only", Grant.NO), ("READ_ONLY", Grant.NO), ("new", Grant.UNKNOWN)],
)
def test_a_unified_key_may_write_only_where_both_say_so(kind: str, value: Grant) -> None:
    passport = BITGET.passport({"code": "00000", "data": {**UNIFIED, "permType": kind}}, "")
    assert {passport.grants(permission) for permission in WRITING} == {value}
    assert passport.grants(Permission.WITHDRAW) is Grant.NO
    assert passport.grants(Permission.READ) is Grant.YES


@pytest.mark.parametrize(
    ("user", "parent", "is_sub"),
    [("1234567890", "1234567890", False), ("1234567890", "9876543210", True)]
    + [("1234567890", parent, None) for parent in (1, "", None)],
)
def test_a_sub_account_has_another_parent(user: str, parent: Any, is_sub: bool | None) -> None:
    passport = BITGET.passport({**KEY, "userId": user, "parentId": parent}, "")
    assert (passport.uid, passport.is_sub_account) == (user, is_sub)


@pytest.mark.parametrize(
    ("status", "settle", "is_trading", "is_open"),
    [
        ("normal", "USDT", True, True),
        ("restrictedAPI", "USDT", True, False),
        ("limit_open", "USDT", False, True),
        ("normal", "USDC", False, True),
        ("normal", "SUSDT", False, True),
    ],
)
def test_which_contracts_are_traded(status: str, settle: str, is_trading: bool, is_open: bool) -> None:
    market = {"spot": False, "active": status == "normal", "settle": settle, "info": {"symbolStatus": status}}
    assert (BITGET.is_trading(market), BITGET.is_open_to_api(market)) == (is_trading, is_open)


@pytest.mark.parametrize(("quote", "least"), [("USDT", 1), ("USDC", 1), ("BTC", 0)])
def test_the_least_value_of_an_order_is_known_in_dollars_only(quote: str, least: int) -> None:
    assert BITGET.least_cost({"quote": quote, "info": {"minTradeUSDT": "1"}}) == Decimal(least)


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"permissions": ["uta_mgt", "uta_trade"]}, Grant.NO),
        ({"permissions": ["uta_mgt", "uta_trade", "wwow"]}, Grant.YES),
        ({"permissions": ["uta_mgt", "WithdrawAll"]}, Grant.YES),
        ({"permissions": ["uta_mgt", "uta_p2p"]}, Grant.UNKNOWN),
        ({"permissions": ["uta_mgt", "p2pw"]}, Grant.UNKNOWN),
        ({"permissions": ["uta_mgt", "abcw"]}, Grant.UNKNOWN),
        ({"permissions": ["uta_mgt", "uta_wd"]}, Grant.UNKNOWN),
        ({"authorities": ["stow", "wwow"]}, Grant.YES),
        ({"authorities": ["stow"]}, Grant.NO),
        ({"authorities": ["stow", "abcw"]}, Grant.UNKNOWN),
        ({"authorities": {"wwow": 1}}, Grant.UNKNOWN),
        ({"authorities": []}, Grant.NO),
    ],
)
def test_what_tells_the_rights_of_both_kinds_of_accounts_has_to_agree(changes: Any, value: Grant) -> None:
    entry = {**UNIFIED, "permType": "read-and-write"} | changes
    assert BITGET.passport({"code": "00000", "data": entry}, "").grants(Permission.WITHDRAW) is value


def test_rights_of_a_unified_key_beside_those_of_a_classic_one_count_without_their_kind() -> None:
    entry = {**KEY, "permissions": ["withdraw"]}
    assert BITGET.passport({"data": entry}, "").grants(Permission.WITHDRAW) is Grant.YES


def test_the_old_name_for_all_of_trading_is_one_in_any_case() -> None:
    passport = BITGET.passport({**KEY, "authorities": ["Trade", "ReadOnly"]}, "")
    assert passport.grants(Permission.SPOT_TRADE) is Grant.YES
    assert passport.grants(Permission.FUTURES_TRADE) is Grant.UNKNOWN
    assert passport.grants(Permission.WITHDRAW) is Grant.NO
