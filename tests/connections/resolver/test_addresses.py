"""A list that was read is asked for the range that holds an address, not for its letters."""

import pytest

from connections.findings import Category, Diagnosis, Result
from connections.resolver.gathering import gathered
from tests.connections.resolver.cases import FINE, NEW, NOW, OURS, check, passport, worked

VAGUE = Diagnosis(Category.INVALID_KEY, others=(Category.IP_NOT_ALLOWED,), exchange_ip=OURS, code="1")
BALANCE = Result("balance", VAGUE, "spot")
LISTS = pytest.mark.parametrize(
    ("listed", "is_held"),
    [
        ((OURS,), True),
        (("198.51.100.7", "203.0.113.0/24"), True),
        (("203.0.113.20-203.0.113.30",), True),
        (("203.0.113.*",), True),
        ((f"::ffff:{OURS}",), True),
        (("203.0.113.25",), False),
        (("203.0.113.30-203.0.113.40",), False),
    ],
)


@LISTS
def test_the_address_that_was_seen_is_found_in_a_range(listed: tuple[str, ...], is_held: bool) -> None:
    report = check(FINE, BALANCE, passport=passport(NOW, ip_list=listed))
    codes = {one.code for one in gathered(BALANCE, report, NEW)}
    assert ("seen_address_listed" in codes) is is_held


@LISTS
def test_ours_are_found_in_a_range_that_was_listed_before(listed: tuple[str, ...], is_held: bool) -> None:
    first = Result("key_info", VAGUE)
    codes = {one.code for one in gathered(first, check(first), worked(ip_list=listed))}
    assert ("addresses_were_listed" in codes) is is_held
    assert ("addresses_were_not_listed" in codes) is not is_held
