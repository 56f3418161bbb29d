"""Rights that are told as flags: on, off, or nobody knows."""

from typing import Any

import pytest

from connections.exchanges._flags import Flags
from connections.findings import Grant, Permission

FLAGS = Flags(
    {
        Permission.READ: ("enableReading",),
        Permission.INTERNAL_TRANSFER: ("moveInside", "moveToSub"),
        Permission.WITHDRAW: ("enableWithdrawals",),
    }
)
USUAL = {"enableReading": True, "moveInside": False, "moveToSub": False, "enableWithdrawals": False}


def granted(permission: Permission, **changes: Any) -> Grant:
    entry = {name: value for name, value in (USUAL | changes).items() if value is not ...}
    return FLAGS.rights(entry)[permission].value


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, Grant.NO),
        ({"moveToSub": True}, Grant.YES),
        ({"moveToSub": ...}, Grant.UNKNOWN),
        ({"moveToSub": ..., "moveInside": True}, Grant.YES),
        ({"moveToSub": 0}, Grant.UNKNOWN),
    ],
)
def test_any_flag_grants_and_all_have_to_be_off(changes: dict[str, Any], value: Grant) -> None:
    assert granted(Permission.INTERNAL_TRANSFER, **changes) is value


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, Grant.NO),
        ({"enableWithdrawals": True, "enablePaying": True}, Grant.YES),
        ({"enableWithdrawals": ...}, Grant.UNKNOWN),
        ({"enableWithdrawals": "false"}, Grant.UNKNOWN),
        ({"enableSendToContacts": True}, Grant.UNKNOWN),
        ({"enableSendToContacts": "ALL"}, Grant.UNKNOWN),
        ({"enableSendToContacts": False}, Grant.NO),
        ({"enableAll": True}, Grant.UNKNOWN),
        ({"enableAlliances": True}, Grant.NO),
        ({"enableReading": ..., "moveInside": ..., "moveToSub": ..., "enableWithdrawals": 0}, Grant.UNKNOWN),
    ],
)
def test_a_flag_that_nobody_has_described_may_be_the_right_to_withdraw(
    changes: dict[str, Any], value: Grant
) -> None:
    assert granted(Permission.WITHDRAW, **changes) is value


def test_a_flag_in_another_spelling_is_the_same() -> None:
    rights = FLAGS.rights({"enable_reading": True, "enable_withdrawals": True})
    assert rights[Permission.WITHDRAW].value is Grant.YES
    assert rights[Permission.SPOT_TRADE].value is Grant.UNKNOWN


@pytest.mark.parametrize("changes", [{"enable_withdrawals": True}, {"ENABLEWITHDRAWALS": True}])
@pytest.mark.parametrize("is_first", [True, False])
def test_of_one_flag_in_two_spellings_what_one_grants_is_granted(
    changes: dict[str, Any], is_first: bool
) -> None:
    entry = changes | USUAL if is_first else USUAL | changes
    assert FLAGS.rights(entry)[Permission.WITHDRAW].value is Grant.YES
    unreadable = dict.fromkeys(changes, "no")
    assert FLAGS.rights(USUAL | unreadable)[Permission.WITHDRAW].value is Grant.UNKNOWN


@pytest.mark.parametrize(
    "name",
    [
        *("can_move_funds", "can_sweep", "can_wire", "can_export", "can_spend", "can_bridge", "enableP2P"),
        *("enableC2C", "enableAssetOut", "enableGiftCard", "enableRedPacket", "enableOTC", "enableOutflow"),
        *("canTx", "enableFiat", "withDraw", "enableFullAccess", "ｗｉｔｈｄｒａｗ"),
    ],
)
def test_money_leaves_under_many_names(name: str) -> None:
    assert granted(Permission.WITHDRAW, **{name: True}) is Grant.UNKNOWN
    assert granted(Permission.WITHDRAW, **{name: False}) is Grant.NO


@pytest.mark.parametrize(
    "name", ["enableSuspension", "isEndless", "removedAt", "enableAbout", "lastAt", "f3c2c41b"]
)
def test_letters_of_such_a_name_in_another_are_none(name: str) -> None:
    assert granted(Permission.WITHDRAW, **{name: True}) is Grant.NO


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"mayDoAnything": True}, Grant.UNKNOWN),
        ({"mayDoAnything": 1}, Grant.UNKNOWN),
        ({"anything": {"may": ["true"]}}, Grant.UNKNOWN),
        ({"mayDoAnything": False, "anything": {"may": []}}, Grant.NO),
        ({"since": 1623840271000, "called": "bot"}, Grant.NO),
        ({"known": True}, Grant.NO),
    ],
)
def test_where_a_list_is_complete_any_other_flag_may_be_the_right(more: dict[str, Any], value: Grant) -> None:
    flags = Flags(FLAGS.grants, "known", is_complete=True)
    assert flags.rights(USUAL | more)[Permission.WITHDRAW].value is value
