"""What a list of addresses binds a key to."""

import ipaddress
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from connections.exchanges import _addresses, _reading

OURS = "203.0.113.24"


@pytest.mark.parametrize(
    ("listed", "bound"),
    [
        ("", (False, ())),
        ([], (False, ())),
        ("*", (False, ())),
        ("0.0.0.0", (False, ())),
        ([OURS, "*"], (False, ())),
        (OURS, (True, (OURS,))),
        ([OURS, "203.0.113.0/24"], (True, (OURS, "203.0.113.0/24"))),
        ("203.0.112.0/23", (False, ("203.0.112.0/23",))),
        ([OURS, "0.0.0.0/0"], (False, (OURS, "0.0.0.0/0"))),
        ("::/0", (False, ("::/0",))),
        ("2001:db8::/64", (True, ("2001:db8::/64",))),
        ("2001:db8::/63", (False, ("2001:db8::/63",))),
        ("203.**.113", (True, None)),
        (["203.**.113", "10.0.0.0/8"], (False, None)),
        (None, (None, None)),
        ({"ip": OURS}, (None, None)),
    ],
)
def test_a_list_binds_unless_it_lets_in_more_than_a_network(listed: object, bound: object) -> None:
    assert _reading.addresses(listed) == bound


def test_ours_are_found_in_ranges_and_among_both_kinds() -> None:
    listed = ("203.0.113.0/24", "2001:db8::1")
    assert _addresses.missing(listed, [OURS, "2001:db8::1", "198.51.100.1"]) == ["198.51.100.1"]


@pytest.mark.parametrize(
    "nothing",
    [
        "*.*.*.*",
        "any",
        "all",
        "null",
        "none",
        "-",
        "unrestricted",
        "::",
        "0",
        "**.**.113.24",
        "203.0.113.9-1",
        "x",
    ],
)
def test_what_is_neither_an_address_nor_masked_is_no_list(nothing: str) -> None:
    assert _reading.addresses(nothing) == _reading.addresses([OURS, nothing]) == (False, ())


@pytest.mark.parametrize(
    ("listed", "bound"),
    [
        ("0.0.0.0-255.255.255.255", False),
        ("203.0.113.1-203.0.114.1", False),
        ("203.0.113.1-203.0.113.99", True),
        ("203.0.113.1-99", True),
        ("2001:db8::1-2001:db8::99", True),
        ("1.*.*.*", False),
        ("203.0.*", False),
        ("203.0.113.*", True),
        ("::ffff:0:0/96", False),
        ("::ffff:0:0/95", False),
        ("::ffff:203.0.113.0/120", True),
    ],
)
def test_a_range_is_as_wide_as_what_it_holds(listed: str, bound: bool) -> None:
    assert _reading.addresses(listed) == (bound, (listed,))
    assert bool(_addresses.wide([listed])) is not bound


@pytest.mark.parametrize(
    ("listed", "held"),
    [
        ([OURS], True),
        ([f"::ffff:{OURS}"], True),
        (["203.0.113.0/24"], True),
        (["203.0.113.20-30"], True),
        (["203.**.24", "203.0.113.*"], True),
        (["203.**.24"], None),
        (["::/0"], True),
        (["2001:db8::/64", "198.51.100.1"], False),
        ([], False),
    ],
)
def test_an_address_is_held_by_every_range_it_lies_in(listed: list[str], held: bool | None) -> None:
    assert _addresses.holds(listed, OURS) is held


def test_of_what_is_no_address_nobody_knows_whether_it_is_held() -> None:
    assert _addresses.holds([OURS], "somewhere") is None


@given(st.ip_addresses(), st.integers(0, 64))
@example(ipaddress.ip_address("::ffff:203.0.113.24"), 64)
@example(ipaddress.ip_address("::1"), 64)
def test_every_network_binds_or_is_told_as_too_wide(address: Any, bits: int) -> None:
    assume(not address.is_unspecified)
    listed = str(ipaddress.ip_network(f"{address}/{min(bits, address.max_prefixlen)}", strict=False))
    bound, spelled = _reading.addresses(listed)
    assert spelled == (listed,)
    assert bound is not bool(_addresses.wide([listed]))
    assert _addresses.holds([listed], str(address)) is True


@given(st.text(max_size=20))
def test_no_text_stops_the_reading_of_a_list(text: str) -> None:
    bound, spelled = _addresses.bound([text])
    assert _addresses.holds([text], OURS) in {True, False, None}
    # Only what holds digits binds at all.
    assert not bound or any(letter.isdigit() for letter in text)
    assert spelled in {(), (text,), None}
