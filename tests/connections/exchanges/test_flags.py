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
