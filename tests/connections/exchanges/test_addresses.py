"""What a list of addresses binds a key to."""

import pytest

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
