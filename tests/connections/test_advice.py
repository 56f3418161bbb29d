"""Advice on a key that works: pure, so no exchange is needed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from connections.advice import advise
from connections.findings import Finding, Passport, Severity

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OURS = ("203.0.113.24", "203.0.113.25")


def advice(**facts: Any) -> list[Finding]:
    return advise(Passport(**facts), NOW, 14, OURS)


def test_a_list_with_a_whole_range_is_told_with_the_range() -> None:
    [found] = advice(ip_restricted=False, ip_list=(OURS[0], "10.0.0.0/8"))
    assert (found.code, found.params) == ("wide_address_list", {"entries": ["10.0.0.0/8"]})
    assert found.severity is Severity.WARNING


def test_no_list_is_another_thing_than_a_wide_one() -> None:
    [found] = advice(ip_restricted=False, ip_list=())
    assert found.code == "no_ip_list"


def test_an_address_of_ours_that_is_not_listed_is_named() -> None:
    [found] = advice(ip_restricted=True, ip_list=(OURS[0],))
    assert (found.code, found.params) == ("address_missing", {"addresses": [OURS[1]]})


def test_a_range_that_holds_ours_and_a_list_nobody_can_read_are_fine() -> None:
    assert advice(ip_restricted=True, ip_list=("203.0.113.0/24",)) == []
    assert advice(ip_restricted=True, ip_list=None) == []


def test_an_end_is_told_from_the_days_that_were_asked_for() -> None:
    assert advice(ip_restricted=True, expires_at=NOW + timedelta(days=15)) == []
    [found] = advice(ip_restricted=True, expires_at=NOW + timedelta(days=14))
    assert (found.code, found.params["days"]) == ("expires_soon", 14)
