"""Rights that are told as numbers: known, undescribed, or not to be read; and rights that are told twice."""

from typing import Any

import pytest

from connections.exchanges._numbers import Numbers, agreed
from connections.findings import Grant, Permission, Right

NUMBERS = Numbers({"1": "trades", "2": "reads", "5": "withdraws"}, withdraws="withdraws")
NOTHING = {"trades": False, "reads": False, "withdraws": False}


@pytest.mark.parametrize(
    ("numbers", "flags"),
    [
        ([2], NOTHING | {"reads": True}),
        ([1, 2, 5], dict.fromkeys(NOTHING, True)),
        (["1", " 2 ", 5.0], dict.fromkeys(NOTHING, True)),
        ("1,2", NOTHING | {"trades": True, "reads": True}),
        ([], {}),
        ([9], {}),
        ("", {}),
        (None, {}),
        (2, {}),
        ({"2": True}, {}),
    ],
)
def test_numbers_are_flags(numbers: Any, flags: dict[str, bool]) -> None:
    assert NUMBERS.as_flags(numbers) == flags


@pytest.mark.parametrize("strange", [6, "Withdraw", "6", None, True, {"id": 5}, [5], 5.5])
def test_with_one_that_nobody_described_withdrawing_is_left_open(strange: Any) -> None:
    assert NUMBERS.as_flags([2, strange]) == {"trades": False, "reads": True}
    assert NUMBERS.as_flags([5, strange])["withdraws"] is True


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (Grant.YES, Grant.YES, Grant.YES),
        (Grant.NO, Grant.NO, Grant.NO),
        (Grant.NO, Grant.YES, Grant.UNKNOWN),
        (Grant.UNKNOWN, Grant.NO, Grant.UNKNOWN),
    ],
)
def test_what_is_told_twice_has_to_agree(first: Grant, second: Grant, both: Grant) -> None:
    told = [dict.fromkeys(Permission, Right(value)) for value in (first, second)]
    assert {right.value for right in agreed(told).values()} == {both}
    assert {right.value for right in agreed(told[:1]).values()} == {first}
