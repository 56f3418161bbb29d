"""Evidence that holds only under a condition: who is introduced, whose clock is right, when a key last worked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from connections.findings import ClockReading
from connections.resolver import resolved
from tests.connections.resolver.cases import CLOCK, FINE, NEW, NOW, check, names, refused, said, worked

BINANCE = ("binance", '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}', 401)
COINBASE = ("coinbase", "Unauthorized", 401)
KEY, RIGHT, ADDRESS = "invalid_key", "no_permission", "ip_not_allowed"


@pytest.mark.parametrize("code", ["fixed_unbound", "inactivity_unbound"])
def test_no_rule_ended_a_key_that_worked_after_its_time(code: str) -> None:
    """Keys outlive the rule: it may not be applied, or its days begin anew."""
    made = NOW - timedelta(days=91)
    outlived = worked(ip_restricted=False, created_at=made, rule=(code, 30))
    assert "older_than_rule" not in said(refused(*BINANCE), outlived)


def test_others_that_work_say_nothing_while_our_clock_is_wrong() -> None:
    vague = refused(*COINBASE)
    right, wrong = CLOCK, ClockReading(True, 120.0, 0.1)
    assert "others_work" in said(vague, worked(others_working=3), clock=right)
    assert "others_work" not in said(vague, worked(others_working=3), clock=wrong)


def test_a_right_is_the_least_likely_where_every_key_is_introduced() -> None:
    for known in (NEW, worked()):
        every = replace(known, introduces_any=True)
        (result,) = resolved(check(refused(*COINBASE)), every).results
        assert names(result.diagnosis).index(RIGHT) > names(result.diagnosis).index(ADDRESS)
        assert names(result.diagnosis).index(RIGHT) > names(result.diagnosis).index(KEY)
        # Only the introduction is answered to every key: a balance that was refused may well lack a right.
        balance = refused(*BINANCE, during="balance", market="spot")
        _, later = resolved(check(FINE, balance), every).results
        told = [one.code for cause in later.diagnosis.causes for one in (*cause.evidence, *cause.against)]
        assert "introduction_refused" not in told
