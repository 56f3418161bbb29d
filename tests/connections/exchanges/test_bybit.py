"""What is particular about Bybit's answers: grouped rights, one wallet, margins as shares or percentages."""

from decimal import Decimal
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges._listing import Step
from connections.findings import Grant, Market, Permission
from tests.connections.exchanges import golden

BYBIT = exchanges.get("bybit")


def rights(groups: Any, read_only: Any = 0) -> dict[Permission, Grant]:
    told = golden.of("bybit").with_rights(groups) | {"readOnly": read_only}
    passport = BYBIT.passport({"retCode": 0, "result": told}, "")
    return {permission: passport.grants(permission) for permission in Permission}


@pytest.mark.parametrize("read_only", [1, "1", True, "true"])
def test_a_key_that_only_reads_does_nothing_else_whatever_it_lists(read_only: Any) -> None:
    found = rights({"Spot": ["SpotTrade"], "Wallet": ["AccountTransfer"]}, read_only)
    assert found.pop(Permission.READ) is Grant.YES
    assert set(found.values()) == {Grant.NO}


@pytest.mark.parametrize("read_only", [0, "0", False, None, "", 2, []])
def test_whatever_else_is_said_of_reading_leaves_the_lists_as_they_are(read_only: Any) -> None:
    assert rights({"Wallet": ["Withdraw"]}, read_only)[Permission.WITHDRAW] is Grant.YES


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"FiatBitPay": ["FaitPayOrder"]}, Grant.UNKNOWN),
        ({"FiatGlobalPay": ["Anything"]}, Grant.UNKNOWN),
        ({"FiatP2P": ["FiatP2POrder"]}, Grant.UNKNOWN),
        ({"fiatP2P": ["FiatP2POrder"]}, Grant.UNKNOWN),
        ({"FIATP2P": ["FIATP2PORDER"]}, Grant.UNKNOWN),
        ({"P2P": ["Order"]}, Grant.UNKNOWN),
        ({"OTC": ["Release"]}, Grant.UNKNOWN),
        ({"RedPacket": ["Red"]}, Grant.UNKNOWN),
        ({"Wallet": ["AccountOut"]}, Grant.UNKNOWN),
        ({"BitCard": ["BitCard"], "FiatConvertBroker": ["FiatConvertBrokerOrder"]}, Grant.NO),
        ({"FiatP2P": ["Advertising"], "Wallet": ["Withdraw"]}, Grant.YES),
        ({"Wallet": ["WithdrawAll"]}, Grant.YES),
        ({"Wallet": ["ToAnybody", "SendOut"]}, Grant.UNKNOWN),
        ({"Wallet": True}, Grant.UNKNOWN),
        ({"Wallet": {"Withdraw": True}}, Grant.UNKNOWN),
        ({"Wallet": "AccountTransfer,Withdraw"}, Grant.YES),
        ({"Earn": ["Earn"], "Exchange": ["ExchangeHistory"], "FiatP2P": []}, Grant.NO),
    ],
)
def test_money_may_leave_by_other_ways_than_withdrawing(more: dict[str, Any], expected: Grant) -> None:
    assert rights({"Spot": ["SpotTrade"], "Wallet": []} | more)[Permission.WITHDRAW] is expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"ContractTrade": ["Order", "Position"]}, Grant.YES),
        ({"Derivatives": ["DerivativesTrade"]}, Grant.YES),
        ({"ContractTrade": ["Position"]}, Grant.NO),
        ({"Spot": ["SpotTrade"], "Options": ["OptionsTrade"]}, Grant.NO),
    ],
)
def test_futures_take_orders_and_positions(groups: dict[str, list[str]], expected: Grant) -> None:
    assert rights(groups)[Permission.FUTURES_TRADE] is expected


def test_what_orders_and_positions_hold_is_not_free() -> None:
    coins = [
        {
            "coin": "USDT",
            "walletBalance": "100",
            "locked": "10",
            "totalOrderIM": "5",
            "totalPositionIM": "20.5",
        },
        {"coin": "BTC", "walletBalance": "0.5", "locked": "0", "totalOrderIM": "", "totalPositionIM": ""},
        {"coin": "ETH", "walletBalance": "1", "locked": "2"},
    ]
    body = {"retCode": 0, "result": {"list": [{"accountType": "UNIFIED", "coin": coins}]}}
    wallets = [probe for probe in BYBIT.probes if probe.kind == "balance"]
    assert {probe.market for probe in wallets} == set(Market)
    for probe in wallets:
        assert BYBIT.free(probe, body) == {"USDT": Decimal("64.5"), "BTC": Decimal("0.5"), "ETH": Decimal(0)}


@pytest.mark.parametrize(
    ("maintenance", "initial"), [(0.005, "0.01"), (0.5, "1")], ids=["shares", "percentages"]
)
def test_margins_are_shares_however_they_are_told(maintenance: float, initial: str) -> None:
    level = {"maxNotional": 2_000_000, "maxLeverage": 100.0, "maintenanceMarginRate": maintenance}
    found = BYBIT.tiers({}, [level | {"info": {"initialMargin": initial}}], None)
    assert found == [Step(Decimal(2_000_000), Decimal("100.0"), Decimal("0.005"))]
